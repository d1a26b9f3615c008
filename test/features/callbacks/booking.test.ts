import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { bookCallback } from "@/features/callbacks/book-callback";
import { cancelCallback } from "@/features/callbacks/cancel-callback";
import { callbackCounts, dueCallbacks, openSlots } from "@/features/callbacks/queries";
import { recordAttempt } from "@/features/callbacks/record-attempt";
import { allFacts, type Facts, type Line, newAgent, openLine, reasonOf } from "../hotline/line";
import { as } from "../upstream/bench";

const agent = as("agent");
let line: Line;
let people: Facts[];

beforeAll(async () => {
  line = await openLine();
  people = (await allFacts(line.incidentId)).filter((facts) => facts.call_task_id);
});
afterAll(() => line.close());

const fresh = () => people.shift() as Facts;

const book = (facts: Facts, startsAt: Date, id?: string) =>
  bookCallback(agent, { id, incidentId: line.incidentId, personId: facts.id, startsAt });

/** A slot nobody else of these tests uses: they count from the end. */
let used = 0;
async function freshSlot(): Promise<Date> {
  used += 1;
  const slot = (await openSlots(line.incidentId)).at(-used);
  return slot?.startsAt ?? new Date(0);
}

async function slotFigures() {
  const [row] = await database().execute<{ overfilled: number; wrong: number }>(sql`
    select count(*) filter (where s.booked > s.capacity)::int as overfilled,
      count(*) filter (where s.booked <> (select count(*) from callbacks c where c.slot_id = s.id and c.state <> 'cancelled'))::int as wrong
    from callback_slots s`);
  return row;
}

describe("booking", () => {
  it("gives the last place of a slot to exactly one of fifty who take it at once", async () => {
    const startsAt = await freshSlot();
    await book(fresh(), startsAt);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => reasonOf(book(fresh(), startsAt))));
    expect(outcomes.filter((text) => text === "nothing was refused")).toHaveLength(1);
    expect(outcomes.filter((text) => text === "callback.slot-full")).toHaveLength(49);
    expect(await slotFigures()).toEqual({ overfilled: 0, wrong: 0 });
    const free = (await openSlots(line.incidentId)).map((slot) => slot.startsAt.getTime());
    expect(free).not.toContain(startsAt.getTime());
    used -= 1;
  });

  it("moves a promise and never doubles it, also when one person is booked many times at once", async () => {
    const facts = fresh();
    const slots = (await openSlots(line.incidentId)).slice(0, 8);
    await Promise.all(slots.map((slot) => reasonOf(book(facts, slot.startsAt))));
    const [row] = await database().execute<{ live: number; all: number }>(sql`
      select count(*) filter (where state = 'booked')::int as live, count(*)::int as all from callbacks
      where person_id = ${facts.id}`);
    expect(row).toEqual({ live: 1, all: 8 });
    expect(await slotFigures()).toEqual({ overfilled: 0, wrong: 0 });
  });

  it("is the same booking when the same request comes twice", async () => {
    const [facts, startsAt, id] = [fresh(), await freshSlot(), crypto.randomUUID()];
    const both = await Promise.all([book(facts, startsAt, id), book(facts, startsAt, id)]);
    expect(both).toEqual([{ id }, { id }]);
    expect(await slotFigures()).toEqual({ overfilled: 0, wrong: 0 });
  });

  it("lets two people swap their times at once, over and over, without one waiting for the other for ever", async () => {
    const [one, other] = [fresh(), fresh()];
    const [first, second] = [await freshSlot(), await freshSlot()];
    await Promise.all([book(one, first), book(other, second)]);
    for (let round = 0; round < 20; round += 1) {
      const [a, b] = round % 2 === 0 ? [second, first] : [first, second];
      expect(await Promise.all([reasonOf(book(one, a)), reasonOf(book(other, b))])).toEqual([
        "nothing was refused",
        "nothing was refused",
      ]);
    }
    expect(await slotFigures()).toEqual({ overfilled: 0, wrong: 0 });
  });

  it("is refused outside the line's hours, in the past, beyond two weeks and for a minute inside a slot", async () => {
    const facts = fresh();
    const [slot] = await openSlots(line.incidentId);
    const start = slot?.startsAt.getTime() ?? 0;
    const night = new Date(start);
    night.setUTCHours(18, 0, 0, 0);
    for (const startsAt of [
      night,
      new Date(Date.now() - 3_600_000),
      new Date(start + 20 * 86_400_000),
      new Date(start + 60_000),
    ]) {
      expect(await reasonOf(book(facts, startsAt))).toBe("callback.outside-hours");
    }
    expect(await slotFigures()).toEqual({ overfilled: 0, wrong: 0 });
  });

  it("is refused for somebody who is owed no call, and once everything was explained", async () => {
    const startsAt = await freshSlot();
    const stranger = { ...fresh(), id: crypto.randomUUID() };
    expect(await reasonOf(book(stranger, startsAt))).toBe("call-task.none");
    const facts = fresh();
    await recordAttempt(agent, {
      callTaskId: facts.call_task_id ?? "",
      outcome: "explained",
      explained: facts.classes,
    });
    expect(await reasonOf(book(facts, startsAt))).toBe("call-task.closed");
  });
});

