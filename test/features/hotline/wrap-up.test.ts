import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { bookCallback } from "@/features/callbacks/book-callback";
import { nextCallTasks, openSlots } from "@/features/callbacks/queries";
import { mayEndCall, outcomesOf } from "@/features/hotline/rules";
import { callOutcomes } from "@/features/hotline/schema";
import { startCall } from "@/features/hotline/start-call";
import { wrapUpCall } from "@/features/hotline/wrap-up-call";
import { suppressNotices } from "@/features/notices/suppress-notices";
import type { Actor } from "@/features/staff/rules";
import { manager } from "../upstream/bench";
import {
  allFacts,
  answerCall,
  type Facts,
  type Line,
  newAgent,
  openLine,
  passVerification,
  reasonOf,
} from "./line";

let line: Line;
let people: Facts[];

beforeAll(async () => {
  line = await openLine();
  people = (await allFacts(line.incidentId)).filter((facts) => facts.call_task_id && facts.inquiry_number);
});
afterAll(() => line.close());

const fresh = () => people.shift() as Facts;

async function taskOf(facts: Facts) {
  const [task] = await database().execute<{ state: string; attempts: number; waits: boolean }>(sql`
    select state, attempts, next_callable_at > clock_timestamp() as waits from call_tasks
    where id = ${facts.call_task_id}`);
  return task;
}

async function promisesOf(facts: Facts): Promise<string[]> {
  const rows = await database().execute<{ state: string }>(
    sql`select state from callbacks where person_id = ${facts.id} order by promised_at, id`,
  );
  return rows.map(({ state }) => state);
}

async function bookFirstSlot(agent: Actor, facts: Facts): Promise<string> {
  const slots = await openSlots(line.incidentId);
  const startsAt = slots.at(-1)?.startsAt ?? new Date();
  const { id } = await bookCallback(agent, { incidentId: line.incidentId, personId: facts.id, startsAt });
  return id;
}

const becomesDue = (callbackId: string) =>
  database().execute(
    sql`update callbacks set due_at = clock_timestamp() - interval '1 minute' where id = ${callbackId}`,
  );

async function ring(agent: Actor, facts: Facts): Promise<string> {
  const { callId } = await startCall(agent, {
    incidentId: line.incidentId,
    direction: "outbound",
    callTaskId: facts.call_task_id ?? "",
  });
  return callId;
}

describe("how a call may end", () => {
  it("follows the table: only a verified caller was explained to, a booking said is a booking made", () => {
    const facts = fc.record({
      direction: fc.constantFrom("inbound" as const, "outbound" as const),
      verified: fc.boolean(),
      booked: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, fc.constantFrom(...callOutcomes), (call, outcome) => {
        const verdict = mayEndCall(call, outcome);
        if (!Object.hasOwn(outcomesOf[call.direction], outcome)) {
          expect(verdict).toEqual({ ok: false, because: "call.outcome-unfitting" });
        } else if (outcome === "explained") expect(verdict.ok).toBe(call.verified);
        else if (outcome === "callback-booked") expect(verdict.ok).toBe(call.booked);
        if (verdict.ok && call.direction === "outbound") expect(verdict.attempt).not.toBeNull();
      }),
    );
  });

  it("is refused as explained without verification or without every item ticked, and the call stays open", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    const callId = await answerCall(line.incidentId, agent);
    const explained = { callId, outcome: "explained", explained: facts.classes } as const;
    expect(await reasonOf(wrapUpCall(agent, explained))).toBe("call.not-verified");
    await passVerification(agent, callId, facts);
    expect(await reasonOf(wrapUpCall(agent, { ...explained, explained: [] }))).toBe(
      "call-task.not-all-explained",
    );
    expect(await taskOf(facts)).toMatchObject({ state: "owed", attempts: 0 });
    await wrapUpCall(agent, explained);
    expect(await taskOf(facts)).toMatchObject({ state: "done", attempts: 1 });
    expect(await reasonOf(wrapUpCall(agent, explained))).toBe("call.not-open");
  });

  it("does not say that a callback was booked when none was in this call", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    await bookFirstSlot(agent, facts);
    const callId = await answerCall(line.incidentId, agent);
    await passVerification(agent, callId, facts);
    expect(await reasonOf(wrapUpCall(agent, { callId, outcome: "callback-booked" }))).toBe(
      "call.nothing-booked",
    );
    await bookFirstSlot(agent, facts);
    await wrapUpCall(agent, { callId, outcome: "callback-booked" });
    expect(await promisesOf(facts)).toEqual(["cancelled", "booked"]);
    expect(await taskOf(facts)).toMatchObject({ state: "promised", attempts: 0 });
  });

  it("closes nothing for a person somebody only claimed to be", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    const callId = await answerCall(line.incidentId, agent);
    expect(await reasonOf(wrapUpCall(agent, { callId, outcome: "refused" }))).toBe("call.not-verified");
    await wrapUpCall(agent, { callId, outcome: "not-verified" });
    expect(await taskOf(facts)).toMatchObject({ state: "owed", attempts: 0 });
  });
});

