import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import postgres from "postgres";
import type { Role } from "@/features/staff/rules";
import type { TestDatabase } from "./database";

export type TestStaff = { id: string; name: string; email: string; password: string; role: Role };

/** Gives an invented person a sign-in, straight into the database. */
export async function addTestStaff(
  database: TestDatabase,
  role: Role,
  name = "見本 花子",
): Promise<TestStaff> {
  const id = randomUUID();
  const member = { id, name, role, email: `${role}-${id.slice(0, 8)}@example.test`, password: `pass-${id}` };
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const password = await hashPassword(member.password);
    await sql`insert into staff (id, name, email, email_verified, role) values (${id}, ${name}, ${member.email}, true, ${role})`;
    await sql`insert into staff_accounts (id, account_id, provider_id, staff_id, password)
              values (${randomUUID()}, ${id}, 'credential', ${id}, ${password})`;
  } finally {
    await sql.end();
  }
  return member;
}
