import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseJapaneseDate } from "@/lib/japan/dates";
import { phoneKey } from "@/lib/japan/phone";
import { parsePostcode } from "@/lib/japan/postcode";
import { parseInput } from "@/lib/parse-input";
import { type Failures, lockFailures } from "./lock-failures";
import { openCallOf } from "./open-call-of";
import { mayVerify, type QuestionField, verificationLimits } from "./rules";
import { type Verify, type VerifyAnswer, verifyInput } from "./schema";

type Facts = {
  policy_numbers: string[] | null;
  insured_numbers: string[] | null;
  phone_key: string | null;
  birth_date: string | null;
  postcode: string | null;
};

const plain = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase();

/** Is the typed answer the fact on file? Both are brought to one form; an empty side never matches. */
const isRight: Record<QuestionField, (typed: string, facts: Facts) => boolean> = {
  policyNumber: (typed, facts) =>
    (facts.policy_numbers ?? []).some((number) => same(plain(typed), plain(number))),
  insuredNumber: (typed, facts) =>
    (facts.insured_numbers ?? []).some((number) => same(plain(typed), plain(number))),
  phoneLastFour: (typed, facts) => {
    const digits = plain(typed);
    const known = facts.phone_key ?? "";
    // Who says the whole number is held to the whole number.
    return digits.length > 4 ? same(phoneKey(typed), known) : same(digits, known.slice(-4));
  },
  birthDate: (typed, facts) => {
    const date = parseJapaneseDate(typed);
    return "iso" in date && same(date.iso, facts.birth_date ?? "");
  },
  postcode: (typed, facts) => same(parsePostcode(typed) ?? "", parsePostcode(facts.postcode ?? "") ?? ""),
};

function same(typed: string, known: string): boolean {
  return typed !== "" && typed === known;
}

type Asked = { call_id: string; person_id: string; questions: QuestionField[] };

async function askedOf(tx: Tx, verificationId: string, agentId: string): Promise<Asked> {
  const [row] = await tx.execute<Asked>(sql`
    select call_id, person_id, questions from caller_verifications
    where id = ${verificationId} and agent_id = ${agentId} and result = 'asked'`);
  if (!row) throw new NotAllowedNow("verification.not-open");
  return row;
}

async function answersAreRight(tx: Tx, asked: Asked, answers: Verify["answers"]): Promise<boolean> {
  const [facts] = await tx.execute<Facts>(sql`
    with theirs as materialized (
      select id, incident_id, insured_number, leading_record_id from people where id = ${asked.person_id}
      union
      select id, incident_id, insured_number, leading_record_id from people where merged_into = ${asked.person_id}
    )
    select phone_key, birth_date::text, postcode,
      (select array_agg(insured_number) from theirs where insured_number is not null) as insured_numbers,
      (select array_agg(distinct r.policy_number)
       from theirs t join person_records r on r.insured_number = t.insured_number or r.id = t.leading_record_id
       join master_imports i on i.id = r.import_id
       where i.incident_id = t.incident_id and i.state = 'read' and r.outcome = 'record'
         and r.policy_number is not null) as policy_numbers
    from people p where id = ${asked.person_id}`);
  if (!facts || asked.questions.length === 0) return false;
  const verdicts = asked.questions.map((field) => isRight[field](answers[field] ?? "", facts));
  return verdicts.every(Boolean);
}

/** Settles the question once; when it was answered is what the locks count from. */
async function settle(tx: Tx, verificationId: string, asked: Asked, passed: boolean): Promise<Date | null> {
  const [settled] = await tx.execute<{ granted_until: string | null }>(sql`
    update caller_verifications set result = ${passed ? "passed" : "failed"}, failures = ${passed ? 0 : 1},
      at = clock_timestamp(),
      granted_until = case when ${passed} then clock_timestamp() + make_interval(mins => ${verificationLimits.grantMinutes}) end
    where id = ${verificationId} and result = 'asked' returning granted_until::text`);
  if (!settled) throw new Conflict("verification.not-open");
  if (passed)
    await tx.execute(sql`update calls set person_id = ${asked.person_id} where id = ${asked.call_id}`);
  return settled.granted_until ? new Date(settled.granted_until) : null;
}

/** What was learnt, as its events: a lock, of the person or of the agent, is told to supervisors by name. */
function actionsOf(passed: boolean, before: Failures): string[] {
  if (passed) return ["caller.verified"];
  const person = before.ofPersonToday + 1 >= verificationLimits.failuresPerPersonPerDay;
  const agent = before.ofAgentThisHour + 1 >= verificationLimits.failuresPerAgentPerHour;
  return ["caller.not-verified", ...(person ? ["caller.locked"] : []), ...(agent ? ["agent.locked"] : [])];
}

/**
 * Compares what the agent typed with what is on file. The answer is passed or failed and how many tries are
 * left, never which was wrong; nothing typed is kept. Three failures in a day lock the person, five in an hour
 * the agent, however many questions were drawn before (`verification.person-locked`, `.agent-locked`).
 */
export async function verifyCaller(actor: Actor, input: Verify): Promise<VerifyAnswer> {
  const by = authorizeStaff(actor, "hotline.verify");
  const given = parseInput(verifyInput, input);
  return inTransaction(async (tx) => {
    const asked = await askedOf(tx, given.verificationId, by.staffId);
    const call = await openCallOf(tx, asked.call_id, by.staffId);
    const before = await lockFailures(tx, asked.person_id, by.staffId);
    const verdict = mayVerify(before);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because);
    const passed = await answersAreRight(tx, asked, given.answers);
    const grantedUntil = await settle(tx, given.verificationId, asked, passed);
    const failures = before.ofPersonToday + (passed ? 0 : 1);
    const attemptsLeft = Math.max(0, verificationLimits.failuresPerPersonPerDay - failures);
    for (const action of actionsOf(passed, before)) {
      await recordEvent(tx, {
        incidentId: call.incidentId,
        actor: by,
        action,
        subject: { type: "person", id: asked.person_id },
        detail: { callId: asked.call_id, attemptsLeft },
      });
    }
    return { passed, grantedUntil, attemptsLeft };
  });
}
