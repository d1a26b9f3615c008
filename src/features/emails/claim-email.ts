import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { LetterValues } from "@/features/letters/typeset/piece";
import { wishes } from "@/features/notices/queries";
import { NotAllowedNow } from "@/lib/errors";
import type { MailSettings } from "@/lib/mail-settings";
import { approvedEmails } from "./approved-emails";
import { staffWords } from "./compile-emails";
import type { CompiledEmail } from "./compose/compile-email";
import { type EmailRefusal, type FilledEmail, fillEmail } from "./compose/fill-email";
import { emailedPeople } from "./emailed-people";

/** A message that is about to be handed to the mail server. Nobody else hands it over from now on. */
export type ClaimedEmail = {
  id: string;
  to: string;
  messageId: string;
  subject: string;
  text: string;
  html: string;
  at: Date;
};

type Waiting = {
  id: string;
  noticeId: string | null;
  templateId: string | null;
  inquiryNumber: string | null;
  address: string;
  values: LetterValues;
  messageId: string | null;
};

type Asked = { incidentId: string; kind: "notice" | "staff" };

/**
 * Takes the next message that is due, with its Message-ID fixed before any server is spoken to; null where none is
 * due, the minute is full, or no words are approved. What it says is written anew from what the list says of the person now;
 * whoever is owed none any more gets none.
 */
export async function claimEmail(
  tx: Tx,
  asked: Asked,
  settings: Pick<MailSettings, "perMinute" | "domain">,
): Promise<ClaimedEmail | null> {
  if (!(await hasRoom(tx, settings.perMinute))) return null;
  const words = await wordsOf(tx, asked);
  if (!words) return null;
  for (;;) {
    const waiting = await nextWaiting(tx, asked);
    if (!waiting) return null;
    const message = await messageNow(tx, asked, waiting, words);
    if (!message) await stop(tx, waiting.id, null);
    else if (!message.filled.ok) await stop(tx, waiting.id, message.filled.refusal);
    else return take(tx, waiting, message, message.filled, settings.domain);
  }
}

/** All processes together keep to the minute; the lock lasts as long as one claim. */
async function hasRoom(tx: Tx, perMinute: number): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('emails of this minute', 0))`);
  const [last] = await tx.execute<{ sent: number }>(sql`
    select count(*)::int as sent from email_messages where claimed_at > clock_timestamp() - interval '1 minute'`);
  return (last?.sent ?? 0) < perMinute;
}

type Words = { id: string | null; compiled: CompiledEmail };

async function wordsOf(tx: Tx, { incidentId, kind }: Asked): Promise<Words | null> {
  if (kind === "staff") return { id: null, compiled: await staffWords() };
  try {
    return await approvedEmails(tx, incidentId);
  } catch (error) {
    // Whoever opens the incident sees it; nothing is sent in words that nobody approved.
    if (error instanceof NotAllowedNow) return null;
    throw error;
  }
}

async function nextWaiting(tx: Tx, { incidentId, kind }: Asked): Promise<Waiting | null> {
  const [waiting] = await tx.execute<Waiting>(sql`
    select id, notice_id as "noticeId", email_template_id as "templateId", inquiry_number as "inquiryNumber",
           to_address as address, values, message_id as "messageId"
    from email_messages
    where incident_id = ${incidentId} and kind = ${kind} and state = 'generated'
      and coalesce(next_try_at, '-infinity') <= clock_timestamp()
    order by id limit 1 for update skip locked`);
  return waiting ?? null;
}

type MessageNow = { to: string; values: LetterValues; filled: FilledEmail };

/** What the message says now, or null where nobody is to get it any more. */
async function messageNow(
  tx: Tx,
  { incidentId, kind }: Asked,
  waiting: Waiting,
  words: Words,
): Promise<MessageNow | null> {
  const { compiled } = words;
  if (kind === "staff") {
    const filled = fillEmail(compiled, { inquiryNumber: "-", values: waiting.values, links: true });
    return { to: waiting.address, values: waiting.values, filled };
  }
  // Held until the claim is committed: a wish made now waits, one made before is seen.
  await tx.execute(sql`select from notices where id = ${waiting.noticeId} for share`);
  const [person] = await emailedPeople(
    tx,
    incidentId,
    compiled.language,
    sql`n.id = ${waiting.noticeId} and n.state = 'owed' and (n.person_id, n.channel) not in (${wishes(incidentId)})`,
  );
  if (!person || waiting.templateId !== words.id || waiting.inquiryNumber === null) return null;
  const { address: to, values, refusal } = person;
  const filled = refusal
    ? { ok: false as const, refusal }
    : fillEmail(compiled, { inquiryNumber: waiting.inquiryNumber, values });
  return { to, values, filled };
}

async function stop(tx: Tx, id: string, refusal: EmailRefusal | null): Promise<void> {
  const heldFor = refusal && {
    reason: refusal.reason,
    detail: { field: refusal.field, codePoint: refusal.codePoint },
  };
  await tx.execute(sql`
    update email_messages set state = ${refusal ? "held" : "cancelled"}, held_for = ${heldFor && JSON.stringify(heldFor)}::jsonb
    where id = ${id}`);
}

async function take(
  tx: Tx,
  waiting: Waiting,
  { to, values }: MessageNow,
  { subject, text, html }: Extract<FilledEmail, { ok: true }>,
  domain: string,
): Promise<ClaimedEmail> {
  const messageId = waiting.messageId ?? `<${waiting.id}@${domain}>`;
  const body = createHash("sha256")
    .update(JSON.stringify([subject, text, html]))
    .digest("hex");
  const [claimed] = await tx.execute<{ at: string }>(sql`
    update email_messages set state = 'claimed', claimed_at = clock_timestamp(), attempts = attempts + 1,
      message_id = ${messageId}, body_sha256 = ${body}, to_address = ${to}, values = ${JSON.stringify(values)}::jsonb
    where id = ${waiting.id} returning claimed_at::text as at`);
  return { id: waiting.id, to, messageId, subject, text, html, at: new Date(String(claimed?.at)) };
}
