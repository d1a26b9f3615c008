import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { defineTask } from "@/db/task";
import { approvedEmails } from "@/features/emails/approved-emails";
import { nameUnknownEmails } from "@/features/emails/name-unknown-emails";
import { sendEmailsTask } from "@/features/emails/tasks";
import { OwabiError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { mailSettings } from "@/lib/mail-settings";
import { defineHandler } from "../define-handler";
import { pace } from "../pace";

export const sweepEmails = defineTask({ name: "sweep-emails", payload: z.object({}), maxAttempts: 3 });

/**
 * A claim lapses when nobody can still be speaking to the server about it: sending ends after two leases, connecting
 * after one and a half.
 */
const leasesOfAClaim = 4;

/** Names the messages whose worker vanished, and asks for what is due to be sent and nobody is about to send. */
export const sweepEmailsHandler = defineHandler(sweepEmails, async (_payload, work) => {
  await work.commit(async (tx) => {
    const unknown = await nameUnknownEmails(work.actor, {
      afterSeconds: pace().leaseSeconds * leasesOfAClaim,
    });
    if (unknown > 0) logger.warn({ unknown }, "e-mails whose worker vanished wait for a person's decision");
    const settings = mailSettings();
    if (settings) await askForDueEmails(tx, settings.perMinute);
  });
});

type Due = { incidentId: string; kind: "notice" | "staff"; key: string };

async function askForDueEmails(tx: Tx, perMinute: number): Promise<void> {
  const due = await tx.execute<Due>(sql`
    select d.incident_id as "incidentId", d.kind, uuidv7()::text as key
    from (select distinct incident_id, kind from email_messages
          where state = 'generated' and incident_id is not null
            and coalesce(next_try_at, '-infinity') <= clock_timestamp()) d
    where not exists (
        select from outbox o where o.name = ${sendEmailsTask.name} and o.state in ('ready', 'running', 'dead')
          and o.incident_id = d.incident_id::text and o.payload ->> 'kind' = d.kind)
      and (select count(*) from email_messages where claimed_at > clock_timestamp() - interval '1 minute') < ${perMinute}`);
  for (const { incidentId, kind, key } of due) {
    if (kind === "notice" && !(await wordsHold(tx, incidentId))) continue;
    await enqueue(tx, sendEmailsTask, incidentId, [{ dedupeKey: key, payload: { incidentId, kind } }]);
  }
}

/** Without approved words that still hold, a task would only find that out again and again. */
async function wordsHold(tx: Tx, incidentId: string): Promise<boolean> {
  try {
    await approvedEmails(tx, incidentId);
    return true;
  } catch (error) {
    if (error instanceof OwabiError) return false;
    throw error;
  }
}
