import { and, eq, isNull, sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { staff, staffSessions } from "@/db/schema";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { authorize } from "./authorize";
import { lockStaff } from "./lock-staff";
import type { Actor } from "./rules";
import { type ChangeRole, changeRole as schema } from "./schema";

/** Gives a member of staff another role and ends their sessions. Nobody changes their own. */
export async function changeRole(actor: Actor, input: ChangeRole): Promise<void> {
  const by = authorize(actor, "staff.changeRole");
  const { staffId, role } = parseInput(schema, input);
  if (by.kind === "staff" && by.staffId === staffId) throw new NotAllowedNow("staff.not-oneself");
  await inTransaction(async (tx) => {
    await lockStaff(tx, by, "staff.changeRole", staffId);
    const changed = await tx
      .update(staff)
      .set({ role, updatedAt: sql`clock_timestamp()` })
      .where(and(eq(staff.id, staffId), isNull(staff.disabledAt)))
      .returning({ id: staff.id });
    if (changed.length === 0) throw new Conflict("staff.gone");
    await tx.delete(staffSessions).where(eq(staffSessions.userId, staffId));
    await recordEvent(tx, {
      incidentId: null,
      actor: by,
      action: "staff.role-changed",
      subject: { type: "staff", id: staffId },
      detail: { role },
    });
  });
}
