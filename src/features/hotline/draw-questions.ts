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
import { openCallOf } from "./open-call-of";
import { answersNeeded, askableFields, mayVerify, type QuestionField } from "./rules";
import { type DrawnQuestions, type DrawQuestions, drawQuestionsInput } from "./schema";

/** Which facts we know of the person, and which elements of theirs were on the lost media. */
async function factsOf(tx: Tx, incidentId: string, personId: string) {
  const [row] = await tx.execute<Record<QuestionField, boolean> & { lost: string[] | null }>(sql`
    select p.policy_number is not null as "policyNumber", p.insured_number is not null as "insuredNumber",
      length(p.phone_key) >= 4 as "phoneLastFour", p.birth_date is not null as "birthDate",
      p.postcode is not null as "postcode",
      (select array_agg(distinct el ->> 'code') from exposures e join documents d on d.id = e.document_id
       join document_classes c on c.incident_id = d.incident_id and c.code = d.class_code,
       jsonb_array_elements(c.elements) el where e.person_id = p.id) as lost
    from people p where p.id = ${personId} and p.incident_id = ${incidentId}
      and exists (select from notices n where n.person_id = p.id and n.incident_id = ${incidentId})`);
  if (!row) throw new NotFound("person.unknown");
  const { lost, ...known } = row;
  const fields = (Object.keys(known) as QuestionField[]).filter((field) => known[field]);
  return { known: new Set(fields), lost: new Set(lost ?? []) };
}

/** Failures that count towards the locks: of the person in 24 hours, of the agent in one. */
async function failuresOf(tx: Tx, personId: string, agentId: string) {
  const [row] = await tx.execute<{ person: number; agent: number }>(sql`
    select coalesce(sum(failures) filter (where person_id = ${personId} and at > clock_timestamp() - interval '24 hours'), 0) as person,
           coalesce(sum(failures) filter (where agent_id = ${agentId} and at > clock_timestamp() - interval '1 hour'), 0) as agent
    from caller_verifications where person_id = ${personId} or agent_id = ${agentId}`);
  return { ofPersonToday: Number(row?.person ?? 0), ofAgentThisHour: Number(row?.agent ?? 0) };
}

async function numberIsTheirs(tx: Tx, personId: string, typed: string | undefined): Promise<boolean> {
  const parsed = parseInquiryNumber(typed ?? "");
  if (!parsed.ok) return false;
  const [row] = await tx.execute(sql`
    select 1 from letters where person_id = ${personId} and inquiry_number = ${parsed.inquiryNumber} and state <> 'void'`);
  return Boolean(row);
}

function drawn(fields: QuestionField[], count: number): QuestionField[] {
  const left = [...fields];
  return Array.from({ length: count }, () => left.splice(randomInt(left.length), 1)).flat();
}

/**
 * The server draws what to ask, only from facts that were not lost for this person. Throws
 * `verification.person-locked`, `verification.agent-locked`, `verification.too-few-facts` (then the number on
 * the letter, or a call to the number on file, is needed).
 */
export async function drawQuestions(actor: Actor, input: DrawQuestions): Promise<DrawnQuestions> {
  const by = authorizeStaff(actor, "hotline.drawQuestions");
  const asked = parseInput(drawQuestionsInput, input);
  return inTransaction(async (tx) => {
    const call = await openCallOf(tx, asked.callId, by.staffId);
    const verdict = mayVerify(await failuresOf(tx, asked.personId, by.staffId));
    if (!verdict.ok) throw new NotAllowedNow(verdict.because);
    const { known, lost } = await factsOf(tx, call.incidentId, asked.personId);
    const inquiryNumber = await numberIsTheirs(tx, asked.personId, asked.inquiryNumber);
    const reachedOnFile = call.direction === "outbound" && call.personId === asked.personId;
    const needed = answersNeeded({ inquiryNumber, reachedOnFile });
    const fields = askableFields(known, lost);
    if (fields.length < needed) throw new NotAllowedNow("verification.too-few-facts");
    const questions = drawn(fields, needed);
    const [made] = await tx.execute<{ id: string }>(sql`
      insert into caller_verifications (call_id, person_id, agent_id, method, questions)
      values (${asked.callId}, ${asked.personId}, ${by.staffId},
              ${inquiryNumber ? "inquiry-number" : "questions"}, ${JSON.stringify(questions)}::jsonb) returning id`);
    await recordEvent(tx, {
      incidentId: call.incidentId,
      actor: by,
      action: "caller.questioned",
      subject: { type: "person", id: asked.personId },
      detail: { callId: asked.callId, fields: questions.join(","), inquiryNumber },
    });
    return { verificationId: String(made?.id), questions, inquiryNumberAccepted: inquiryNumber };
  });
}
