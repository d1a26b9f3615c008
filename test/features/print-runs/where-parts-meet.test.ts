import { type SQL, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { staff } from "@/db/schema";
import { generateLetters } from "@/features/letters/generate-letters";
import { preferenceOf } from "@/features/letters/preference-of";
import { setPreference } from "@/features/letters/set-preference";
import { decideNotices } from "@/features/notices/decide-notices";
import { liftSuppression } from "@/features/notices/lift-suppression";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { confirmSpoils } from "@/features/print-runs/confirm-spoils";
import { endMailStop } from "@/features/print-runs/end-mail-stop";
import { followList } from "@/features/print-runs/follow-list";
import { handOverPrintRun } from "@/features/print-runs/hand-over-print-run";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { benchFigures, printRunsOf } from "@/features/print-runs/queries";
import { recordPrinted } from "@/features/print-runs/record-printed";
import { recordReturned } from "@/features/print-runs/record-returned";
import { reportSpoil } from "@/features/print-runs/report-spoil";
import { benchSums } from "@/features/print-runs/rules";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { stopMail } from "@/features/print-runs/stop-mail";
import { consequencesOf } from "@/features/reports/consequences-of";
import type { Actor } from "@/features/staff/rules";
import { askInvariants } from "../../../jobs/invariants/check-invariants";
import { addressed } from "../../../scripts/ground.mjs";
import { lettersOnPaper, runsOnPaper } from "../../setup/letters-on-paper";
import { setting } from "../../setup/setting";
import { as, doReadyTasks, manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

const mailroom = as("mailroom");
const jobs: Actor = { kind: "system", name: "follow-list" };
let bench: UpstreamBench;
beforeAll(async () => {
  bench = await openUpstreamBench();
  await database()
    .insert(staff)
    .values({ id: "mailroom-2", name: "封入 二郎", email: "mailroom-2@example.invalid", role: "mailroom" });
});
afterAll(() => bench.close());

const rows = async <T extends Record<string, unknown> = Record<string, unknown>>(query: SQL) => [
  ...(await database().execute<T>(query)),
];
const broken = async () =>
  (await askInvariants(database()))
    .filter(({ violations }) => violations > 0)
    .map(({ invariant, examples }) => [invariant.id, ...examples]);
/** What the acts asked for, but for the typesetter: these runs are recorded as rendered. */
async function doAsked(): Promise<void> {
  await rows(sql`update outbox set state = 'cancelled' where name = 'render-print-run' and state = 'ready'`);
  await doReadyTasks();
}
const agrees = async (incidentId: string) =>
  benchSums(await benchFigures(incidentId)).map(({ difference }) => difference);
const peopleOf = async (incidentId: string) =>
  (await rows<{ id: string }>(sql`select id from people where incident_id = ${incidentId} order by id`)).map(
    ({ id }) => id,
  );
const lettersOf = (personId: string) =>
  rows<{ state: string; generation: number }>(sql`
    select state, generation from letters where person_id = ${personId} order by generation`);
const reasonOf = async (personId: string) =>
  (
    await rows<{ reason: string | null }>(sql`
      select withheld_reason as reason from notices where person_id = ${personId} and channel = 'letter'`)
  )[0]?.reason;

/** The next version of the list: `said` makes each person's entry of their last one, and null leaves them out; `added` is as the only one before. */
async function nextList(incidentId: string, said: SQL, added: string | null = null): Promise<string> {
  const [list] = await rows<{ id: string }>(sql`
    with before as (
      update affected_lists set state = 'superseded' where incident_id = ${incidentId} and state = 'approved'
      returning version),
    entries as (
      select distinct on (a.person_id) a.person_id, a.addressee, (${said})::jsonb::text as canonical
      from affected_people a join affected_lists f on f.id = a.list_id where f.incident_id = ${incidentId}
      order by a.person_id, f.version desc),
    kept as (
      select * from entries where canonical is not null
      union all
      select ${added}::uuid, addressee, (canonical::jsonb || '{"insuredNumber": "P900"}')::text
      from affected_people a join affected_lists f on f.id = a.list_id
      where f.incident_id = ${incidentId} and ${added}::uuid is not null),
    made as (
      insert into affected_lists (incident_id, version, state, people_count, document_count, content_hash, frozen_by,
        decided_by, decided_at)
      select ${incidentId}, before.version + 1, 'approved', (select count(*) from kept), 0,
        (select encode(sha256(convert_to(coalesce(string_agg(encode(sha256(convert_to(canonical, 'UTF8')), 'hex'), ''
           order by canonical::jsonb ->> 'insuredNumber' collate "C"), ''), 'UTF8')), 'hex') from kept),
        'incident-manager', 'supervisor', now() from before returning id),
    listed as (
      insert into affected_people (list_id, person_id, addressee, canonical)
      select made.id, person_id, addressee, canonical from kept, made returning 1)
    select id, (select count(*) from listed) from made`);
  return list?.id ?? "";
}

/** A released run of so many, and a newer list of which it knows nothing: the first person has moved. */
async function movedSinceTheRun() {
  const { incidentId, printRunIds } = await runsOnPaper(2);
  const [moved = ""] = await peopleOf(incidentId);
  const listId = await nextList(
    incidentId,
    sql`case when a.person_id = ${moved} then a.canonical::jsonb || '{"address": "見本県別の市1"}' else a.canonical::jsonb end`,
  );
  await followList(jobs, { listId });
  expect((await lettersOf(moved)).map(({ state }) => state)).toEqual(["in-run"]);
  const [piece] = await rows<{ sequence: number; number: string }>(sql`
    select rl.sequence, l.inquiry_number as number from print_run_letters rl join letters l on l.id = rl.letter_id
    where l.person_id = ${moved}`);
  return { incidentId, listId, moved, printRunId: printRunIds[0] ?? "", piece };
}
const listOfNotice = async (personId: string) =>
  (await rows<{ list_id: string }>(sql`select list_id from notices where person_id = ${personId}`))[0]
    ?.list_id;

/** Somebody (`other`) whose letter is in a released run was found to be another (`kept`), who is told by it. */
async function toldByTheOther() {
  const { incidentId } = await runsOnPaper(1);
  const found = await foundToBeAnother(incidentId);
  expect(await reasonOf(found.kept)).toBe("told-as-another");
  return { incidentId, ...found };
}

const merge = (incidentId: string, kept: string, other: string) =>
  rows(sql`
    with merged as (
      insert into person_merges (incident_id, kept_person_id, merged_person_id, evidence, reason, merged_by)
      values (${incidentId}, ${kept}, ${other}, '{}', '同じ方', 'incident-manager'))
    update people set merged_into = ${kept} where id = ${other}`);

/** The only person of the list is merged into somebody new, of whom the next version speaks in their place. */
async function foundToBeAnother(incidentId: string) {
  const [other = ""] = await peopleOf(incidentId);
  const [made] = await rows<{ id: string }>(sql`
    insert into people (incident_id, leading_record_id, insured_number, affected, name, address, phone)
    values (${incidentId}, 900, 'P900', false, '見本 1', '見本県見本市1', '0300000000') returning id`);
  const kept = made?.id ?? "";
  await merge(incidentId, kept, other);
  const listId = await nextList(incidentId, sql`null`, kept);
  await followList(jobs, { listId });
  await decideNotices(manager, { incidentId, listId });
  const [letter] = await rows<{ number: string }>(sql`
    select inquiry_number as number from letters where person_id = ${other}`);
  return { kept, other, number: letter?.number ?? "" };
}

describe("a letter that a newer list overtook in its run", () => {
  test("is followed when it is spoiled: its successor is not printed with what is no longer so", async () => {
    const { incidentId, listId, moved, printRunId, piece } = await movedSinceTheRun();
    const { spoils } = await reportSpoil(mailroom, {
      printRunId,
      sequences: [piece?.sequence ?? 0],
      reason: "jam",
    });
    const { reprintRuns } = await confirmSpoils(manager, { spoilIds: spoils.map(({ id }) => id) });
    expect(await broken()).toEqual([]);
    const reprint = reprintRuns.map((run) => run.printRunId);
    await expect(sealPrintRuns(mailroom, { printRunIds: reprint })).rejects.toMatchObject({
      reason: "print-run.list-not-followed",
    });
    await doAsked();
    expect((await lettersOf(moved)).map(({ state }) => state)).toEqual(["void", "void"]);
    expect([await reasonOf(moved), await listOfNotice(moved)]).toEqual([null, listId]);
    expect((await printRunsOf(incidentId)).map(({ state }) => state)).toEqual(["released"]);
    expect(await agrees(incidentId)).toEqual([0, 0, 0]);
    expect(await broken()).toEqual([]);
  });

  test("is followed when the post gave it back: the next one says what the list says now", async () => {
    const { incidentId, listId, moved, printRunId, piece } = await movedSinceTheRun();
    await recordPrinted(mailroom, { printRunId, count: 2 });
    await handOverPrintRun(mailroom, { printRunId, count: 2, to: "見本郵便局" });
    const recall = await stopMail(mailroom, {
      incidentId,
      kind: "recall",
      of: { personOf: piece?.number ?? "" },
      reason: "宛先が変わったため",
    });
    expect(await endMailStop(mailroom, { mailStopId: recall.id, outcome: "recovered" })).toEqual({
      letters: 1,
    });
    await doAsked();
    expect([await reasonOf(moved), await listOfNotice(moved)]).toEqual([null, listId]);
    expect(await agrees(incidentId)).toEqual([0, 0, 0]);
    expect(await broken()).toEqual([]);
  });
});

test("a recall takes back what was with the post when it was asked for, and no letter that went out later", async () => {
  const { incidentId, printRunIds } = await runsOnPaper(1);
  const printRunId = printRunIds[0] ?? "";
  await recordPrinted(mailroom, { printRunId, count: 1 });
  await handOverPrintRun(mailroom, { printRunId, count: 1, to: "見本郵便局" });
  const [personId = ""] = await peopleOf(incidentId);
  const recall = await stopMail(mailroom, { incidentId, kind: "recall", of: { personId }, reason: "誤り" });
  // As the next letter, to the address that was found meanwhile.
  await rows(sql`update letters set handed_over_at = clock_timestamp() where person_id = ${personId}`);
  expect(await endMailStop(mailroom, { mailStopId: recall.id, outcome: "recovered" })).toEqual({
    letters: 0,
  });
  expect((await lettersOf(personId)).map(({ state }) => state)).toEqual(["handed-over"]);
});

describe("whoever was told by the letter to another record of theirs", () => {
  test("is owed one again when that letter is cancelled, and nobody is left out", async () => {
    const { incidentId, kept, other, number } = await toldByTheOther();
    await stopMail(manager, { incidentId, kind: "cancel", of: { code: number }, reason: "二重の宛名" });
    await doAsked();
    expect((await lettersOf(other)).map(({ state }) => state)).toEqual(["void"]);
    expect(await reasonOf(kept)).toBeNull();
    expect(await broken()).toEqual([]);
  });

  test("is stopped under every record of theirs when the person is", async () => {
    const { incidentId, kept, other } = await toldByTheOther();
    const stop = { incidentId, kind: "cancel", of: { personId: kept }, reason: "本人の申し出" } as const;
    expect((await stopMail(manager, stop)).letters).toBe(1);
    await doAsked();
    expect((await lettersOf(other)).map(({ state }) => state)).toEqual(["void"]);
    expect([await reasonOf(kept), await reasonOf(other)]).toEqual(["cancelled", "cancelled"]);
    expect(await broken()).toEqual([]);
  });
});

const openTasksOf = (personId: string) =>
  rows(sql`select from address_tasks where person_id = ${personId} and state in ('open', 'proposed')`);
async function post(incidentId: string, count: number): Promise<void> {
  const [run] = await printRunsOf(incidentId);
  await recordPrinted(mailroom, { printRunId: run?.id ?? "", count });
  await handOverPrintRun(mailroom, { printRunId: run?.id ?? "", count, to: "見本郵便局" });
}

describe("somebody looks for", () => {
  test("whoever was told by a letter to another record of theirs that came back: nothing goes there again", async () => {
    const { incidentId, kept, number } = await toldByTheOther();
    await post(incidentId, 1);
    await recordReturned(mailroom, { incidentId, code: number, reason: "moved" });
    await doAsked();
    expect(await reasonOf(kept)).toBe("returned");
    expect(await openTasksOf(kept)).toHaveLength(1);
    expect(await broken()).toEqual([]);
  });

  test("whoever a letter that had come back turns out to have been for, under another record of theirs", async () => {
    const { incidentId } = await runsOnPaper(1);
    await post(incidentId, 1);
    const [letter] = await rows<{ number: string }>(sql`
      select inquiry_number as number from letters where incident_id = ${incidentId}`);
    await recordReturned(mailroom, { incidentId, code: letter?.number ?? "", reason: "moved" });
    const { kept, other } = await foundToBeAnother(incidentId);
    expect([await reasonOf(kept), await reasonOf(other)]).toEqual(["returned", "not-on-list"]);
    expect([await openTasksOf(kept), await openTasksOf(other)]).toMatchObject([{ length: 1 }, { length: 0 }]);
    expect(await broken()).toEqual([]);
  });

  test("whoever's letter came back also after one version of the list left them out", async () => {
    const { incidentId } = await runsOnPaper(2);
    const [personId = ""] = await peopleOf(incidentId);
    await post(incidentId, 2);
    const [letter] = await rows<{ number: string }>(sql`
      select inquiry_number as number from letters where person_id = ${personId}`);
    await recordReturned(mailroom, { incidentId, code: letter?.number ?? "", reason: "moved" });
    const without = await nextList(
      incidentId,
      sql`case when a.person_id <> ${personId} then a.canonical::jsonb end`,
    );
    await followList(jobs, { listId: without });
    expect(await openTasksOf(personId)).toEqual([]);
    const again = await nextList(incidentId, sql`a.canonical::jsonb`);
    await followList(jobs, { listId: again });
    await decideNotices(manager, { incidentId, listId: again });
    expect(await reasonOf(personId)).toBe("returned");
    expect(await openTasksOf(personId)).toHaveLength(1);
    expect(await broken()).toEqual([]);
  });
});

test("a wish for large print holds for the letter to whatever record of theirs", async () => {
  const incidentId = await lettersOnPaper(2);
  const [other = "", kept = ""] = await peopleOf(incidentId);
  await merge(incidentId, kept, other);
  const wish = { incidentId, personId: kept, variant: "large" } as const;
  expect(await setPreference(as("agent"), wish)).toEqual({ letter: "to-ask" });
  expect(await setPreference(as("agent"), { ...wish, personId: other })).toEqual({ letter: "none" });
  expect((await lettersOf(other)).map(({ state }) => state)).toEqual(["void"]);
  expect(await preferenceOf(database(), { incidentId, personId: other })).toMatchObject({ variant: "large" });
  await expect(generateLetters(manager, { incidentId })).rejects.toMatchObject({
    reason: "letters.no-approved-template",
    detail: { variant: "large" },
  });
  expect(await broken()).toEqual([]);
});

test("a cancelled letter stays cancelled for whom one version of the list leaves out and the next names again", async () => {
  const incidentId = await lettersOnPaper(2);
  const [personId = ""] = await peopleOf(incidentId);
  await stopMail(manager, { incidentId, kind: "cancel", of: { personId }, reason: "本人の申し出" });
  const without = await nextList(
    incidentId,
    sql`case when a.person_id <> ${personId} then a.canonical::jsonb end`,
  );
  expect((await consequencesOf(database(), without)).people).toMatchObject({ withdraw: 0 });
  await followList(jobs, { listId: without });
  await decideNotices(manager, { incidentId, listId: without });
  const again = await nextList(incidentId, sql`a.canonical::jsonb || '{"documents": []}'`);
  await followList(jobs, { listId: again });
  await decideNotices(manager, { incidentId, listId: again });
  expect(await reasonOf(personId)).toBe("cancelled");
  expect(await broken()).toEqual([]);
});

test("a wish made while another of the same person ends leaves nobody owed against it", async () => {
  const incidentId = await lettersOnPaper(1);
  const [personId = ""] = await peopleOf(incidentId);
  const before = await suppressNotices(manager, { incidentId, personId, channel: "letter", reason: "不要" });
  const acts: Promise<unknown>[] = [];
  // Neither act can write its event, the last thing it does: both are under way at once.
  const [name = { it: "" }] = await rows<{ it: string }>(sql`select current_database() as it`);
  const over = postgres(addressed(setting("OWABI_TEST_SUPER_URL"), name.it), { max: 1 });
  await over.begin(async (tx) => {
    await tx`lock table events in exclusive mode`;
    acts.push(suppressNotices(manager, { incidentId, personId, channel: "all", reason: "連絡は不要" }));
    await untilWaiting(1);
    acts.push(liftSuppression(manager, { suppressionId: before.id, reason: "取り消し" }));
    await untilWaiting(2);
  });
  await over.end();
  await Promise.all(acts);
  expect(await reasonOf(personId)).toBe("suppressed");
});

async function untilWaiting(acts: number): Promise<void> {
  for (let waiting = 0; waiting < acts; ) {
    const [row] = await rows<{ waiting: number }>(sql`
      select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    waiting = row?.waiting ?? 0;
  }
}

test("a letter made by a decision about a character that was taken back since is in no sealed run", async () => {
  const incidentId = await lettersOnPaper(3);
  await planPrintRuns(mailroom, { incidentId });
  const [decision] = await rows<{ id: string }>(sql`
    insert into gaiji_decisions (incident_id, code_point, remedy, replacement, reason, by_staff_id, withdrawn_at, withdrawn_by)
    values (${incidentId}, 'U+9089 U+E0104', 'variant', '邉', '思い違い', 'incident-manager', now(), 'incident-manager')
    returning id`);
  await rows(sql`
    update letters set gaiji = jsonb_build_object('decisions', jsonb_build_array(${decision?.id ?? ""}::text), 'fonts', '{}'::jsonb)
    where incident_id = ${incidentId} and postcode = '1000002'`);
  const [run] = await printRunsOf(incidentId);
  await sealPrintRuns(mailroom, { printRunIds: [run?.id ?? ""] });
  const left = await rows<{ state: string; reason: string | null; sequence: number | null }>(sql`
    select l.state, l.held_for ->> 'reason' as reason, rl.sequence from letters l
    left join print_run_letters rl on rl.letter_id = l.id where l.incident_id = ${incidentId} order by l.postcode`);
  expect(left).toEqual([
    { state: "in-run", reason: null, sequence: 1 },
    { state: "held", reason: "letter.gaiji-withdrawn", sequence: null },
    { state: "in-run", reason: null, sequence: 2 },
  ]);
  const asked = await rows(sql`
    select name from outbox where incident_id = ${incidentId} and name = 'follow-gaiji' and state = 'ready'`);
  expect(asked).toHaveLength(1);
  expect(await agrees(incidentId)).toEqual([0, 0, 0]);
});
