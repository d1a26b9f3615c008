import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInquiryNumber } from "@/lib/inquiry-number";
import { parseInput } from "@/lib/parse-input";
import { lockFailures } from "./lock-failures";
import { type OpenCallRow, openCallOf } from "./open-call-of";
import { answersNeeded, askableFields, mayVerify, type QuestionField, questionsToAsk } from "./rules";
import { type DrawnQuestions, type DrawQuestions, drawQuestionsInput } from "./schema";

/**
 * Which facts we know of the person, and which elements of theirs were on the lost media: by what we know now
 * and by every list that was frozen. What was once on a list stays worthless as a proof.
 */
async function factsOf(tx: Tx, incidentId: string, personId: string) {
  const [row] = await tx.execute<Record<QuestionField, boolean> & { lost: string[] | null }>(sql`
    select p.policy_number is not null as "policyNumber", p.insured_number is not null as "insuredNumber",
      length(p.phone_key) >= 4 as "phoneLastFour", p.birth_date is not null as "birthDate",
      p.postcode is not null as "postcode",
      (select array_agg(distinct el ->> 'code') from (
         select d.class_code as code from exposures e join documents d on d.id = e.document_id where e.person_id = p.id
         union
         select document ->> 'class' from affected_people a, jsonb_array_elements(a.canonical::jsonb -> 'documents') document
         where a.person_id = p.id) of_theirs
       join document_classes c on c.incident_id = p.incident_id and c.code = of_theirs.code,
       jsonb_array_elements(c.elements) el) as lost
    from people p where p.id = ${personId} and p.incident_id = ${incidentId}
      and exists (select from notices n where n.person_id = p.id and n.incident_id = ${incidentId})`);
  if (!row) throw new NotFound("person.unknown");
  const { lost, ...known } = row;
  const fields = (Object.keys(known) as QuestionField[]).filter((field) => known[field]);
  return { known: new Set(fields), lost: new Set(lost ?? []) };
}

/** What this person was asked today and nobody answered, the oldest first. */
async function unansweredOf(tx: Tx, personId: string): Promise<QuestionField[]> {
  const rows = await tx.execute<{ questions: QuestionField[] }>(sql`
    select questions from caller_verifications
    where person_id = ${personId} and result = 'asked' and at > clock_timestamp() - interval '24 hours'
    order by at, id`);
  return rows.flatMap((row) => row.questions);
}

async function numberIsTheirs(tx: Tx, personId: string, typed: string | undefined): Promise<boolean> {
  const parsed = parseInquiryNumber(typed ?? "");
  if (!parsed.ok) return false;
  const [row] = await tx.execute(sql`
    with theirs as (select id from people where id = ${personId} or merged_into = ${personId})
    select 1 from letters where person_id in (select id from theirs)
      and inquiry_number = ${parsed.inquiryNumber} and state <> 'void'
    union all
    select 1 from email_messages where person_id in (select id from theirs)
      and inquiry_number = ${parsed.inquiryNumber} and state in ('sent', 'unknown')`);
  return Boolean(row);
}

function shuffled(fields: readonly QuestionField[]): QuestionField[] {
  const left = [...fields];
  return fields.flatMap(() => left.splice(randomInt(left.length), 1));
}

async function questionsFor(tx: Tx, call: OpenCallRow, asked: DrawQuestions) {
  const { known, lost } = await factsOf(tx, call.incidentId, asked.personId);
  const evidence = {
    inquiryNumber: await numberIsTheirs(tx, asked.personId, asked.inquiryNumber),
    reachedOnFile: call.direction === "outbound",
  };
  const askable = askableFields(known, lost, evidence);
  const unanswered = await unansweredOf(tx, asked.personId);
  const questions = questionsToAsk(askable, unanswered, shuffled(askable), answersNeeded(evidence));
  if (!questions) throw new NotAllowedNow("verification.too-few-facts");
  return { questions, inquiryNumberAccepted: evidence.inquiryNumber };
}

/**
 * The server draws what to ask, only from facts that were not lost for this person. An outbound call is about
 * the person who was rung (`call.about-another`). Throws `verification.person-locked`,
 * `verification.agent-locked`, `verification.too-few-facts` (then the number on the letter, or a call to the
 * number on file, is needed).
 */
export async function drawQuestions(actor: Actor, input: DrawQuestions): Promise<DrawnQuestions> {
  const by = authorizeStaff(actor, "hotline.drawQuestions");
  const asked = parseInput(drawQuestionsInput, input);
  return inTransaction(async (tx) => {
    const call = await openCallOf(tx, asked.callId, by.staffId);
    if (call.direction === "outbound" && call.personId !== asked.personId) {
      throw new NotAllowedNow("call.about-another");
    }
    const verdict = mayVerify(await lockFailures(tx, asked.personId, by.staffId));
    if (!verdict.ok) throw new NotAllowedNow(verdict.because);
    const { questions, inquiryNumberAccepted } = await questionsFor(tx, call, asked);
    const [made] = await tx.execute<{ id: string }>(sql`
      insert into caller_verifications (call_id, person_id, agent_id, method, questions, at)
      values (${asked.callId}, ${asked.personId}, ${by.staffId},
              ${inquiryNumberAccepted ? "inquiry-number" : "questions"}, ${JSON.stringify(questions)}::jsonb,
              clock_timestamp()) returning id`);
    await recordEvent(tx, {
      incidentId: call.incidentId,
      actor: by,
      action: "caller.questioned",
      subject: { type: "person", id: asked.personId },
      detail: { callId: asked.callId, fields: questions.join(","), inquiryNumber: inquiryNumberAccepted },
    });
    return { verificationId: String(made?.id), questions, inquiryNumberAccepted };
  });
}
