import { sql } from "drizzle-orm";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type ResolveEmail, resolveEmailInput } from "./schema";
import { sendEmailsTask } from "./tasks";

/**
 * A person looked into the mail server's log for a message of which nobody knew whether it went out: it was delivered, or
 * it is handed over once more, under the same Message-ID. Throws `email.not-unknown`.
 */
export async function resolveEmail(actor: Actor, input: ResolveEmail): Promise<void> {
  const by = authorizeStaff(actor, "emails.resolve");
  const { emailMessageId, resolution } = parseInput(resolveEmailInput, input);
  await inTransaction(async (tx) => {
    const isDelivered = resolution === "delivered";
    const [resolved] = await tx.execute<{
      incidentId: string | null;
      kind: "notice" | "staff";
      key: string;
    }>(sql`
      update email_messages set state = ${isDelivered ? "sent" : "generated"},
        sent_at = case when ${isDelivered} then claimed_at end, next_try_at = null,
        resolved_by = ${by.staffId}, resolved_at = clock_timestamp()
      where id = ${emailMessageId} and state = 'unknown'
      returning incident_id as "incidentId", kind, uuidv7()::text as key`);
    if (!resolved) throw new Conflict("email.not-unknown");
    const { incidentId, kind, key } = resolved;
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: isDelivered ? "email.found-delivered" : "email.sent-again",
      subject: { type: "email-message", id: emailMessageId },
    });
    if (!isDelivered && incidentId)
      await enqueue(tx, sendEmailsTask, incidentId, [{ dedupeKey: key, payload: { incidentId, kind } }]);
  });
}
