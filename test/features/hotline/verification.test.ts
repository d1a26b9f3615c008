import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { drawQuestions } from "@/features/hotline/draw-questions";
import { lockedPeople } from "@/features/hotline/queries";
import {
  answersNeeded,
  askableFields,
  mayVerify,
  type QuestionField,
  questionFields,
  questionsToAsk,
} from "@/features/hotline/rules";
import { verifiedCaller } from "@/features/hotline/verified-caller";
import { verifyCaller } from "@/features/hotline/verify-caller";
import type { Actor } from "@/features/staff/rules";
import {
  allFacts,
  answerCall,
  draw,
  eventsOf,
  type Facts,
  failVerification,
  hangUp,
  type Line,
  newAgent,
  openLine,
  passVerification,
  reasonOf,
  rightAnswers,
  wrongAnswers,
} from "./line";

let line: Line;
let everyone: Facts[];
let next = 0;

beforeAll(async () => {
  line = await openLine();
  everyone = await allFacts(line.incidentId);
});
afterAll(() => line.close());

/** Somebody nobody asked anything yet, who has all facts and a letter. */
function fresh(): Facts {
  for (; next < everyone.length; ) {
    const facts = everyone[next++];
    const isWhole = facts?.phone_key && facts.policy_number && facts.birth_date && facts.inquiry_number;
    if (facts && isWhole) return facts;
  }
  throw new Error("everybody was asked");
}

/** Element codes a class of paper tells, as the incident's classes say. */
async function lostElements(facts: Facts): Promise<string[]> {
  const rows = await database().execute<{ code: string }>(sql`
    select distinct el ->> 'code' as code from document_classes c, jsonb_array_elements(c.elements) el
    where c.incident_id = ${line.incidentId} and c.code in ${facts.classes}`);
  return rows.map(({ code }) => code);
}

const fields = Object.keys(questionFields) as QuestionField[];
const someFields = fc.subarray(fields);
const elements = fc.subarray(["name", "address", "sex", "birth-date", "medical", "phone", "policy-number"]);
const evidences = fc.record({ inquiryNumber: fc.boolean(), reachedOnFile: fc.boolean() });

describe("what a caller is asked", () => {
  it("is never a fact that was lost, whatever was known, lost, given as evidence or asked before", () => {
    fc.assert(
      fc.property(someFields, elements, evidences, someFields, (known, lost, evidence, before) => {
        const askable = askableFields(new Set(known), new Set(lost), evidence);
        const needed = answersNeeded(evidence);
        const asked = questionsToAsk(askable, before, [...askable].reverse(), needed);
        for (const field of asked ?? []) {
          expect(known).toContain(field);
          for (const element of questionFields[field]) expect(lost).not.toContain(element);
        }
        if (asked) expect(new Set(asked).size).toBe(needed);
        else expect(askable.length).toBeLessThan(needed);
      }),
    );
  });

  it("is, for every person of a real case, two facts that stood on no paper of theirs on the tapes", async () => {
    const agent = await newAgent();
    const callId = await answerCall(line.incidentId, agent);
    let asked = 0;
    for (const facts of everyone.slice(60)) {
      const drawn = await draw(agent, callId, facts).catch((error: { reason: string }) => error.reason);
      if (typeof drawn === "string") {
        expect(drawn).toBe("verification.too-few-facts");
        continue;
      }
      const lost = await lostElements(facts);
      expect(drawn.questions).toHaveLength(2);
      for (const field of drawn.questions)
        for (const element of questionFields[field]) expect(lost).not.toContain(element);
      asked += 1;
    }
    expect(asked).toBeGreaterThan(50);
    await hangUp(agent, callId);
  });

  it("stays the same until it is answered: not drawing again, hanging up, nor another agent gets easier questions", async () => {
    const facts = fresh();
    const first = await newAgent();
    const callId = await answerCall(line.incidentId, first);
    const { questions } = await draw(first, callId, facts);
    for (let again = 0; again < 8; again += 1) {
      const withNumber = await draw(first, callId, facts, facts.inquiry_number ?? "");
      expect(withNumber.inquiryNumberAccepted).toBe(true);
      expect(withNumber.questions).toEqual(questions.filter((field) => field !== "postcode").slice(0, 1));
      expect((await draw(first, callId, facts)).questions).toEqual(questions);
    }
    await hangUp(first, callId);
    const second = await newAgent();
    const other = await answerCall(line.incidentId, second);
    expect((await draw(second, other, facts)).questions).toEqual(questions);
    await hangUp(second, other);
  });

  it("is one fact where the number on the letter is theirs, and two where it is somebody else's", async () => {
    const [facts, stranger, agent] = [fresh(), fresh(), await newAgent()];
    const callId = await answerCall(line.incidentId, agent);
    const foreign = await draw(agent, callId, facts, stranger.inquiry_number ?? "");
    expect(foreign).toMatchObject({ inquiryNumberAccepted: false });
    expect(foreign.questions).toHaveLength(2);
    const own = await draw(agent, callId, stranger, stranger.inquiry_number ?? "");
    expect(own.questions).toHaveLength(1);
    await hangUp(agent, callId);
  });
});