describe("cancelling", () => {
  it("gives the place back once, however often it is asked, and the call is owed again", async () => {
    const [facts, startsAt] = [fresh(), await freshSlot()];
    const { id } = await book(facts, startsAt);
    const tries = await Promise.all(
      Array.from({ length: 5 }, () => reasonOf(cancelCallback(agent, { callbackId: id }))),
    );
    expect(tries.sort()).toEqual([...Array(4).fill("callback.already-settled"), "nothing was refused"]);
    expect(await slotFigures()).toEqual({ overfilled: 0, wrong: 0 });
    const [task] = await database().execute(
      sql`select state from call_tasks where id = ${facts.call_task_id}`,
    );
    expect(task).toEqual({ state: "owed" });
  });

  it("does not cross with an attempt recorded at the same moment", async () => {
    for (let round = 0; round < 10; round += 1) {
      const facts = fresh();
      const slots = await openSlots(line.incidentId);
      const { id } = await book(facts, slots[round % 4]?.startsAt ?? new Date());
      await Promise.all([
        reasonOf(cancelCallback(agent, { callbackId: id })),
        reasonOf(
          recordAttempt(agent, {
            callTaskId: facts.call_task_id ?? "",
            outcome: "explained",
            explained: facts.classes,
          }),
        ),
      ]);
      const [row] = await database().execute<{ task: string; promise: string }>(sql`
        select t.state as task, c.state as promise from call_tasks t join callbacks c on c.call_task_id = t.id
        where t.id = ${facts.call_task_id}`);
      expect(row?.task).toBe("done");
      expect(["kept", "cancelled"]).toContain(row?.promise);
    }
    expect(await slotFigures()).toEqual({ overfilled: 0, wrong: 0 });
  });
});

describe("what is due", () => {
  it("stands first when it is overdue, masked, with who promised it, and is counted", async () => {
    const owner = await newAgent();
    const facts = fresh();
    const { id } = await bookCallback(owner, {
      incidentId: line.incidentId,
      personId: facts.id,
      startsAt: await freshSlot(),
    });
    await database().execute(
      sql`update callbacks set due_at = clock_timestamp() - interval '5 minutes' where id = ${id}`,
    );
    const [first] = await dueCallbacks(line.incidentId);
    expect(first).toMatchObject({ callbackId: id, overdue: true, callTaskId: facts.call_task_id });
    expect(first?.promisedByName).toMatch(/^窓口/);
    expect(first?.maskedName).toMatch(/●●$/);
    expect(await callbackCounts(line.incidentId)).toMatchObject({ overdue: 1 });
  });
});
