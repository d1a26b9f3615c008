import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { staff } from "@/db/schema";
import { addStaffMember } from "@/features/staff/add-staff-member";
import type { Actor, Role } from "@/features/staff/rules";

/** Invented colleagues. The first three are the demo's desks; the second manager is the second pair of eyes. */
const colleagues = [
  { key: "manager", role: "incident-manager", name: "水野 碧", email: "manager@owabi.example" },
  { key: "agent", role: "agent", name: "秋庭 ひなた", email: "agent@owabi.example" },
  { key: "mailroom", role: "mailroom", name: "堤 実", email: "mailroom@owabi.example" },
  { key: "second", role: "incident-manager", name: "早乙女 航", email: "second@owabi.example" },
  { key: "supervisor", role: "supervisor", name: "久我 真琴", email: "supervisor@owabi.example" },
  { key: "auditor", role: "auditor", name: "三枝 律", email: "auditor@owabi.example" },
  { key: "administrator", role: "administrator", name: "名取 環", email: "admin@owabi.example" },
] as const satisfies readonly { key: string; role: Role; name: string; email: string }[];

export type Colleague = (typeof colleagues)[number]["key"];
export type Colleagues = Record<Colleague, Actor & { kind: "staff" }>;

const seeding: Actor = { kind: "system", name: "seed" };

/**
 * The demo's staff, added where they are missing, all with one password made for this installation. It is written
 * down first: nobody is there whose password is not in the file.
 */
export async function demoStaff(signInsFile: string): Promise<Colleagues> {
  const password = await passwordIn(signInsFile);
  const entries: [Colleague, Actor & { kind: "staff" }][] = [];
  for (const { key, role, name, email } of colleagues) {
    const [known] = await database().select({ id: staff.id }).from(staff).where(eq(staff.email, email));
    const id = known?.id ?? (await addStaffMember(seeding, { name, email, role, password })).id;
    entries.push([key, { kind: "staff", staffId: id, role }]);
  }
  return Object.fromEntries(entries) as Colleagues;
}

/** The password the file holds, also of an earlier start that was cut off; a new one where there is no file. */
async function passwordIn(signInsFile: string): Promise<string> {
  const password = `owabi-${randomBytes(5).toString("hex")}`;
  const signIns = colleagues.map(({ role, email }) => ({ role, email, password }));
  try {
    const text = `${JSON.stringify({ signIns }, null, 2)}\n`;
    await writeFile(signInsFile, text, { mode: 0o600, flag: "wx", flush: true });
    return password;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const kept = JSON.parse(await readFile(signInsFile, "utf8")) as { signIns?: { password?: string }[] };
    return kept.signIns?.[0]?.password ?? password;
  }
}
