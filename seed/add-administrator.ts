import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { closeDatabase } from "@/db/client";
import { addStaffMember } from "@/features/staff/add-staff-member";
import { OwabiError } from "@/lib/errors";

/** Gives the first administrator of an installation a sign-in; everybody else is added by them, on the screen. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { name: { type: "string" }, email: { type: "string" } } });
  if (!values.name || !values.email) {
    console.error('Say who: npm run administrator -- --name "…" --email someone@example.org');
    process.exitCode = 2;
    return;
  }
  const password = randomBytes(12).toString("base64url");
  await addStaffMember(
    { kind: "system", name: "installation" },
    { name: values.name, email: values.email, role: "administrator", password },
  );
  console.log(`${values.email} may sign in as administrator. Password, shown only now: ${password}`);
}

try {
  await main();
} catch (error) {
  console.error(
    error instanceof OwabiError ? `Not added: ${error.reason}` : "Not added: the database did not answer.",
  );
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