describe("the answers", () => {
  it("are compared by the server, which says passed or failed and how many tries are left, nothing else", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    const callId = await answerCall(line.incidentId, agent);
    const { verificationId, questions } = await draw(agent, callId, facts);
    const [right] = questions;
    const half = { ...wrongAnswers(questions), ...rightAnswers(right ? [right] : [], facts) };
    const answer = await verifyCaller(agent, { verificationId, answers: half });
    expect(answer).toEqual({ passed: false, grantedUntil: null, attemptsLeft: 2 });
    expect(await reasonOf(verifyCaller(agent, { verificationId, answers: half }))).toBe(
      "verification.not-open",
    );
    await hangUp(agent, callId);
  });

  it("are taken in any width and way of writing", async () => {
    const agent = await newAgent();
    const callId = await answerCall(line.incidentId, agent);
    const wide = (text: string) =>
      [...text].map((c) => (/[!-~]/.test(c) ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)).join("");
    for (const facts of [fresh(), fresh(), fresh()]) {
      const { verificationId, questions } = await draw(agent, callId, facts);
      const written = Object.fromEntries(
        Object.entries(rightAnswers(questions, facts)).map(([field, text]) => [field, wide(text ?? "")]),
      );
      expect(await verifyCaller(agent, { verificationId, answers: written })).toMatchObject({ passed: true });
    }
    await hangUp(agent, callId);
  });

  it("fail when they are empty, missing, or what is missing on file", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    const callId = await answerCall(line.incidentId, agent);
    const { verificationId } = await draw(agent, callId, facts);
    expect(await verifyCaller(agent, { verificationId, answers: {} })).toMatchObject({ passed: false });
    await hangUp(agent, callId);
  });
});

describe("the locks", () => {
  it("close a person after three failures in a day, for every agent, and a supervisor sees it", async () => {
    const facts = fresh();
    for (const left of [2, 1, 0]) {
      const agent = await newAgent();
      const callId = await answerCall(line.incidentId, agent);
      expect(await failVerification(agent, callId, facts)).toMatchObject({
        passed: false,
        attemptsLeft: left,
      });
      await hangUp(agent, callId);
    }
    const agent = await newAgent();
    const callId = await answerCall(line.incidentId, agent);
    expect(await reasonOf(draw(agent, callId, facts))).toBe("verification.person-locked");
    const [locked] = await lockedPeople(line.incidentId);
    expect(locked).toMatchObject({ personId: facts.id, failures: 3 });
    expect(locked?.agentNames).toHaveLength(3);
    expect(JSON.stringify(locked)).not.toContain(facts.name.split("　")[1]);
    expect(locked?.lockedUntil.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    await hangUp(agent, callId);
  });

  it("hold against many agents at once: of ten wrong answers given together three count and the rest are refused", async () => {
    const facts = fresh();
    const asked = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const agent = await newAgent();
        const callId = await answerCall(line.incidentId, agent);
        return { agent, callId, ...(await draw(agent, callId, facts)) };
      }),
    );
    const outcomes = await Promise.all(
      asked.map(({ agent, verificationId, questions }) =>
        verifyCaller(agent, { verificationId, answers: wrongAnswers(questions) }).then(
          ({ attemptsLeft }) => `left ${attemptsLeft}`,
          (error: { reason: string }) => error.reason,
        ),
      ),
    );
    expect(outcomes.filter((text) => text.startsWith("left")).sort()).toEqual(["left 0", "left 1", "left 2"]);
    expect(outcomes.filter((text) => text === "verification.person-locked")).toHaveLength(7);
    for (const { agent, callId } of asked) await hangUp(agent, callId);
  });

  it("refuse even the right answer once closed, also to a question drawn before", async () => {
    const [facts, first, second] = [fresh(), await newAgent(), await newAgent()];
    const callId = await answerCall(line.incidentId, first);
    const early = await draw(first, callId, facts);
    const other = await answerCall(line.incidentId, second);
    for (let n = 0; n < 3; n += 1) await failVerification(second, other, facts);
    const answers = rightAnswers(early.questions, facts);
    expect(await reasonOf(verifyCaller(first, { verificationId: early.verificationId, answers }))).toBe(
      "verification.person-locked",
    );
    expect(await reasonOf(verifiedCaller(first, { callId }))).toBe("verification.no-grant");
    await hangUp(first, callId);
    await hangUp(second, other);
  });

  it("close an agent after five failures in an hour, whoever they were about", async () => {
    const agent = await newAgent();
    const callId = await answerCall(line.incidentId, agent);
    for (let n = 0; n < 5; n += 1) await failVerification(agent, callId, fresh());
    expect(await reasonOf(draw(agent, callId, fresh()))).toBe("verification.agent-locked");
    expect(await eventsOf("agent.locked")).toBe(1);
    await hangUp(agent, callId);
  });

  it("count as the table says", () => {
    fc.assert(
      fc.property(fc.nat(10), fc.nat(10), (ofPersonToday, ofAgentThisHour) => {
        const { ok } = mayVerify({ ofPersonToday, ofAgentThisHour });
        expect(ok).toBe(ofPersonToday < 3 && ofAgentThisHour < 5);
      }),
    );
  });
});

