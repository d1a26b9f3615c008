import { setTimeout as pause } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { inTransaction, outsideTransaction } from "@/db/in-transaction";
import { decideNotices } from "@/features/notices/decide-notices";
import { liftSuppression } from "@/features/notices/lift-suppression";
import { noticeCounts, undecidedPeople } from "@/features/notices/queries";
import { suppressNotices } from "@/features/notices/suppress-notices";
import type { Truth } from "../../../seed/truth";
import { approveNewList, incidentWithLetters } from "../../setup/incident-with-letters";
import { doReadyTasks, manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

let bench: UpstreamBench;
let incidentId: string;
let truth: Truth;
let listId: string;
/** Not affected, as if their document were found later. */
let later: string[];
beforeAll(async () => {
  bench = await openUpstreamBench();
  ({ incidentId, truth } = await incidentWithLetters({ people: 120, until: "people" }));
  later = (
    await rows<{ id: string }>(sql`
      update people set affected = false where id in (
        select id from people where incident_id = ${incidentId} and affected and address is not null
          and phone is not null order by id limit 6) returning id`)
  ).map(({ id }) => id);
  listId = await approveNewList(incidentId);
});
afterAll(() => bench.close());

const rows = async <T extends Record<string, unknown> = Record<string, unknown>>(query: SQL) => [
  ...(await database().execute<T>(query)),
];
const decide = (list: string) => decideNotices(manager, { incidentId, listId: list });

async function someoneOwed(): Promise<string> {
  const [one] = await rows<{ person_id: string }>(sql`
    select person_id from notices where incident_id = ${incidentId} and state = 'owed' and channel = 'letter'
    and exists (select from notices c where c.person_id = notices.person_id and c.channel = 'call' and c.state = 'owed')
    order by id desc limit 1`);
  return one?.person_id ?? "";
}

const noticesOf = (personId: string) =>
  rows<{ channel: string; state: string; reason: string | null }>(sql`
    select channel, state, withheld_reason as reason from notices
    where person_id = ${personId} and channel <> 'email' order by channel`);

const suppress = (personId: string, channel: "letter" | "call" | "all" = "all") =>
  suppressNotices(manager, { incidentId, personId, channel, reason: "ご本人の希望" });

test("a wish made before anything is decided is kept, and everybody else has one letter and one call", async () => {
  const [wisher] = await rows<{ id: string }>(
    sql`select person_id as id from affected_people where list_id = ${listId} order by person_id limit 1`,
  );
  await suppress(wisher?.id ?? "", "letter");
  const { decided } = await decide(listId);
  expect(decided).toBe(2 * (truth.affectedPeople - later.length));
  expect((await noticesOf(wisher?.id ?? ""))[1]).toEqual({
    channel: "letter",
    state: "withheld",
    reason: "suppressed",
  });
  const [wrong] = await rows(sql`
    select count(*) filter (where n.id is null)::int as without, count(*)::int as people
    from affected_people a left join notices n on n.person_id = a.person_id and n.channel = 'letter'
    where a.list_id = ${listId}`);
  expect(wrong).toEqual({ without: 0, people: truth.affectedPeople - later.length });
  const noAddress = (await noticeCounts(incidentId)).filter(
    ({ withheldReason }) => withheldReason === "no-address",
  );
  expect(noAddress.reduce((sum, count) => sum + count.notices, 0)).toBeGreaterThanOrEqual(
    truth.affected.missingAddress - 1,
  );
});

test("deciding twice, also at the same time, adds nobody twice", async () => {
  expect(await decide(listId)).toEqual({ decided: 0 });
  const again = await Promise.all(Array.from({ length: 8 }, () => decide(listId)));
  expect(again.map(({ decided }) => decided)).toEqual(Array(8).fill(0));
});

test("lifting a suppression owes the letter and the call again, and opens the call task", async () => {
  await doReadyTasks();
  const personId = await someoneOwed();
  const { id } = await suppress(personId);
  expect((await noticesOf(personId)).map(({ reason }) => reason)).toEqual(["suppressed", "suppressed"]);
  await expect(suppress(personId)).rejects.toMatchObject({ reason: "suppression.already-there" });
  await liftSuppression(manager, { suppressionId: id, reason: "ご本人から取り消し" });
  expect((await noticesOf(personId)).map(({ state }) => state)).toEqual(["owed", "owed"]);
  expect(await doReadyTasks()).toContain("open-call-tasks");
});

test("lifting one of two suppressions frees nothing that the other still forbids", async () => {
  const personId = await someoneOwed();
  const { id } = await suppress(personId);
  await suppress(personId, "letter");
  await liftSuppression(manager, { suppressionId: id, reason: "架電は可" });
  expect(await noticesOf(personId)).toMatchObject([
    { channel: "call", state: "owed" },
    { channel: "letter", state: "withheld", reason: "suppressed" },
  ]);
});

test("whoever lacks an address is withheld for that, also after a suppression was lifted", async () => {
  const [person] = await rows<{ person_id: string }>(sql`
    select person_id from notices where incident_id = ${incidentId} and withheld_reason = 'no-address' limit 1`);
  const personId = person?.person_id ?? "";
  await rows(sql`
    update notices set withheld_reason = 'suppressed' where person_id = ${personId} and channel = 'letter'`);
  const { id } = await suppress(personId, "letter");
  await liftSuppression(manager, { suppressionId: id, reason: "取り消し" });
  expect((await noticesOf(personId))[1]).toEqual({
    channel: "letter",
    state: "withheld",
    reason: "no-address",
  });
});

test("a person of another incident cannot be suppressed here", async () => {
  await expect(suppress("01900000-0000-7000-8000-000000000000")).rejects.toMatchObject({
    reason: "person.unknown",
  });
});

test("a suppression and the decision at the same moment never miss each other", async () => {
  await rows(sql`update people set affected = true where id in ${later.slice(0, 3)}`);
  const next = await approveNewList(incidentId);
  await Promise.all([decide(next), ...later.slice(0, 3).map((personId) => suppress(personId))]);
  for (const personId of later.slice(0, 3)) {
    expect((await noticesOf(personId)).map(({ reason }) => reason)).toEqual(["suppressed", "suppressed"]);
  }
  listId = next;
});

test("a wish that ends while notices are decided leaves nobody withheld for it", async () => {
  const [personId = ""] = later.slice(5);
  const { id } = await suppress(personId);
  await rows(sql`update people set affected = true where id = ${personId}`);
  const next = await approveNewList(incidentId);
  let lifted = Promise.resolve();
  await inTransaction(async () => {
    await decide(next);
    lifted = outsideTransaction(() =>
      liftSuppression(manager, { suppressionId: id, reason: "ご本人から取り消し" }),
    );
    await pause(300);
  });
  await lifted;
  expect((await noticesOf(personId)).map(({ state }) => state)).toEqual(["owed", "owed"]);
  listId = next;
});

test("a new version adds only new people, and writes to whoever has an address by now", async () => {
  await rows(sql`update people set affected = true where id in ${later.slice(3, 5)}`);
  const [found] = await rows<{ id: string }>(sql`
    update people set address = '東京都千代田区霞台０丁目１番１号' where id = (
      select person_id from notices where incident_id = ${incidentId} and withheld_reason = 'no-address' limit 1)
    returning id`);
  const before = await rows(
    sql`select id, list_id from notices
        where incident_id = ${incidentId} and state = 'owed' and person_id <> ${found?.id ?? ""}`,
  );
  const next = await approveNewList(incidentId);
  expect(await decide(next)).toEqual({ decided: 2 * 2 + 2 });
  expect((await noticesOf(found?.id ?? ""))[1]).toMatchObject({ channel: "letter", state: "owed" });
  const kept = await rows(sql`
    select id, list_id from notices where incident_id = ${incidentId} and id in ${before.map(({ id }) => id)}`);
  expect(new Map(kept.map((row) => [row.id, row.list_id]))).toEqual(
    new Map(before.map((row) => [row.id, row.list_id])),
  );
  await expect(decide(listId)).rejects.toMatchObject({ reason: "notices.list-not-approved" });
});

test("a version approved before a letter was asked for decides what it says, and to whom it goes", async () => {
  const told = await someoneOwed();
  const [left = { id: "" }] = await rows<{ id: string }>(sql`
    update people set affected = false where id = (
      select person_id from notices where incident_id = ${incidentId} and channel = 'letter' and state = 'owed'
      and person_id <> ${told} order by id limit 1) returning id`);
  await rows(sql`update people set address = address || '　一〇一号' where id = ${told}`);
  expect(await undecidedPeople(incidentId)).toBe(0);
  const next = await approveNewList(incidentId);
  expect(await undecidedPeople(incidentId)).toBe(2);
  expect(await decide(next)).toEqual({ decided: 2 });
  expect(await undecidedPeople(incidentId)).toBe(0);
  const [said] = await rows(sql`
    select bool_and(a.canonical like '%一〇一号%') as newest, count(*)::int as notices
    from notices n join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
    where n.person_id = ${told}`);
  expect(said).toEqual({ newest: true, notices: 2 });
  expect((await noticesOf(left.id)).map(({ reason }) => reason)).toEqual(["not-on-list", "not-on-list"]);
  await rows(sql`update people set affected = true where id = ${left.id}`);
  const { id: wish } = await suppress(left.id);
  const back = await approveNewList(incidentId);
  expect(await undecidedPeople(incidentId)).toBe(1);
  expect(await decide(back)).toEqual({ decided: 2 });
  await liftSuppression(manager, { suppressionId: wish, reason: "取り消し" });
  expect((await noticesOf(left.id)).map(({ state }) => state)).toEqual(["owed", "owed"]);
});
