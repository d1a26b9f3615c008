import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { askForEmails } from "@/features/emails/ask-for-emails";
import { decideEmailTemplate } from "@/features/emails/decide-email-template";
import { emailWords } from "@/features/emails/queries";
import { submitEmailTemplate } from "@/features/emails/submit-email-template";
import { oweEmails } from "@/features/notices/owe-emails";
import { handlers } from "../../../jobs/handlers/registry";
import { sweepBounces } from "../../../jobs/handlers/sweep-bounces";
import { sweepEmails } from "../../../jobs/handlers/sweep-emails";
import { sweepWaiting } from "../../../jobs/handlers/sweep-waiting";
import { putDueTurns } from "../../../jobs/schedule";
import { incidentWithLetters, secondManager } from "../../setup/incident-with-letters";
import { workOffTasks } from "../../setup/work-off-tasks";
import { manager } from "../upstream/bench";

type Row = Record<string, unknown>;
export const rows = async <T extends Row = Row>(query: SQL) => [...(await database().execute<T>(query))];

export const workOff = () => workOffTasks(handlers);

const sweeps = { emails: sweepEmails, bounces: sweepBounces, waiting: sweepWaiting };

/** What the schedule does when its time comes, and all that follows from it. */
export async function sweep(what: keyof typeof sweeps): Promise<void> {
  await putDueTurns([{ everySeconds: 0.001, task: sweeps[what] }]);
  await workOff();
}

/** An incident where the letters of many who agreed to e-mail have come back, so that each is owed one. */
export async function incidentWithEmailsOwed(people: number): Promise<string> {
  const { incidentId } = await incidentWithLetters({ people, until: "notices" });
  await rows(sql`
    update notices n set state = 'withheld', withheld_reason = 'returned'
    from affected_people a where a.list_id = n.list_id and a.person_id = n.person_id and n.channel = 'letter'
      and n.incident_id = ${incidentId} and n.state = 'owed' and (a.canonical::jsonb ->> 'emailConsent')::boolean`);
  await inTransaction((tx) => oweEmails(tx, incidentId));
  return incidentId;
}

/** The words, put forward by one and approved by another. */
export async function approveEmailWords(incidentId: string, templateName = "notice"): Promise<string> {
  const { id } = await submitEmailTemplate(manager, { incidentId, templateName, templateVersion: "v1" });
  const { chosen } = await emailWords(incidentId);
  await decideEmailTemplate(secondManager, {
    emailTemplateId: id,
    decision: "approve",
    contentHash: chosen?.contentHash ?? "",
  });
  return id;
}

export const ask = (incidentId: string) => askForEmails(manager, { incidentId });

export type Message = {
  id: string;
  notice_id: string;
  person_id: string;
  to_address: string;
  state: string;
  message_id: string | null;
  inquiry_number: string;
  server_code: string | null;
  attempts: number;
  reason: string | null;
};

export const messagesOf = (incidentId: string) =>
  rows<Message>(sql`
    select m.id, m.notice_id, m.person_id, m.to_address, m.state, m.message_id, m.inquiry_number, m.server_code, m.attempts,
      n.withheld_reason as reason
    from email_messages m left join notices n on n.id = m.notice_id
    where m.incident_id = ${incidentId} and m.kind = 'notice' order by m.id`);