describe("a call", () => {
  it("is only its own agent's: another's, an ended one and an unknown one are refused alike", async () => {
    const [facts, agent, other] = [fresh(), await newAgent(), await newAgent()];
    const callId = await answerCall(line.incidentId, agent);
    const { verificationId, questions } = await draw(agent, callId, facts);
    const answers = rightAnswers(questions, facts);
    const ended = await answerCall(line.incidentId, other);
    await hangUp(other, ended);
    const tries = [
      reasonOf(draw(other, callId, facts)),
      reasonOf(draw(other, ended, facts)),
      reasonOf(draw(other, crypto.randomUUID(), facts)),
    ];
    expect(await Promise.all(tries)).toEqual(Array(3).fill("call.not-open"));
    expect(await reasonOf(verifyCaller(other, { verificationId, answers }))).toBe("verification.not-open");
    await hangUp(agent, callId);
  });

  it("tells nothing of people the incident does not concern, as if they did not exist", async () => {
    const agent = await newAgent();
    const callId = await answerCall(line.incidentId, agent);
    const [unaffected] = await database().execute<{ id: string }>(sql`
      select id from people where incident_id = ${line.incidentId} and not affected limit 1`);
    const unlisted = reasonOf(drawQuestions(agent, { callId, personId: unaffected?.id ?? "" }));
    const unknown = reasonOf(drawQuestions(agent, { callId, personId: crypto.randomUUID() }));
    expect(await unlisted).toBe("person.unknown");
    expect(await unknown).toBe("person.unknown");
    await hangUp(agent, callId);
  });
});

describe("a VerifiedCaller", () => {
  it("is made in one place of the sources", () => {
    const makers = readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((path) => /\.tsx?$/.test(path))
      .filter((path) => /as (unknown as )?VerifiedCaller\b/.test(readFileSync(join("src", path), "utf8")));
    expect(makers).toEqual([join("features", "hotline", "verified-caller.ts")]);
  });

  it("exists only after a pass, for the agent who asked, until the call ends; each use is recorded first", async () => {
    const [facts, agent, other]: [Facts, Actor, Actor] = [fresh(), await newAgent(), await newAgent()];
    const callId = await answerCall(line.incidentId, agent);
    const before = await eventsOf("person.revealed");
    expect(await reasonOf(verifiedCaller(agent, { callId }))).toBe("verification.no-grant");
    expect(await passVerification(agent, callId, facts)).toMatchObject({ passed: true });
    expect(await reasonOf(verifiedCaller(other, { callId }))).toBe("verification.no-grant");
    const caller = await verifiedCaller(agent, { callId });
    expect(caller).toMatchObject({ callId, personId: facts.id, incidentId: line.incidentId });
    expect(caller.grantedUntil.getTime() - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    expect(await eventsOf("person.revealed")).toBe(before + 1);
    await hangUp(agent, callId);
    expect(await reasonOf(verifiedCaller(agent, { callId }))).toBe("verification.no-grant");
    expect(await eventsOf("person.revealed")).toBe(before + 1);
  });

  it("ends after fifteen minutes though the call goes on", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    const callId = await answerCall(line.incidentId, agent);
    await passVerification(agent, callId, facts);
    await database().execute(sql`
      update caller_verifications set granted_until = clock_timestamp() - interval '1 second'
      where call_id = ${callId} and result = 'passed'`);
    expect(await reasonOf(verifiedCaller(agent, { callId }))).toBe("verification.no-grant");
    await hangUp(agent, callId);
  });
});
