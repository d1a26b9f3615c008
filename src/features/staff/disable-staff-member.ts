import { and, eq, isNull, sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { staff, staffSessions } from "@/db/schema";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { authorize } from "./authorize";
import { lockStaff } from "./lock-staff";
import type { Actor } from "./rules";
import { type OfStaffMember, ofStaffMember } from "./schema";

/** Ends a sign-in and every session of it at once. Nobody disables themselves. */
export async function disableStaffMember(actor: Actor, input: OfStaffMember): Promise<void> {
  const by = authorize(actor, "staff.disable");
  const { staffId } = parseInput(ofStaffMember, input);
  if (by.kind === "staff" && by.staffId === staffId) throw new NotAllowedNow("staff.not-oneself");
  await inTransaction(async (tx) => {
    await lockStaff(tx, by, "staff.disable", staffId);
    const disabled = await tx
      .update(staff)
      .set({ disabledAt: sql`clock_timestamp()` })
      .where(and(eq(staff.id, staffId), isNull(staff.disabledAt)))
      .returning({ id: staff.id });
    if (disabled.length === 0) throw new Conflict("staff.gone");
    await tx.delete(staffSessions).where(eq(staffSessions.userId, staffId));
    await recordEvent(tx, {
      incidentId: null,
      actor: by,
      action: "staff.disabled",
      subject: { type: "staff", id: staffId },
    });
  });
}
