import { asc } from "drizzle-orm";
import { database } from "@/db/client";
import { staff } from "@/db/schema";
import type { StaffRow } from "./schema";

const most = 500;

/** Everybody who may sign in or once could, by name. */
export async function staffMembers(): Promise<StaffRow[]> {
  const rows = await database()
    .select({
      id: staff.id,
      name: staff.name,
      email: staff.email,
      role: staff.role,
      disabledAt: staff.disabledAt,
      twoFactorEnabled: staff.twoFactorEnabled,
    })
    .from(staff)
    .orderBy(asc(staff.name), asc(staff.id))
    .limit(most);
  return rows as StaffRow[];
}
