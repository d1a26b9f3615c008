import { and, eq, isNotNull } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { staff } from "@/db/schema";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { authorize } from "./authorize";
import type { Actor } from "./rules";
import { type OfStaffMember, ofStaffMember } from "./schema";

/** Lets a disabled member of staff sign in again. */
export async function enableStaffMember(actor: Actor, input: OfStaffMember): Promise<void> {
  const by = authorize(actor, "staff.enable");
  const { staffId } = parseInput(ofStaffMember, input);
  await inTransaction(async (tx) => {
    const enabled = await tx
      .update(staff)
      .set({ disabledAt: null })
      .where(and(eq(staff.id, staffId), isNotNull(staff.disabledAt)))
      .returning({ id: staff.id });
    if (enabled.length === 0) throw new Conflict("staff.not-disabled");
    await recordEvent(tx, {
      incidentId: null,
      actor: by,
      action: "staff.enabled",
      subject: { type: "staff", id: staffId },
    });
  });
}
