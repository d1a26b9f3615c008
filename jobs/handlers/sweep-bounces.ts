import { sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { defineTask } from "@/db/task";
import { readReport } from "@/features/emails/bounces/read-report";
import { takeBounce } from "@/features/emails/take-bounce";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { listMaildir, type MaildirMessage, markSeen, readMaildirMessage } from "@/lib/maildir";
import { defineHandler } from "../define-handler";

export const sweepBounces = defineTask({ name: "sweep-bounces", payload: z.object({}), maxAttempts: 3 });

const mostATurn = 500;

/** Reads the reports of non-delivery that have arrived, each once. */
export const sweepBouncesHandler = defineHandler(sweepBounces, async (_payload, work) => {
  const folder = env().BOUNCE_MAILDIR;
  let ofOurs = 0;
  for (const message of folder ? await unread(folder) : []) {
    if (work.signal.aborted) break;
    const bytes = await readMaildirMessage(message.file);
    if (!bytes) continue;
    const report = readReport(bytes);
    const taken = await work.step(() => takeBounce(work.actor, { mailboxKey: message.key, report }));
    if (taken === "of-ours") ofOurs += 1;
    if (folder) await markSeen(folder, message);
  }
  if (ofOurs > 0) logger.info({ ofOurs }, "reports of non-delivery were read");
  await work.commit(async () => undefined);
});

async function unread(folder: string): Promise<MaildirMessage[]> {
  const messages = await listMaildir(folder);
  const known = await database().execute<{ key: string }>(sql`
    select mailbox_key as key from email_bounces
    where mailbox_key in (select jsonb_array_elements_text(${JSON.stringify(messages.map(({ key }) => key))}::jsonb))`);
  const read = new Set(known.map(({ key }) => key));
  return messages.filter(({ key }) => !read.has(key)).slice(0, mostATurn);
}
