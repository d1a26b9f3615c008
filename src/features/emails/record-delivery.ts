import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import type { Delivery } from "@/lib/mail-server";
import { retryAfterSeconds, stateAfter } from "./rules";
import type { EmailState } from "./schema";

type Claimed = { incidentId: string | null; noticeId: string | null; attempts: number };

/**
 * Writes down what the mail server did with a message that was claimed: also where its claim lapsed meanwhile and it
 * is called unknown, as long as nobody decided about it. A person who is refused for good is told another way.
 * Returns the message's state now; null where it is decided already.
 */
export async function recordDelivery(
  actor: Actor,
  input: { emailMessageId: string; delivery: Delivery },
): Promise<EmailState | null> {
  const by = authorize(actor, "emails.send");
  const { emailMessageId, delivery } = input;
  return inTransaction(async (tx) => {
    const [claimed] = await tx.execute<Claimed>(sql`
      select incident_id as "incidentId", notice_id as "noticeId", attempts from email_messages
      where id = ${emailMessageId} and (state = 'claimed' or state = 'unknown' and resolved_at is null) for update`);
    if (!claimed) return null;
    const state = stateAfter(delivery, claimed.attempts);
    await write(tx, emailMessageId, state, delivery, claimed.attempts);
    if (state === "refused" && claimed.noticeId) await withhold(tx, claimed.noticeId);
    await recordEvent(tx, {
      incidentId: claimed.incidentId,
      actor: by,
      action: `email.${state === "generated" ? "put-off" : state}`,
      subject: { type: "email-message", id: emailMessageId },
      detail: { serverCode: delivery.serverCode, tries: claimed.attempts },
    });
    return state;
  });
}

async function write(
  tx: Tx,
  id: string,
  state: EmailState,
  delivery: Delivery,
  tries: number,
): Promise<void> {
  const wait = delivery.outcome === "later" ? retryAfterSeconds(tries) : 0;
  // A server that could not be reached took nothing of the message's tries.
  const counted = delivery.outcome === "unavailable" ? 1 : 0;
  await tx.execute(sql`
    update email_messages set state = ${state}, server_code = ${delivery.serverCode}, attempts = attempts - ${counted}::int,
      sent_at = case when ${state} = 'sent' then clock_timestamp() end,
      next_try_at = case when ${state} = 'generated' then clock_timestamp() + make_interval(secs => ${wait}::float8) end
    where id = ${id}`);
}

async function withhold(tx: Tx, noticeId: string): Promise<void> {
  await tx.execute(sql`
    update notices set state = 'withheld', withheld_reason = 'refused' where id = ${noticeId} and state = 'owed'`);
}
