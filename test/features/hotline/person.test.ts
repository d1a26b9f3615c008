import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { bookCallback } from "@/features/callbacks/book-callback";
import { openSlots } from "@/features/callbacks/queries";
import { currentCall, personForCaller, recentCalls } from "@/features/hotline/queries";
import type { PersonForCaller } from "@/features/hotline/schema";
import { startCall } from "@/features/hotline/start-call";
import { verifiedCaller } from "@/features/hotline/verified-caller";
import { wrapUpCall } from "@/features/hotline/wrap-up-call";
import type { Actor } from "@/features/staff/rules";
import {
  answerCall,
  castMember,
  type Facts,
  hangUp,
  type Line,
  newAgent,
  openLine,
  passVerification,
  reasonOf,
} from "./line";

let line: Line;

beforeAll(async () => {
  line = await openLine();
});
afterAll(() => line.close());

type Told = { agent: Actor; callId: string; facts: Facts; person: PersonForCaller };

async function told(key: string): Promise<Told> {
  const [facts, agent] = [await castMember(line, key), await newAgent()];
  const callId = await answerCall(line.incidentId, agent);
  await passVerification(agent, callId, facts);
  const person = await personForCaller(await verifiedCaller(agent, { callId }));
  return { agent, callId, facts, person };
}

describe("what a verified caller is told", () => {
  it("is their letter's own sentences, class by class, and the number and state of the letter", async () => {
    const { agent, callId, facts, person } = await told("hanako");
    const [letter] = await database().execute<{ clause: string[] }>(sql`
      select values -> 'lost_clause' as clause from letters where person_id = ${facts.id}`);
    expect(person.lost.flatMap(({ sentencesJa }) => sentencesJa)).toEqual(letter?.clause);
    expect(person.lost.map(({ classCode }) => classCode)).toEqual(["SK", "SD"]);
    expect(person.lost[0]?.media).toEqual(["DLS-A00123L4"]);
    expect(person.letters).toMatchObject([
      { inquiryNumber: facts.inquiry_number, state: "generated", handedOverAt: null, heldFor: null },
    ]);
    expect(person.callTask).toMatchObject({ state: "owed", attempts: 0, toExplain: ["SK", "SD"] });
    expect(person.lines[0]).toMatchObject({ number: "0120-000-000", charge: "free" });
    await hangUp(agent, callId);
  });

  it("says what is only partly sure as partly sure", async () => {
    const { agent, callId, person } = await told("boundary");
    expect(person.lost.some(({ partly }) => partly > 0)).toBe(true);
    expect(person.lost.flatMap(({ sentencesJa }) => sentencesJa).join()).toContain("可能性があります");
    await hangUp(agent, callId);
  });

  it("keeps contact data masked and never holds birth date, address, claim, policy or insured number", async () => {
    const { agent, callId, facts, person } = await told("hanako");
    expect(person.phoneLastFour).toBe(facts.phone_key?.slice(-4));
    const answer = JSON.stringify(person);
    for (const secret of [facts.phone_key, facts.phone, facts.birth_date, facts.insured_number]) {
      expect(answer).not.toContain(secret);
    }
    expect(answer).not.toContain(facts.policy_number);
    expect(answer).not.toContain(facts.address?.slice(3));
    expect(answer).not.toContain("CLM-");
    await hangUp(agent, callId);
  });

  it("says why a letter is held or withheld, and to whom a child's or a dead person's letter goes", async () => {
    const gaiji = await castMember(line, "gaiji");
    const agent = await newAgent();
    const callId = await answerCall(line.incidentId, agent);
    await passVerification(agent, callId, gaiji);
    const held = await personForCaller(await verifiedCaller(agent, { callId }));
    expect(held.letters).toMatchObject([{ state: "held", heldFor: { codePoint: "U+E000" } }]);
    await hangUp(agent, callId);
    const homeless = await told("missing-address").catch((error: { reason: string }) => error.reason);
    if (typeof homeless !== "string") {
      expect(homeless.person).toMatchObject({ letters: [], letterWithheld: "no-address" });
      await hangUp(homeless.agent, homeless.callId);
    } else expect(homeless).toBe("verification.too-few-facts");
    const minor = await told("minor");
    expect(minor.person).toMatchObject({ addressee: "guardian", guardianName: "佐々木　直美" });
    await hangUp(minor.agent, minor.callId);
    const deceased = await told("deceased");
    expect(deceased.person).toMatchObject({ addressee: "bereaved", bereavedName: "渡邉　節子" });
    await hangUp(deceased.agent, deceased.callId);
  });

  it("holds the promise that stands, the attempts and the earlier calls with what was said", async () => {
    const first = await told("meiji");
    const [slot] = await openSlots(line.incidentId);
    await bookCallback(first.agent, {
      incidentId: line.incidentId,
      personId: first.facts.id,
      startsAt: slot?.startsAt ?? new Date(),
      note: "耳が遠い。ゆっくり。",
    });
    await wrapUpCall(first.agent, {
      callId: first.callId,
      outcome: "callback-booked",
      complaint: true,
      topics: ["cause"],
      note: "ご立腹。",
    });
    const again = await told("meiji");
    expect(again.person.callback).toMatchObject({ dueAt: slot?.startsAt, note: "耳が遠い。ゆっくり。" });
    expect(again.person.callTask).toMatchObject({ state: "promised" });
    expect(again.person.calls).toMatchObject([
      { callId: first.callId, outcome: "callback-booked", complaint: true, note: "ご立腹。" },
    ]);
    await hangUp(again.agent, again.callId);
  });
});

