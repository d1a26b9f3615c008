import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { generateLettersInput } from "./schema";

/**
 * Letters whose pages did not read back as planned may be put into a run again, once somebody has looked into why.
 * They are read back again there, and held again where they still differ. Returns how many they are.
 */
export async function tryHeldPagesAgain(
  actor: Actor,
  input: { incidentId: string },
): Promise<{ letters: number }> {
  const by = authorizeStaff(actor, "letters.tryHeldPagesAgain");
  const { incidentId } = parseInput(generateLettersInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId);
    const freed = await tx.execute(sql`
      update letters set state = 'generated', held_for = null, read_back_failed = false
      where incident_id = ${incidentId} and state = 'held' and read_back_failed returning 1`);
    if (freed.length === 0) return { letters: 0 };
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "letters.held-pages-tried-again",
      subject: { type: "incident", id: incidentId },
      detail: { letters: freed.length },
    });
    return { letters: freed.length };
  });
}
