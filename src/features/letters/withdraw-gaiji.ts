import { sql } from "drizzle-orm";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { ofGaijiDecision } from "./schema";
import { setLettersAnew } from "./set-letters-anew";
import { followGaijiTask } from "./tasks";

/**
 * Takes a decision about a character back. Letters made with it that are in no run are made again without it, and
 * are held where nothing else mends them; those in a run that is not sealed leave it first, in the background. What
 * is in a sealed run or printed stays as it was decided then. Throws `gaiji.unknown`, `gaiji.withdrawn-before`.
 */
export async function withdrawGaiji(
  actor: Actor,
  input: { gaijiDecisionId: string },
): Promise<{ held: number; printable: number }> {
  const by = authorizeStaff(actor, "gaiji.withdraw");
  const { gaijiDecisionId } = parseInput(ofGaijiDecision, input);
  return inTransaction(async (tx) => {
    const [decision] = await tx.execute<{ incident_id: string; code_point: string }>(
      sql`select incident_id, code_point from gaiji_decisions where id = ${gaijiDecisionId}`,
    );
    if (!decision) throw new NotFound("gaiji.unknown");
    const incidentId = decision.incident_id;
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const withdrawn = await tx.execute(sql`
      update gaiji_decisions set withdrawn_at = clock_timestamp(), withdrawn_by = ${by.staffId}
      where id = ${gaijiDecisionId} and withdrawn_at is null returning 1`);
    if (withdrawn.length === 0) throw new Conflict("gaiji.withdrawn-before");
    const anew = await setLettersAnew(tx, incidentId, sql`l.gaiji -> 'decisions' ? ${gaijiDecisionId}`);
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "gaiji.withdrawn",
      subject: { type: "gaiji-decision", id: gaijiDecisionId },
      detail: { codePoint: decision.code_point, lettersHeld: anew.held, lettersPrintable: anew.generated },
    });
    await enqueue(tx, followGaijiTask, incidentId, [
      { dedupeKey: gaijiDecisionId, payload: { gaijiDecisionId } },
    ]);
    return { held: anew.held, printable: anew.generated };
  });
}