describe("the open call", () => {
  it("survives a reload with its person and the rest of the grant, and is gone when it is wrapped up", async () => {
    const { agent, callId, facts } = await told("hanako");
    const staffId = agent.kind === "staff" ? agent.staffId : "";
    const open = await currentCall(staffId);
    expect(open).toMatchObject({ callId, direction: "inbound", personId: facts.id, maskedName: "山田 ●●" });
    expect(open?.phone).toBeNull();
    expect(open?.grantedUntil?.getTime()).toBeGreaterThan(Date.now());
    await hangUp(agent, callId);
    expect(await currentCall(staffId)).toBeNull();
    const [latest] = await recentCalls(staffId);
    expect(latest).toMatchObject({ callId, outcome: "other", note: "" });
  });

  it("shows the number to dial for an outbound call only, to the agent who rings, and records that it did", async () => {
    const [facts, agent] = [await castMember(line, "across-lost-tapes"), await newAgent()];
    const { callId } = await startCall(agent, {
      incidentId: line.incidentId,
      direction: "outbound",
      callTaskId: facts.call_task_id ?? "",
    });
    const open = await currentCall(agent.kind === "staff" ? agent.staffId : "");
    expect(open).toMatchObject({ phone: facts.phone, callTaskId: facts.call_task_id, grantedUntil: null });
    const [event] = await database().execute<{ detail: object }>(sql`
      select detail from events where action = 'call.started' and subject_id = ${callId}`);
    expect(event?.detail).toEqual({ direction: "outbound", personId: facts.id, shown: "phone" });
    await wrapUpCall(agent, { callId, outcome: "busy" });
  });

  it("is one an agent: a second is refused, the same one again is the same", async () => {
    const agent = await newAgent();
    const id = crypto.randomUUID();
    const asked = { id, incidentId: line.incidentId, direction: "inbound" } as const;
    const [first, twice] = await Promise.all([startCall(agent, asked), startCall(agent, asked)]);
    expect([first.callId, twice.callId]).toEqual([id, id]);
    expect(await reasonOf(answerCall(line.incidentId, agent))).toBe("call.one-is-open");
    await hangUp(agent, id);
  });
});
