import { asc, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { EventActor } from "@/db/record-event";
import { staff } from "@/db/schema";
import { Forbidden } from "@/lib/errors";
import { type Act, mayAct, roles } from "./rules";

/**
 * Locks whoever acts and whoever it concerns, always in the same order, and asks again whether the one may: two
 * administrators who end each other's access at the same moment must not both succeed and leave nobody.
 * Throws `staff.not-your-role`.
 */
export async function lockStaff(tx: Tx, by: EventActor, act: Act, staffId: string): Promise<void> {
  const ids = by.kind === "staff" ? [by.staffId, staffId] : [staffId];
  const locked = await tx
    .select({ id: staff.id, role: staff.role, disabledAt: staff.disabledAt })
    .from(staff)
    .where(inArray(staff.id, ids))
    .orderBy(asc(staff.id))
    .for("update");
  if (by.kind !== "staff") return;
  const self = locked.find(({ id }) => id === by.staffId);
  const role = roles.find((known) => known === self?.role);
  const isAllowed = role && !self?.disabledAt && mayAct({ kind: "staff", staffId: by.staffId, role }, act);
  if (!isAllowed) throw new Forbidden("staff.not-your-role", { act });
}
