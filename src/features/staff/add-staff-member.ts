import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { staff, staffAccounts } from "@/db/schema";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { authorize } from "./authorize";
import type { Actor } from "./rules";
import { type AddStaffMember, addStaffMember as schema } from "./schema";

/**
 * Gives somebody a sign-in. There is no open sign-up: this is the only way in.
 * Throws Invalid, Conflict `staff.email-taken`.
 */
export async function addStaffMember(actor: Actor, input: AddStaffMember): Promise<{ id: string }> {
  const by = authorize(actor, "staff.add");
  const { name, email, role, password } = parseInput(schema, input);
  const hashed = await hashPassword(password);
  const id = randomUUID();
  return inTransaction(async (tx) => {
    const added = await tx
      .insert(staff)
      .values({ id, name, email: email.toLowerCase(), emailVerified: true, role })
      .onConflictDoNothing()
      .returning({ id: staff.id });
    if (added.length === 0) throw new Conflict("staff.email-taken");
    await tx.insert(staffAccounts).values({
      id: randomUUID(),
      accountId: id,
      providerId: "credential",
      userId: id,
      password: hashed,
    });
    await recordEvent(tx, {
      incidentId: null,
      actor: by,
      action: "staff.added",
      subject: { type: "staff", id },
      detail: { role },
    });
    return { id };
  });
}