describe("when we ring", () => {
  it("rings a person once at a time: of two agents one is told that a colleague rings", async () => {
    const [facts, first, second] = [fresh(), await newAgent(), await newAgent()];
    const tries = await Promise.all([first, second].map((agent) => reasonOf(ring(agent, facts))));
    expect(tries.sort()).toEqual(["call.being-rung", "nothing was refused"]);
    for (const agent of [first, second]) {
      const [open] = await database().execute<{ id: string }>(
        sql`select id from calls where agent_id = ${(agent as { staffId: string }).staffId} and ended_at is null`,
      );
      if (open) await wrapUpCall(agent, { callId: open.id, outcome: "no-answer" });
    }
    expect(await taskOf(facts)).toMatchObject({ state: "owed", attempts: 1, waits: true });
  });

  it("rings a person whose last call an agent forgot to end, and settles both", async () => {
    const [facts, first, second] = [fresh(), await newAgent(), await newAgent()];
    const forgotten = await ring(first, facts);
    await database().execute(
      sql`update calls set started_at = started_at - interval '3 hours' where id = ${forgotten}`,
    );
    await wrapUpCall(second, { callId: await ring(second, facts), outcome: "no-answer" });
    await wrapUpCall(first, { callId: forgotten, outcome: "no-answer" });
    expect(await taskOf(facts)).toMatchObject({ state: "owed", attempts: 2 });
  });

  it("keeps the gap between attempts: neither the list nor a call takes the person before", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    await wrapUpCall(agent, { callId: await ring(agent, facts), outcome: "no-answer" });
    expect(await reasonOf(ring(agent, facts))).toBe("call-task.too-early");
    const next = await nextCallTasks(line.incidentId);
    expect(next.map(({ callTaskId }) => callTaskId)).not.toContain(facts.call_task_id);
  });

  it("rings nobody who asked meanwhile not to be rung", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    await suppressNotices(manager, {
      incidentId: line.incidentId,
      personId: facts.id,
      channel: "call",
      reason: "ご本人の申し出",
    });
    const next = await nextCallTasks(line.incidentId);
    expect(next.map(({ callTaskId }) => callTaskId)).not.toContain(facts.call_task_id);
    expect(await reasonOf(ring(agent, facts))).toBe("call-task.closed");
  });

  it("counts a call to somebody who could not be verified as an attempt", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    await wrapUpCall(agent, { callId: await ring(agent, facts), outcome: "not-verified" });
    expect(await taskOf(facts)).toMatchObject({ state: "owed", attempts: 1, waits: true });
  });

  it("gives up after the sixth attempt, and takes the person up again when they ring themselves", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await database().execute(
        sql`update call_tasks set next_callable_at = null where id = ${facts.call_task_id}`,
      );
      await wrapUpCall(agent, { callId: await ring(agent, facts), outcome: "no-answer" });
    }
    expect(await taskOf(facts)).toMatchObject({ state: "exhausted", attempts: 6 });
    expect(await reasonOf(ring(agent, facts))).toBe("call-task.closed");
    const callId = await answerCall(line.incidentId, agent);
    await passVerification(agent, callId, facts);
    await wrapUpCall(agent, { callId, outcome: "explained", explained: facts.classes });
    expect(await taskOf(facts)).toMatchObject({ state: "done" });
  });
});

describe("a promise that was due", () => {
  it("is kept by reaching the person and missed by not reaching them", async () => {
    const agent = await newAgent();
    for (const [outcome, promise, state] of [
      ["asked-later", "kept", "owed"],
      ["no-answer", "missed", "owed"],
      ["busy", "missed", "owed"],
      ["refused", "kept", "refused"],
      ["wrong-number", "missed", "stopped"],
    ] as const) {
      const facts = fresh();
      await becomesDue(await bookFirstSlot(agent, facts));
      await wrapUpCall(agent, { callId: await ring(agent, facts), outcome });
      expect(await promisesOf(facts)).toEqual([promise]);
      expect(await taskOf(facts)).toMatchObject({ state });
    }
  });

  it("stands when we rang too soon and reached nobody", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    await bookFirstSlot(agent, facts);
    await wrapUpCall(agent, { callId: await ring(agent, facts), outcome: "no-answer" });
    expect(await promisesOf(facts)).toEqual(["booked"]);
    expect(await taskOf(facts)).toMatchObject({ state: "promised", attempts: 1 });
  });

  it("is settled, and one made in the same call stands, when the person asks for another time", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    await becomesDue(await bookFirstSlot(agent, facts));
    const callId = await ring(agent, facts);
    await bookFirstSlot(agent, facts);
    await wrapUpCall(agent, { callId, outcome: "callback-booked" });
    expect(await promisesOf(facts)).toEqual(["cancelled", "booked"]);
    expect(await taskOf(facts)).toMatchObject({ state: "promised", attempts: 1 });
  });

  it("is never left behind by a task that is closed", async () => {
    const [facts, agent] = [fresh(), await newAgent()];
    await bookFirstSlot(agent, facts);
    const callId = await answerCall(line.incidentId, agent);
    await passVerification(agent, callId, facts);
    await wrapUpCall(agent, { callId, outcome: "explained", explained: facts.classes });
    expect(await promisesOf(facts)).toEqual(["kept"]);
    const [left] = await database().execute<{ n: number }>(sql`
      select count(*)::int as n from callbacks c join call_tasks t on t.id = c.call_task_id
      where (c.state = 'booked') <> (t.state = 'promised') and c.state = 'booked'`);
    expect(left?.n).toBe(0);
  });
});
