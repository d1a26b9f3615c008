import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import type { DeliveryReport } from "./bounces/read-report";
import { isBounced } from "./rules";

type Matched = { id: string; incidentId: string | null; noticeId: string | null; state: string };

/**
 * Takes one message of the mailbox for reports, each once: what a server gave up on is bounced, and its person is told
 * another way; what is only delayed is noted. `report` is null for a message that is no report. Returns whether it
 * was of one of ours.
 */
export async function takeBounce(
  actor: Actor,
  input: { mailboxKey: string; report: DeliveryReport | null },
): Promise<"known" | "of-ours" | "of-none"> {
  const by = authorize(actor, "emails.send");
  const { mailboxKey, report } = input;
  return inTransaction(async (tx) => {
    const matched = report && (await messageOf(tx, report));
    const taken = await tx.execute(sql`
      insert into email_bounces (mailbox_key, email_message_id, status)
      values (${mailboxKey}, ${matched?.id ?? null}, ${report?.status ?? null})
      on conflict (mailbox_key) do nothing returning 1`);
    if (taken.length === 0) return "known";
    if (!report || !matched) return "of-none";
    const isFinal = isBounced(report) && ["claimed", "sent", "unknown"].includes(matched.state);
    if (isFinal) await bounce(tx, matched, report.status);
    await recordEvent(tx, {
      incidentId: matched.incidentId,
      actor: by,
      action: isFinal ? "email.bounced" : "email.report-read",
      subject: { type: "email-message", id: matched.id },
      detail: { status: report.status, action: report.action },
    });
    return "of-ours";
  });
}

async function messageOf(tx: Tx, report: DeliveryReport): Promise<Matched | null> {
  const ids = report.ids.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id));
  const [matched] = await tx.execute<Matched>(sql`
    select id, incident_id as "incidentId", notice_id as "noticeId", state from email_messages
    where id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
      or message_id in (select jsonb_array_elements_text(${JSON.stringify(report.messageIds)}::jsonb))
    order by id limit 1 for update`);
  return matched ?? null;
}

async function bounce(tx: Tx, { id, noticeId }: Matched, status: string | null): Promise<void> {
  await tx.execute(sql`
    update email_messages set state = 'bounced', bounced_at = clock_timestamp(), bounce_status = ${status}
    where id = ${id}`);
  if (!noticeId) return;
  await tx.execute(sql`
    update notices set state = 'withheld', withheld_reason = 'bounced' where id = ${noticeId} and state = 'owed'`);
}
