import { sql } from "drizzle-orm";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { mailSettings } from "@/lib/mail-settings";
import { parseInput } from "@/lib/parse-input";
import { approvedEmails } from "./approved-emails";
import { unwrittenNotice } from "./queries";
import { writeEmailsTask } from "./tasks";

/**
 * Asks for a message to everybody who is owed one and has none, and for those held before to be looked at again.
 * Throws `emails.off`, `emails.no-approved-template`, `emails.facts-changed-since-approval`, `emails.none-owed`.
 */
export async function askForEmails(actor: Actor, input: OfIncident): Promise<{ asked: number }> {
  const by = authorizeStaff(actor, "emails.send");
  const { incidentId } = parseInput(ofIncidentInput, input);
  if (!mailSettings()) throw new NotAllowedNow("emails.off");
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    await approvedEmails(tx, incidentId);
    const [due] = await tx.execute<{ notices: number; key: string }>(sql`
      select count(*)::int as notices, uuidv7()::text as key from notices n
      where n.incident_id = ${incidentId} and ${unwrittenNotice}`);
    if (!due || due.notices === 0) throw new NotAllowedNow("emails.none-owed");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "emails.asked",
      subject: { type: "incident", id: incidentId },
      detail: { emails: due.notices },
    });
    await enqueue(tx, writeEmailsTask, incidentId, [{ dedupeKey: due.key, payload: { incidentId } }]);
    return { asked: due.notices };
  });
}
