import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { generateLetters } from "@/features/letters/generate-letters";
import { liftSuppression } from "@/features/notices/lift-suppression";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { handOverPrintRun } from "@/features/print-runs/hand-over-print-run";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { benchFigures, printRunById, printRunsOf } from "@/features/print-runs/queries";
import { recordPrinted } from "@/features/print-runs/record-printed";
import { releasePrintRun } from "@/features/print-runs/release-print-run";
import { benchSums } from "@/features/print-runs/rules";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { incidentWithLetters } from "../../setup/incident-with-letters";
import { as, doReadyTasks, manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

const mailroom = as("mailroom");
let bench: UpstreamBench;
let incidentId: string;
beforeAll(async () => {
  bench = await openUpstreamBench();
  ({ incidentId } = await incidentWithLetters({ people: 700 }));
});
afterAll(() => bench.close());

const rows = async <T extends Record<string, unknown> = Record<string, unknown>>(query: SQL) => [
  ...(await database().execute<T>(query)),
];
const runs = () => printRunsOf(incidentId);
const runOf = async (addressee: string) => {
  const run = (await runs()).find((known) => known.addressee === addressee && known.state === "open");
  if (!run) throw new Error(`no open run for ${addressee}`);
  return run;
};
const membersOf = (printRunId: string) =>
  rows<{
    letter_id: string;
    person_id: string;
    sequence: number;
    state: string;
    postcode: string | null;
  }>(sql`
    select rl.letter_id, l.person_id, rl.sequence, l.state, l.postcode from print_run_letters rl
    join letters l on l.id = rl.letter_id where rl.print_run_id = ${printRunId} order by rl.sequence`);
const suppress = (personId: string) =>
  suppressNotices(manager, { incidentId, personId, channel: "letter", reason: "ご本人の希望" });
const sums = async () => benchSums(await benchFigures(incidentId));
const agrees = async () => (await sums()).map(({ name, difference }) => [name, difference]);
const allAgree = [
  ["owed", 0],
  ["printed", 0],
  ["handed-over", 0],
];

describe("planning", () => {
  test("by many at once puts every letter into one run and none into two", async () => {
    expect(await agrees()).toEqual(allAgree);
    const asked = await Promise.allSettled(
      Array.from({ length: 12 }, () => planPrintRuns(mailroom, { incidentId })),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const reasons = asked.flatMap((one) => (one.status === "rejected" ? [one.reason.reason] : []));
    expect(new Set(reasons)).toEqual(new Set(["print-runs.nothing-to-plan"]));
    const [letters] = await rows(sql`
      select count(*) filter (where l.state = 'in-run')::int as in_runs,
        count(*) filter (where l.state = 'generated')::int as left_over, count(rl.letter_id)::int as places
      from letters l left join print_run_letters rl on rl.letter_id = l.id where l.incident_id = ${incidentId}`);
    expect(letters).toEqual({ in_runs: letters?.places, left_over: 0, places: letters?.places });
    expect(await agrees()).toEqual(allAgree);
  });

  test("makes runs of one kind of letter, at most 500, numbered on, in the order of the post", async () => {
    const planned = await runs();
    expect(planned.map(({ number }) => number)).toEqual(planned.map((_, index) => index + 1));
    expect(planned.filter(({ addressee }) => addressee === "insured").length).toBeGreaterThan(1);
    for (const run of planned) {
      const members = await membersOf(run.id);
      expect(members.map(({ sequence }) => sequence)).toEqual(members.map((_, index) => index + 1));
      expect(members).toHaveLength(run.letterCount);
      expect(run.letterCount).toBeLessThanOrEqual(500);
      const codes = members.map(({ postcode }) => postcode ?? "9999999");
      expect(codes).toEqual([...codes].sort());
    }
  });
});

describe("a suppression after planning", () => {
  test("takes the letter out when the run is sealed, closes the gap, and is written anew when lifted", async () => {
    const run = await runOf("guardian");
    const second = (await membersOf(run.id))[1];
    if (!second) throw new Error("the run is too small for this test");
    const { id } = await suppress(second.person_id);
    expect(await agrees()).toEqual(allAgree);
    expect(await sealPrintRuns(mailroom, { printRunIds: [run.id] })).toEqual({ sealed: 1, dissolved: 0 });
    const left = await membersOf(run.id);
    expect(left.map(({ person_id }) => person_id)).not.toContain(second.person_id);
    expect(left.map(({ sequence }) => sequence)).toEqual(left.map((_, index) => index + 1));
    expect(left).toHaveLength(run.letterCount - 1);
    expect(await agrees()).toEqual(allAgree);
    await liftSuppression(manager, { suppressionId: id, reason: "取り消し" });
    expect(await agrees()).toEqual(allAgree);
    await generateLetters(manager, { incidentId });
    await doReadyTasks();
    const letters = await rows(sql`
      select generation, state from letters where person_id = ${second.person_id} order by generation`);
    expect(letters).toEqual([
      { generation: 1, state: "void" },
      { generation: 2, state: "generated" },
    ]);
    expect(await agrees()).toEqual(allAgree);
  });

  test("of everybody in a run dissolves it instead of leaving it open for ever", async () => {
    const run = await runOf("bereaved");
    for (const { person_id } of await membersOf(run.id)) await suppress(person_id);
    expect(await sealPrintRuns(mailroom, { printRunIds: [run.id] })).toEqual({ sealed: 0, dissolved: 1 });
    await expect(printRunById(run.id)).rejects.toMatchObject({ reason: "print-run.unknown" });
    const [event] = await rows(
      sql`select detail from events where subject_id = ${run.id} and action = 'print-run.dissolved'`,
    );
    expect(event?.detail).toEqual({ number: run.number, dropped: run.letterCount, onHold: 0 });
    expect(await agrees()).toEqual(allAgree);
  });
});

describe("the bench", () => {
  test("seals a run once, by whoever is first, and all of the runs asked for or none", async () => {
    const open = (await runs()).filter(({ state }) => state === "open");
    const sealed = (await runs()).find(({ state }) => state !== "open");
    const both = { printRunIds: [open[0]?.id ?? "", sealed?.id ?? ""] };
    await expect(sealPrintRuns(mailroom, both)).rejects.toMatchObject({ reason: "print-run.not-open" });
    expect((await printRunById(open[0]?.id ?? "")).state).toBe("open");
    const printRunIds = open.map(({ id }) => id);
    const asked = await Promise.allSettled(
      Array.from({ length: 8 }, () => sealPrintRuns(mailroom, { printRunIds })),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [tasks] = await rows(sql`
      select count(*)::int as n, count(distinct payload)::int as runs from outbox where name = 'render-print-run'
      and payload ->> 'printRunId' in ${printRunIds}`);
    expect(tasks).toEqual({ n: printRunIds.length, runs: printRunIds.length });
  });

  test("takes no step out of turn", async () => {
    const run = (await runs()).find(({ state }) => state === "sealed");
    if (!run) throw new Error("no sealed run");
    const whole = { printRunId: run.id, count: run.letterCount };
    await expect(recordPrinted(mailroom, whole)).rejects.toMatchObject({ reason: "print-run.not-released" });
    await expect(handOverPrintRun(mailroom, { ...whole, to: "郵便局" })).rejects.toMatchObject({
      reason: "print-run.not-printed",
    });
    await expect(recordPrinted(manager, whole)).rejects.toMatchObject({ kind: "forbidden" });
  });

  test("refuses every count that differs, printed and handed over, and takes the right one once", async () => {
    await doReadyTasks();
    const run = (await runs()).find(({ state }) => state === "rendered");
    if (!run) throw new Error("no rendered run");
    await expect(
      recordPrinted(mailroom, { printRunId: run.id, count: run.letterCount }),
    ).rejects.toMatchObject({
      reason: "print-run.not-released",
    });
    await expect(releasePrintRun(mailroom, { printRunId: run.id })).rejects.toMatchObject({
      reason: "print-run.own-seal",
    });
    const asked = await Promise.allSettled(
      Array.from({ length: 5 }, () => releasePrintRun(manager, { printRunId: run.id })),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const printed = (count: number) => recordPrinted(mailroom, { printRunId: run.id, count });
    const handed = (count: number) =>
      handOverPrintRun(mailroom, { printRunId: run.id, count, to: "霞台郵便局" });
    for (const wrong of [run.letterCount - 1, run.letterCount + 1, 0].filter((count) => count <= 500)) {
      await expect(printed(wrong)).rejects.toMatchObject({
        reason: "print-run.count-differs",
        detail: { counted: wrong, expected: run.letterCount },
      });
    }
    const first = await Promise.allSettled(Array.from({ length: 5 }, () => printed(run.letterCount)));
    expect(first.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await agrees()).toEqual(allAgree);
    await expect(handed(run.letterCount - 1)).rejects.toMatchObject({ reason: "print-run.count-differs" });
    const last = await Promise.allSettled(Array.from({ length: 5 }, () => handed(run.letterCount)));
    expect(last.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(new Set((await membersOf(run.id)).map(({ state }) => state))).toEqual(new Set(["handed-over"]));
    expect(await agrees()).toEqual(allAgree);
  });

  test("shows by how many its figures differ when a letter vanishes behind its back", async () => {
    const run = (await runs()).find(({ state }) => state === "rendered");
    await rows(sql`
      update letters set state = 'void' where id = (
        select letter_id from print_run_letters where print_run_id = ${run?.id ?? ""} limit 1)`);
    expect(await agrees()).toEqual([["owed", -1], ...allAgree.slice(1)]);
    const handed = (await runs()).find(({ state }) => state === "handed-over");
    await rows(sql`
      update letters set state = 'printed' where id = (
        select letter_id from print_run_letters where print_run_id = ${handed?.id ?? ""} limit 1)`);
    expect((await agrees())[2]).toEqual(["handed-over", 1]);
  });
});

test("the database itself refuses a run whose counts differ", async () => {
  const run = (await runs()).find(({ state }) => state === "handed-over");
  for (const column of [sql`pending_count`, sql`void_pieces`, sql`handed_over_count`]) {
    const broken = rows(sql`update print_runs set ${column} = ${column} + 1 where id = ${run?.id ?? ""}`);
    await expect(broken).rejects.toMatchObject({ cause: { code: "23514" } });
  }
});
