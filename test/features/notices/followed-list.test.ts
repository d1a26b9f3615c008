import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { generateLetters } from "@/features/letters/generate-letters";
import { decideNotices } from "@/features/notices/decide-notices";
import { undecidedPeople } from "@/features/notices/queries";
import { mergePeople } from "@/features/people/merge-people";
import { followList } from "@/features/print-runs/follow-list";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { printRunsOf } from "@/features/print-runs/queries";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { consequencePeople } from "@/features/reports/consequence-people";
import { consequencesOf } from "@/features/reports/consequences-of";
import { type Consequence, consequenceOf, paperStages, personChanges } from "@/features/reports/rules";
import { checkInvariants } from "../../../jobs/invariants/check-invariants";
import { approveNewList, incidentWithLetters } from "../../setup/incident-with-letters";
import { as, doReadyTasks, manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

let bench: UpstreamBench;
let incidentId: string;
beforeAll(async () => {
  bench = await openUpstreamBench();
  ({ incidentId } = await incidentWithLetters({ people: 120 }));
});
afterAll(() => bench.close());

const rows = async <T extends Record<string, unknown> = Record<string, unknown>>(query: SQL) => [
  ...(await database().execute<T>(query)),
];
const ids = async (query: SQL) => (await rows<{ id: string }>(query)).map(({ id }) => id);
const idList = (people: readonly string[]) =>
  sql.join(
    people.map((id) => sql`${id}::uuid`),
    sql`, `,
  );

/** So many people whose live letter is this far, and have both a letter and a call. */
const peopleWith = (state: string, count: number) =>
  ids(sql`
    select l.person_id as id from letters l join notices n on n.id = l.notice_id and n.state = 'owed'
    where l.incident_id = ${incidentId} and l.state = ${state} order by l.person_id limit ${count}`);

const move = (people: readonly string[]) =>
  rows(sql`update people set address = address || '　一〇一号' where id in (${idList(people)})`);
const leaveOut = (people: readonly string[]) =>
  rows(sql`update people set affected = false where id in (${idList(people)})`);
/** One paper more, as if its row were found later. */
const oneMorePaper = (people: readonly string[]) =>
  rows(sql`
    with made as (
      insert into documents (incident_id, document_key, claim_number, class_code, received_on, certainty)
      select ${incidentId}, 'later-' || uuidv7() || p.id, 'C-' || p.id,
        (select min(code) from document_classes where incident_id = p.incident_id), '2012-11-01', 'full'
      from people p where p.id in (${idList(people)}) returning id, document_key)
    insert into exposures (person_id, document_id) select right(document_key, 36)::uuid, id from made`);

async function lettersOf(people: readonly string[]) {
  return rows<{ id: string; state: string; generation: number; said: string }>(sql`
    select l.person_id as id, l.state, l.generation, l.addressee::text || l.values::text as said from letters l
    where l.person_id in (${idList(people)}) order by l.person_id, l.generation`);
}

async function nobodyTwiceNoneMissed(): Promise<void> {
  const broken = (await checkInvariants())
    .filter(({ violations }) => violations > 0)
    // This test itself leaves people out and adds papers by hand.
    .filter(({ invariant }) => invariant.id !== "affected-people");
  expect(broken).toEqual([]);
}

/** The version that would come next, looked at before anybody approves it. */
async function consequencesNow(listId: string): Promise<Partial<Record<Consequence, number>>> {
  const { people } = await consequencesOf(database(), listId);
  return Object.fromEntries(Object.entries(people).filter(([name, n]) => n > 0 && name !== "none"));
}

describe("a newer version, approved", () => {
  test("makes unprinted letters of whoever it says something else anew, and withdraws whom it leaves out", async () => {
    await planPrintRuns(manager, { incidentId });
    const inRuns = await peopleWith("in-run", 6);
    const [moved, gone, more] = [inRuns.slice(0, 2), inRuns.slice(2, 4), inRuns.slice(4, 6)];
    await move(moved);
    await leaveOut(gone);
    await oneMorePaper(more);
    const before = await rows<{ id: string }>(sql`
      select id from letters where incident_id = ${incidentId} and state <> 'void' and person_id not in (${idList(inRuns)})`);
    const listId = await approveNewList(incidentId);
    expect(await consequencesNow(listId)).toEqual({ anew: 4, withdraw: 2 });
    await doReadyTasks();
    expect((await lettersOf(inRuns)).map(({ state }) => state)).toEqual(Array(6).fill("void"));
    const reasons = await rows(sql`
      select distinct withheld_reason as reason from notices where person_id in (${idList(gone)})`);
    expect(reasons).toEqual([{ reason: "not-on-list" }]);
    await nobodyTwiceNoneMissed();

    expect(await undecidedPeople(incidentId)).toBe(0);
    expect(await generateLetters(manager, { incidentId })).toEqual({ asked: 4 });
    await doReadyTasks();
    const anew = await lettersOf([...moved, ...more]);
    expect(anew.filter(({ state }) => state === "generated").map(({ generation }) => generation)).toEqual([
      2, 2, 2, 2,
    ]);
    for (const { id, state, said } of anew) {
      if (state === "generated" && moved.includes(id)) expect(said).toContain("一〇一号");
    }
    const [kept] = await rows(sql`
      select count(*)::int as letters from letters where state <> 'void' and id in (${idList(before.map(({ id }) => id))})`);
    expect(kept).toEqual({ letters: before.length });
    await nobodyTwiceNoneMissed();
  });

  test("writes down what it means, with figures and no names", async () => {
    const [event] = await rows<{ detail: Record<string, unknown> }>(sql`
      select detail from events where incident_id = ${incidentId} and action = 'list.consequences' order by id desc limit 1`);
    expect(event?.detail).toMatchObject({
      version: 2,
      anew: 4,
      withdraw: 2,
      notice: 0,
      correction: 0,
      note: 0,
    });
  });

  test("leaves what is sealed as it is, and names who is owed a correction or a note", async () => {
    await planPrintRuns(manager, { incidentId });
    const runs = (await printRunsOf(incidentId)).filter(({ state }) => state === "open");
    await sealPrintRuns(as("mailroom"), { printRunIds: runs.map(({ id }) => id) });
    await doReadyTasks();
    const sealed = await peopleWith("in-run", 3);
    const [moved, gone, more] = sealed;
    await move([moved ?? ""]);
    await leaveOut([gone ?? ""]);
    await oneMorePaper([more ?? ""]);
    const listId = await approveNewList(incidentId);
    await doReadyTasks();
    const live = (await lettersOf(sealed)).filter(({ state }) => state !== "void");
    expect(live.map(({ state }) => state)).toEqual(["in-run", "in-run", "in-run"]);
    expect(await consequencesNow(listId)).toEqual({ correction: 2, note: 1 });
    expect((await consequencesOf(database(), listId)).stoppable).toBe(3);
    const named = await consequencePeople(database(), { listId, consequence: "correction" });
    expect(named.map(({ personId, change, stage }) => [personId, change, stage]).sort()).toEqual(
      [
        [gone, "removed", "sealed"],
        [more, "facts", "sealed"],
      ].sort(),
    );
    await nobodyTwiceNoneMissed();
  });

  test("owes a notice to whoever is on it again, and decides nobody twice, also when it is followed again", async () => {
    const [back] = await ids(sql`
      select person_id as id from notices where incident_id = ${incidentId} and withheld_reason = 'not-on-list' limit 1`);
    await rows(sql`update people set affected = true where id = ${back ?? ""}`);
    const listId = await approveNewList(incidentId);
    expect(await consequencesNow(listId)).toMatchObject({ notice: 1 });
    await doReadyTasks();
    expect(await followList({ kind: "system", name: "test" }, { listId })).toEqual({
      renewed: 0,
      withdrawn: 0,
      toldBefore: 0,
      lettersVoid: 0,
    });
    expect(await decideNotices(manager, { incidentId, listId })).toEqual({ decided: 2 });
    expect(await generateLetters(manager, { incidentId })).toEqual({ asked: 1 });
    await doReadyTasks();
    expect((await lettersOf([back ?? ""])).map(({ state }) => state)).toEqual(["void", "generated"]);
    await nobodyTwiceNoneMissed();
  });

  test("is followed also by letters that wait to be written at that moment", async () => {
    const one = await ids(sql`
      select person_id as id from letters where incident_id = ${incidentId} and state = 'generated' limit 1`);
    await move(one);
    const listId = await approveNewList(incidentId);
    await doReadyTasks();
    await generateLetters(manager, { incidentId });
    await move(one);
    const newer = await approveNewList(incidentId);
    expect(newer).not.toBe(listId);
    await doReadyTasks();
    if ((await lettersOf(one)).every(({ state }) => state === "void")) {
      await generateLetters(manager, { incidentId });
      await doReadyTasks();
    }
    const live = (await lettersOf(one)).filter(({ state }) => state !== "void");
    expect(live).toHaveLength(1);
    expect(live[0]?.said.split("一〇一号")).toHaveLength(3);
    await nobodyTwiceNoneMissed();
  });

  test("writes no second letter to whoever was told under another record of theirs, until there is more to tell, or the first is not sent after all", async () => {
    const [told] = await ids(sql`
      select l.person_id as id from letters l join people p on p.id = l.person_id
      where l.incident_id = ${incidentId} and l.state = 'in-run' and p.affected and p.address not like '%一〇一号'
        and not exists (select from exposures e join documents d on d.id = e.document_id
                        where e.person_id = p.id and d.document_key like 'later-%') limit 1`);
    const [kept] = await ids(sql`
      select p.id from people p where p.incident_id = ${incidentId} and not p.affected and p.address is not null
        and not exists (select from notices n where n.person_id = p.id) limit 1`);
    await mergePeople(manager, {
      incidentId,
      keptPersonId: kept ?? "",
      mergedPersonId: told ?? "",
      reason: "本人の申し出と本人確認書類で確かめた",
      confirmedDifferences: ["name", "birthDate", "sex"],
    });
    const noticeOfKept = async () => {
      const [notice] = await rows(sql`
        select state, withheld_reason as reason from notices where person_id = ${kept ?? ""} and channel = 'letter'`);
      return notice;
    };
    const withheld = { state: "withheld", reason: "told-as-another" };
    const listId = await approveNewList(incidentId);
    await doReadyTasks();
    expect(await noticeOfKept()).toEqual(withheld);
    await decideNotices(manager, { incidentId, listId });
    expect(await noticeOfKept()).toEqual(withheld);
    await expect(generateLetters(manager, { incidentId })).rejects.toMatchObject({
      reason: "letters.none-owed",
    });
    await nobodyTwiceNoneMissed();

    await rows(sql`update letters set state = 'void' where person_id = ${told ?? ""} and state = 'in-run'`);
    await followList({ kind: "system", name: "test" }, { listId });
    expect(await noticeOfKept()).toEqual({ state: "owed", reason: null });
    await rows(sql`
      update letters set state = 'in-run' where id = (
        select max(id::text)::uuid from letters where person_id = ${told ?? ""} and state = 'void')`);
    await followList({ kind: "system", name: "test" }, { listId });
    expect(await noticeOfKept()).toEqual(withheld);

    await oneMorePaper([kept ?? ""]);
    await approveNewList(incidentId);
    await doReadyTasks();
    expect(await noticeOfKept()).toEqual({ state: "owed", reason: null });
    expect(await generateLetters(manager, { incidentId })).toEqual({ asked: 1 });
    await doReadyTasks();
    await nobodyTwiceNoneMissed();
  });
});

test("the rule of consequences leaves no case out, and prints nothing of whom a version does not name", () => {
  for (const change of personChanges) {
    for (const stage of paperStages) {
      const consequence = consequenceOf(change, stage);
      expect(consequence).toBeDefined();
      if (change === "removed") expect(["none", "withdraw", "correction"]).toContain(consequence);
      if (change === "none" && stage !== "no-notice") expect(consequence).toBe("none");
    }
  }
});
