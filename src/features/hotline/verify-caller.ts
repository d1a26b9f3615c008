import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseJapaneseDate } from "@/lib/japan/dates";
import { parsePostcode } from "@/lib/japan/postcode";
import { parseInput } from "@/lib/parse-input";
import { openCallOf } from "./open-call-of";
import { type QuestionField, verificationLimits } from "./rules";
import { type Verify, type VerifyAnswer, verifyInput } from "./schema";

type Facts = Record<
  "policy_number" | "insured_number" | "phone_key" | "birth_date" | "postcode",
  string | null
>;

const plain = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase();

/** Is the typed answer the fact on file? Both are brought to one form; an empty side never matches. */
const isRight: Record<QuestionField, (typed: string, facts: Facts) => boolean> = {
  policyNumber: (typed, facts) => same(plain(typed), plain(facts.policy_number ?? "")),
  insuredNumber: (typed, facts) => same(plain(typed), plain(facts.insured_number ?? "")),
  phoneLastFour: (typed, facts) => same(plain(typed).slice(-4), facts.phone_key?.slice(-4) ?? ""),
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
    where id = ${verificationId} and agent_id = ${agentId} and result = 'asked' for update`);
  if (!row) throw new NotAllowedNow("verification.not-open");
  return row;
}

async function answersAreRight(tx: Tx, asked: Asked, answers: Verify["answers"]): Promise<boolean> {
  const [facts] = await tx.execute<Facts>(sql`
    select policy_number, insured_number, phone_key, birth_date::text, postcode from people where id = ${asked.person_id}`);
  if (!facts) return false;
  const verdicts = asked.questions.map((field) => isRight[field](answers[field] ?? "", facts));
  return verdicts.every(Boolean);
}

/**
 * Compares what the agent typed with what is on file. The answer is passed or failed and how many tries are
 * left, never which was wrong; nothing typed is kept. Three failures in a day lock the person.
 */
export async function verifyCaller(actor: Actor, input: Verify): Promise<VerifyAnswer> {
  const by = authorizeStaff(actor, "hotline.verify");
  const given = parseInput(verifyInput, input);
  return inTransaction(async (tx) => {
    const asked = await askedOf(tx, given.verificationId, by.staffId);
    const call = await openCallOf(tx, asked.call_id, by.staffId);
    const passed = await answersAreRight(tx, asked, given.answers);
    const [settled] = await tx.execute<{ granted_until: string | null }>(sql`
      update caller_verifications set result = ${passed ? "passed" : "failed"}, failures = ${passed ? 0 : 1},
        granted_until = case when ${passed} then clock_timestamp() + make_interval(mins => ${verificationLimits.grantMinutes}) end
      where id = ${given.verificationId} returning granted_until::text`);
    if (passed)
      await tx.execute(sql`update calls set person_id = ${asked.person_id} where id = ${asked.call_id}`);
    const [count] = await tx.execute<{ failures: number }>(sql`
      select coalesce(sum(failures), 0) as failures from caller_verifications
      where person_id = ${asked.person_id} and at > clock_timestamp() - interval '24 hours'`);
    const attemptsLeft = Math.max(
      0,
      verificationLimits.failuresPerPersonPerDay - Number(count?.failures ?? 0),
    );
    await recordEvent(tx, {
      incidentId: call.incidentId,
      actor: by,
      action: passed ? "caller.verified" : attemptsLeft === 0 ? "caller.locked" : "caller.not-verified",
      subject: { type: "person", id: asked.person_id },
      detail: { callId: asked.call_id, attemptsLeft },
    });
    return {
      passed,
      grantedUntil: settled?.granted_until ? new Date(settled.granted_until) : null,
      attemptsLeft,
    };
  });
}
