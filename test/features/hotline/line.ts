import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { staff } from "@/db/schema";
import { drawQuestions } from "@/features/hotline/draw-questions";
import type { QuestionField } from "@/features/hotline/rules";
import type { DrawnQuestions, VerifyAnswer } from "@/features/hotline/schema";
import { startCall } from "@/features/hotline/start-call";
import { verifyCaller } from "@/features/hotline/verify-caller";
import { wrapUpCall } from "@/features/hotline/wrap-up-call";
import type { Actor } from "@/features/staff/rules";
import type { Truth } from "../../../seed/truth";
import { incidentWithLetters } from "../../setup/incident-with-letters";
import { openUpstreamBench } from "../upstream/bench";

export type Line = { incidentId: string; truth: Truth; close: () => Promise<void> };

/** An incident whose letters exist, and a line to answer. One a test file. */
export async function openLine(): Promise<Line> {
  process.env.DATABASE_POOL = "40";
  const bench = await openUpstreamBench();
  return { ...(await incidentWithLetters({ people: 120 })), close: bench.close };
}

let agents = 0;

/** A new agent, with nothing failed yet. */
export async function newAgent(): Promise<Actor> {
  agents += 1;
  const staffId = `agent-${agents}`;
  await database()
    .insert(staff)
    .values({
      id: staffId,
      name: `窓口 ${agents}号`,
      email: `${staffId}@example.invalid`,
      role: "agent",
    });
  return { kind: "staff", staffId, role: "agent" };
}

/** An agent's open inbound call. */
export async function answerCall(incidentId: string, agent: Actor): Promise<string> {
  const { callId } = await startCall(agent, { incidentId, direction: "inbound" });
  return callId;
}

export async function hangUp(agent: Actor, callId: string): Promise<void> {
  await wrapUpCall(agent, { callId, outcome: "other" });
}

export type Facts = {
  id: string;
  name: string;
  kana: string;
  insured_number: string;
  policy_number: string | null;
  phone_key: string | null;
  phone: string | null;
  birth_date: string | null;
  postcode: string | null;
  address: string | null;
  inquiry_number: string | null;
  classes: string[];
  call_task_id: string | null;
};

/** What the organisation knows of the affected people, in the order of their numbers. */
export async function allFacts(incidentId: string): Promise<Facts[]> {
  const rows = await database().execute<Facts>(sql`
    select p.id, p.name, p.kana, p.insured_number, p.policy_number, p.phone_key, p.phone, p.birth_date::text,
      p.postcode, p.address, l.inquiry_number, t.id as call_task_id,
      array(select distinct d.class_code from exposures e join documents d on d.id = e.document_id
            where e.person_id = p.id) as classes
    from people p
    left join letters l on l.person_id = p.id and l.state <> 'void'
    left join call_tasks t on t.person_id = p.id
    where p.incident_id = ${incidentId} and p.affected order by p.insured_number`);
  return [...rows];
}

/** Somebody of the cast by key, e.g. "hanako". */
export async function castMember({ incidentId, truth }: Line, key: string): Promise<Facts> {
  const number = truth.cast.find((member) => member.key === key)?.insuredNumber;
  const found = (await allFacts(incidentId)).find((facts) => facts.insured_number === number);
  if (!found) throw new Error(`nobody of the cast is ${key}`);
  return found;
}

const factOf: Record<QuestionField, (facts: Facts) => string> = {
  policyNumber: (facts) => facts.policy_number ?? "",
  insuredNumber: (facts) => facts.insured_number,
  phoneLastFour: (facts) => facts.phone_key?.slice(-4) ?? "",
  birthDate: (facts) => facts.birth_date ?? "",
  postcode: (facts) => facts.postcode ?? "",
};

export function rightAnswers(
  questions: readonly QuestionField[],
  facts: Facts,
): Partial<Record<QuestionField, string>> {
  return Object.fromEntries(questions.map((field) => [field, factOf[field](facts)]));
}

export function wrongAnswers(questions: readonly QuestionField[]): Partial<Record<QuestionField, string>> {
  return Object.fromEntries(questions.map((field) => [field, "0000"]));
}

export function draw(
  agent: Actor,
  callId: string,
  facts: Facts,
  inquiryNumber?: string,
): Promise<DrawnQuestions> {
  return drawQuestions(agent, { callId, personId: facts.id, inquiryNumber });
}

/** Draws and answers rightly: the caller is who they say. */
export async function passVerification(agent: Actor, callId: string, facts: Facts): Promise<VerifyAnswer> {
  const { verificationId, questions } = await draw(agent, callId, facts, facts.inquiry_number ?? undefined);
  return verifyCaller(agent, { verificationId, answers: rightAnswers(questions, facts) });
}

/** Draws and answers wrongly. */
export async function failVerification(agent: Actor, callId: string, facts: Facts): Promise<VerifyAnswer> {
  const { verificationId, questions } = await draw(agent, callId, facts);
  return verifyCaller(agent, { verificationId, answers: wrongAnswers(questions) });
}

/** How many events of this action there are. */
export async function eventsOf(action: string): Promise<number> {
  const [row] = await database().execute<{ n: number }>(
    sql`select count(*)::int as n from events where action = ${action}`,
  );
  return row?.n ?? 0;
}

/** The reason of the error a verb threw. */
export async function reasonOf(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => "nothing was refused",
    (error: { reason?: string }) => error.reason ?? String(error),
  );
}
