import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { staff } from "@/db/schema";
import { generateLetters } from "@/features/letters/generate-letters";
import { liftSuppression } from "@/features/notices/lift-suppression";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { confirmSpoils } from "@/features/print-runs/confirm-spoils";
import { countStage } from "@/features/print-runs/count-stage";
import { endMailStop } from "@/features/print-runs/end-mail-stop";
import { handOverPrintRun } from "@/features/print-runs/hand-over-print-run";
import { mailStopsOf } from "@/features/print-runs/mail-stops-of";
import { missingPieces } from "@/features/print-runs/missing-pieces";
import { openPrintRunPdf } from "@/features/print-runs/open-print-run-pdf";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { benchFigures, printRunById, printRunsOf } from "@/features/print-runs/queries";
import { reconcileRuns } from "@/features/print-runs/reconcile-runs";
import { recordMachineFile } from "@/features/print-runs/record-machine-file";
import { recordPrinted } from "@/features/print-runs/record-printed";
import { releasePrintRun } from "@/features/print-runs/release-print-run";
import { reportSpoil } from "@/features/print-runs/report-spoil";
import { benchSums } from "@/features/print-runs/rules";
import { scanPiece } from "@/features/print-runs/scan-piece";
import type { Station } from "@/features/print-runs/schema";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { spoilsOfIncident } from "@/features/print-runs/spoils-of-incident";
import { stopMail } from "@/features/print-runs/stop-mail";
import type { Actor } from "@/features/staff/rules";
import { sheetCodeText } from "@/lib/sheet-code";
import { askInvariants } from "../../../jobs/invariants/check-invariants";
import { lettersOnPaper, releaseOpenRuns, renderOnPaper, runsOnPaper } from "../../setup/letters-on-paper";
import { as, manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

const mailroom = as("mailroom");
const colleague: Actor = { kind: "staff", staffId: "mailroom-2", role: "mailroom" };
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

type Piece = {
  sequence: number;
  generation: number;
  number: string;
  letterId: string;
  personId: string;
  stage: string;
  state: string;
};
const piecesOf = (printRunId: string) =>
  rows<Piece>(sql`
    select rl.sequence, l.generation, l.inquiry_number as number, l.id as "letterId", l.person_id as "personId",
      rl.stage, l.state
    from print_run_letters rl join letters l on l.id = rl.letter_id
    where rl.print_run_id = ${printRunId} order by rl.sequence`);

/** A released run of so many pieces, and its bench. */
async function released(people: number) {
  const { incidentId, printRunIds } = await runsOnPaper(people);
  return { incidentId, ...(await benchOf(printRunIds[0] ?? "")) };
}

async function benchOf(printRunId: string) {
  const { code: runCode } = await printRunById(printRunId);
  const pieces = await piecesOf(printRunId);
  const piece = (sequence: number) => pieces[sequence - 1] as Piece;
  const code = (sequence: number, sheet = 1) =>
    sheetCodeText({ runCode, sequence, generation: piece(sequence).generation, sheet, sheets: 2 });
  const read = (station: Station, text: string) => scanPiece(mailroom, { printRunId, station, code: text });
  const scan = async (station: Station, sequence: number, sheet = 1) =>
    (await read(station, code(sequence, sheet))).verdict;
  const scanAll = async (...stations: Station[]) => {
    for (const station of stations)
      for (const { sequence, stage } of await piecesOf(printRunId))
        if (stage !== "spoiled" && stage !== "void") await scan(station, sequence);
  };
  const spoil = (...sequences: number[]) => reportSpoil(mailroom, { printRunId, sequences, reason: "jam" });
  const handOver = (count: number, pulled = 0) =>
    handOverPrintRun(mailroom, { printRunId, count, pulled, to: "霞台郵便局" });
  const reconciled = async () => (await reconcileRuns(database(), { printRunId }))[0];
  return { printRunId, runCode, piece, code, read, scan, scanAll, spoil, handOver, reconciled };
}

const suppress = (incidentId: string, personId: string) =>
  suppressNotices(manager, { incidentId, personId, channel: "letter", reason: "ご本人の希望" });
const broken = async () =>
  (await askInvariants(database())).filter(({ violations }) => violations > 0).map((v) => v.invariant.id);
const agrees = async (incidentId: string) =>
  benchSums(await benchFigures(incidentId)).map(({ difference }) => difference);

describe("printing", () => {
  test("begins when somebody else than who sealed the run released it; a look before says it was one", async () => {
    const incidentId = await lettersOnPaper(3);
    await planPrintRuns(mailroom, { incidentId });
    const [run] = await printRunsOf(incidentId);
    const printRunId = run?.id ?? "";
    await sealPrintRuns(mailroom, { printRunIds: [printRunId] });
    await expect(releasePrintRun(manager, { printRunId })).rejects.toMatchObject({
      reason: "print-run.not-rendered",
    });
    await renderOnPaper(printRunId);
    expect((await openPrintRunPdf(mailroom, { printRunId })).fileName).toMatch(/-do-not-print\.pdf$/);
    const code = sheetCodeText({ runCode: run?.code ?? "", sequence: 1, generation: 1, sheet: 1, sheets: 2 });
    const attempts = await Promise.allSettled([
      scanPiece(mailroom, { printRunId, station: "print", code }),
      recordPrinted(mailroom, { printRunId, count: 3 }),
      countStage(mailroom, { printRunId, station: "seal", count: 3 }),
      reportSpoil(mailroom, { printRunId, sequences: [1], reason: "jam" }),
      recordMachineFile(mailroom, { printRunId, station: "insert", text: `${code},ok` }),
    ]);
    expect(attempts.map((one) => one.status === "rejected" && one.reason.reason)).toEqual(
      Array(5).fill("print-run.not-released"),
    );
    await rows(
      sql`update letters set read_back_failed = true where incident_id = ${incidentId} and postcode = '1000001'`,
    );
    await expect(releasePrintRun(colleague, { printRunId })).rejects.toMatchObject({
      reason: "print-run.not-read-back",
    });
    await rows(sql`update letters set read_back_failed = false where incident_id = ${incidentId}`);
    await releasePrintRun(colleague, { printRunId });
    await expect(releasePrintRun(manager, { printRunId })).rejects.toMatchObject({
      reason: "print-run.not-rendered",
    });
    expect((await openPrintRunPdf(mailroom, { printRunId })).fileName).not.toContain("do-not-print");
    const opened = await rows(sql`
      select action from events where subject_id = ${printRunId} and action in ('print-run.opened', 'print-run.looked-at')
      order by id`);
    expect(opened.map(({ action }) => action)).toEqual(["print-run.looked-at", "print-run.opened"]);
  });
});

describe("a scan", () => {
  test("is answered for what it is, and every one is kept without the text of codes we do not know", async () => {
    const { scan, read, code, piece, printRunId, runCode } = await released(6);
    const other = await released(2);
    const said: unknown[] = [];
    said.push(await scan("print", 1), await scan("print", 1), await scan("insert", 2));
    said.push((await read("print", piece(2).number)).verdict);
    const gap = await read("print", code(5));
    said.push(gap.verdict, await scan("print", 3), await scan("print", 6));
    said.push((await read("print", "https://example.invalid/山田太郎")).verdict);
    said.push(
      (await read("print", sheetCodeText({ runCode, sequence: 77, generation: 1, sheet: 1, sheets: 1 })))
        .verdict,
    );
    said.push(
      (await read("print", sheetCodeText({ runCode, sequence: 4, generation: 2, sheet: 1, sheets: 1 })))
        .verdict,
    );
    const foreign = await read("print", other.code(1));
    said.push(foreign.verdict, (await read("print", other.piece(2).number)).verdict);
    const last = await read("print", code(4));
    said.push(last.verdict);
    expect(said).toEqual([
      "ok",
      "twice",
      "too-early",
      "ok",
      "gap",
      "out-of-order",
      "ok",
      "unknown",
      "unknown",
      "unknown",
      "other-run",
      "other-run",
      "out-of-order",
    ]);
    expect(gap.missing).toEqual([3, 4]);
    expect(foreign.inRun).toEqual({ code: other.runCode, number: 1 });
    expect(last).toMatchObject({ runState: "printed", counts: { pending: 0, printed: 6 } });
    const kept = await rows(
      sql`select verdict from piece_scans where print_run_id = ${printRunId} order by id`,
    );
    expect(kept.map(({ verdict }) => verdict)).toEqual(said);
    expect(await rows(sql`select from piece_scans s where s::text ~ '山田|example'`)).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  test("of a further sheet of the same piece is ok right after the first, and out of order later", async () => {
    const { scan, printRunId } = await released(3);
    expect([await scan("print", 1, 1), await scan("print", 1, 2), await scan("print", 1, 2)]).toEqual([
      "ok",
      "ok",
      "twice",
    ]);
    expect([await scan("print", 2, 2), await scan("print", 3, 1), await scan("print", 2, 1)]).toEqual([
      "ok",
      "ok",
      "out-of-order",
    ]);
    expect((await piecesOf(printRunId)).map(({ stage }) => stage)).toEqual(["printed", "printed", "printed"]);
  });

  test("by many scanners at once moves a piece once", async () => {
    const { read, code, printRunId } = await released(2);
    const answers = await Promise.all(Array.from({ length: 8 }, () => read("print", code(1))));
    expect(answers.map(({ verdict }) => verdict).sort()).toEqual(["ok", ...Array(7).fill("twice")]);
    const [counts] = await rows(
      sql`select pending_count, printed_pieces from print_runs where id = ${printRunId}`,
    );
    expect(counts).toEqual({ pending_count: 1, printed_pieces: 1 });
  });

  test("of a piece whose person must no longer be written to pulls it, and is void from then on", async () => {
    const { incidentId, scan, read, code, piece } = await released(3);
    const { id } = await suppress(incidentId, piece(2).personId);
    expect(await read("print", code(2))).toMatchObject({ verdict: "stopped", because: "not-owed" });
    expect(await read("print", code(2))).toMatchObject({ verdict: "void", because: "cancelled" });
    expect([await scan("print", 1), await scan("print", 3)]).toEqual(["ok", "ok"]);
    expect(await agrees(incidentId)).toEqual([0, 0, 0]);
    await liftSuppression(manager, { suppressionId: id, reason: "取り消し" });
    expect(await scan("print", 2)).toBe("void");
    expect(await agrees(incidentId)).toEqual([0, 0, 0]);
  });

  test("changes nothing that was scanned before: the application may only add", async () => {
    const { scan } = await released(1);
    await scan("print", 1);
    for (const change of [sql`update piece_scans set verdict = 'ok'`, sql`delete from piece_scans`])
      await expect(rows(change)).rejects.toThrow();
  });
});

describe("an inserter's file", () => {
  const told = (answer: Awaited<ReturnType<typeof recordMachineFile>>) =>
    Object.fromEntries(Object.entries(answer.counts).filter(([, count]) => count > 0));

  test("is read whole: each line answered with its number, read again it moves nothing", async () => {
    const { incidentId, scanAll, code, piece, printRunId } = await released(7);
    const other = await released(1);
    await scanAll("print");
    const text = [
      "Code,Disposition,Time",
      `${code(1)},OK,2014-03-12T10:00:00`,
      `"${code(1, 2)}",ok`,
      `${code(2)},hand_repaired`,
      `${code(3)},spoiled`,
      "",
      `${code(4)},missing`,
      `${other.code(1)},ok`,
      "garbage,ok",
      `${piece(6).number},ok`,
      `${code(7)},eaten`,
    ].join("\r\n");
    const machine = () => recordMachineFile(mailroom, { printRunId, station: "insert", text });
    const first = await machine();
    expect(told(first)).toEqual({
      ok: 3,
      spoiled: 1,
      missing: 1,
      "other-run": 1,
      unknown: 1,
      gap: 1,
      unreadable: 1,
    });
    expect(first.lines).toBe(9);
    expect(first.notOk.map(({ line, verdict }) => `${line} ${verdict}`)).toEqual([
      "5 spoiled",
      "7 missing",
      "8 other-run",
      "9 unknown",
      "10 gap",
      "11 unreadable",
    ]);
    const before = await piecesOf(printRunId);
    const again = await machine();
    expect(told(again)).toEqual({ twice: 5, missing: 1, "other-run": 1, unknown: 1, unreadable: 1 });
    expect(await piecesOf(printRunId)).toEqual(before);
    expect((await spoilsOfIncident(database(), incidentId)).map(({ sequence }) => sequence)).toEqual([3]);
    expect(
      (await missingPieces(database(), { printRunId, station: "insert" })).map(({ sequence }) => sequence),
    ).toEqual([4, 5, 7]);
  });

  test("of other columns, or in which nothing can be understood, is refused whole", async () => {
    const { printRunId } = await released(1);
    for (const [text, reason] of [
      ["piece,result\nx,y", "machine-file.header"],
      ["code,disposition\nx,y", "machine-file.nothing-readable"],
      ["code,disposition", "machine-file.nothing-readable"],
      ['"x,ok', "csv.unclosed-quote"],
    ] as const)
      await expect(recordMachineFile(mailroom, { printRunId, station: "print", text })).rejects.toMatchObject(
        {
          kind: "invalid",
          reason,
        },
      );
    expect(await rows(sql`select from piece_scans where print_run_id = ${printRunId}`)).toEqual([]);
  });
});

describe("a spoiled piece", () => {
  test("passes no station, is confirmed by another, and has exactly one successor in the reprint run", async () => {
    const { incidentId, printRunId, scan, scanAll, read, code, piece, spoil, handOver } = await released(4);
    await scanAll("print");
    const { spoils } = await spoil(2, 3);
    const spoilIds = spoils.map(({ id }) => id);
    expect(await scan("insert", 2)).toBe("void");
    await expect(spoil(2)).rejects.toMatchObject({ reason: "spoil.not-on-bench" });
    await expect(spoil(9)).rejects.toMatchObject({ reason: "spoil.no-such-piece" });
    await scanAll("insert", "seal");
    await expect(handOver(2)).rejects.toMatchObject({ reason: "print-run.spoils-waiting" });
    await expect(confirmSpoils(mailroom, { spoilIds })).rejects.toMatchObject({ reason: "spoil.own-report" });
    const asked = await Promise.allSettled(
      Array.from({ length: 4 }, () => confirmSpoils(colleague, { spoilIds })),
    );
    const done = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(done).toMatchObject([{ confirmed: 2, replaced: 2, notOwed: 0, toWriteAnew: 0 }]);
    const [reprint] = done[0]?.reprintRuns ?? [];
    const successors = await piecesOf(reprint?.printRunId ?? "");
    expect(successors.map(({ generation, personId, state }) => [generation, personId, state])).toEqual([
      [2, piece(2).personId, "in-run"],
      [2, piece(3).personId, "in-run"],
    ]);
    expect(successors.map(({ number }) => number)).not.toContain(piece(2).number);
    expect(await read("insert", code(2))).toMatchObject({ verdict: "void", because: "spoiled" });
    expect(await agrees(incidentId)).toEqual([0, 0, 0]);
    await handOver(2);

    const other = await released(1);
    expect(await other.read("print", piece(2).number)).toMatchObject({ verdict: "void", because: "spoiled" });
    const [reprintId = ""] = await releaseOpenRuns(incidentId);
    expect(reprintId).toBe(reprint?.printRunId);
    const again = await benchOf(reprintId);
    const predecessor = sheetCodeText({
      runCode: again.runCode,
      sequence: 1,
      generation: 1,
      sheet: 1,
      sheets: 2,
    });
    expect(await again.read("print", predecessor)).toMatchObject({ verdict: "void", because: "replaced" });
    await again.scanAll("print", "insert", "seal", "hand-over");
    await again.handOver(2);
    for (const run of await reconcileRuns(database(), { incidentId })) expect(run.difference).toBe(0);
    expect((await reconcileRuns(database(), { printRunId }))[0]).toMatchObject({
      letters: 4,
      stages: { "handed-over": 2, spoiled: 2 },
      spoilsReplaced: 2,
      spoilsWaiting: 0,
      integrity: { level: "high", lacks: ["not-scanned-at-hand-over"] },
    });
    expect((await again.reconciled())?.integrity).toMatchObject({ level: "top", lacks: [] });
    expect(await broken()).toEqual([]);
  });

  test("is collected in one open reprint run, and its successor may be spoiled as well", async () => {
    const { incidentId, spoil } = await released(3);
    const [first, second] = (await spoil(3, 1)).spoils;
    const one = await confirmSpoils(manager, { spoilIds: [first?.id ?? ""] });
    const two = await confirmSpoils(manager, { spoilIds: [second?.id ?? ""] });
    expect(two.reprintRuns).toEqual(one.reprintRuns);
    const [reprintId = ""] = await releaseOpenRuns(incidentId);
    const again = await benchOf(reprintId);
    expect((await piecesOf(reprintId)).map(({ number }) => number)).toHaveLength(2);
    const third = await again.spoil(1);
    await confirmSpoils(manager, { spoilIds: third.spoils.map(({ id }) => id) });
    const [chain] = await rows(sql`
      select max(generation)::int as generation, count(*) filter (where state <> 'void')::int as live
      from letters where person_id = ${again.piece(1).personId}`);
    expect(chain).toEqual({ generation: 3, live: 1 });
    expect(await broken()).toEqual([]);
  });

  test("of somebody who must no longer be written to has no successor, and none where the words were withdrawn", async () => {
    const { incidentId, printRunId, spoil, piece, scanAll } = await released(3);
    await scanAll("print");
    const { spoils } = await spoil(1, 2);
    await suppress(incidentId, piece(1).personId);
    const confirmed = await confirmSpoils(manager, { spoilIds: [spoils[0]?.id ?? ""] });
    expect(confirmed).toEqual({ confirmed: 1, replaced: 0, notOwed: 1, toWriteAnew: 0, reprintRuns: [] });
    await rows(sql`update letter_templates set state = 'withdrawn' where incident_id = ${incidentId}`);
    expect(await confirmSpoils(manager, { spoilIds: [spoils[1]?.id ?? ""] })).toMatchObject({
      toWriteAnew: 1,
    });
    expect((await piecesOf(printRunId)).map(({ stage }) => stage)).toEqual(["void", "void", "printed"]);
    expect((await spoilsOfIncident(database(), incidentId)).map(({ state }) => state)).toEqual([
      "no-successor",
      "no-successor",
    ]);
    expect(await agrees(incidentId)).toEqual([0, 0, 0]);
    expect(await broken()).toEqual([]);
  });
});

describe("stopping the post", () => {
  const stop = (
    incidentId: string,
    kind: "hold" | "cancel" | "recall",
    of: Parameters<typeof stopMail>[1]["of"],
    by = manager,
  ) => stopMail(by, { incidentId, kind, of, reason: "確かめるため" });

  test("holds a letter, a person or a run at every station until it is let go, and a run with it does not close", async () => {
    const { incidentId, printRunId, scan, read, code, piece, handOver } = await released(3);
    const ofLetter = await stop(incidentId, "hold", { code: code(1) }, mailroom);
    await expect(stop(incidentId, "hold", { code: piece(1).number })).rejects.toMatchObject({
      reason: "mail-stop.already-there",
    });
    const ofPerson = await stop(incidentId, "hold", { personOf: piece(2).number });
    expect(await read("print", code(1))).toMatchObject({ verdict: "stopped", because: "on-hold" });
    expect([await scan("print", 2), await scan("print", 3)]).toEqual(["stopped", "ok"]);
    const release = (id: string) => endMailStop(mailroom, { mailStopId: id, outcome: "released" });
    await release(ofPerson.id);
    await expect(release(ofPerson.id)).rejects.toMatchObject({ reason: "mail-stop.already-ended" });
    expect(await scan("print", 2)).toBe("out-of-order");
    await recordPrinted(mailroom, { printRunId, count: 2 });
    expect((await printRunById(printRunId)).state).toBe("released");
    await release(ofLetter.id);
    expect(await scan("print", 1)).toBe("out-of-order");
    const ofRun = await stop(incidentId, "hold", { printRunId });
    expect([await scan("insert", 1), await scan("insert", 2)]).toEqual(["stopped", "stopped"]);
    await expect(handOver(3)).rejects.toMatchObject({ reason: "print-run.on-hold", detail: { pieces: 3 } });
    await release(ofRun.id);
    expect((await mailStopsOf(database(), incidentId)).map(({ of, outcome }) => [of, outcome])).toEqual([
      ["run", "released"],
      ["person", "released"],
      ["letter", "released"],
    ]);
  });

  test("holds a letter that is not planned yet out of runs, and one in an open run out of the sealed one", async () => {
    const incidentId = await lettersOnPaper(3);
    const [a, b, c] = await rows<{ person_id: string; number: string }>(sql`
      select person_id, inquiry_number as number from letters where incident_id = ${incidentId} order by postcode`);
    const early = await stop(incidentId, "hold", { personId: a?.person_id ?? "" });
    await planPrintRuns(mailroom, { incidentId });
    await stop(incidentId, "hold", { code: b?.number ?? "" });
    const [printRunId = ""] = await releaseOpenRuns(incidentId);
    expect((await piecesOf(printRunId)).map(({ number }) => number)).toEqual([c?.number]);
    await endMailStop(manager, { mailStopId: early.id, outcome: "released" });
    await planPrintRuns(mailroom, { incidentId });
    const [, second] = await printRunsOf(incidentId);
    expect((await piecesOf(second?.id ?? "")).map(({ number }) => number)).toEqual([a?.number]);
    expect(await agrees(incidentId)).toEqual([0, 0, 0]);
  });

  test("cancels for good: the letter is void wherever it is, the notice withheld, and nobody asks for it again", async () => {
    const { incidentId, printRunId, scan, piece, scanAll, code } = await released(4);
    await expect(stop(incidentId, "cancel", { code: code(1) }, mailroom)).rejects.toMatchObject({
      kind: "forbidden",
    });
    expect((await stop(incidentId, "cancel", { code: code(1) })).letters).toBe(1);
    expect(await scan("print", 1)).toBe("void");
    await scanAll("print");
    expect((await stop(incidentId, "cancel", { personId: piece(2).personId })).letters).toBe(1);
    await expect(stop(incidentId, "recall", { code: code(3) })).rejects.toMatchObject({
      reason: "mail-stop.not-with-the-post",
    });
    expect((await stop(incidentId, "cancel", { printRunId })).letters).toBe(2);
    expect((await piecesOf(printRunId)).map(({ stage, state }) => `${stage} ${state}`)).toEqual(
      Array(4).fill("void void"),
    );
    const notices = await rows(sql`
      select distinct state, withheld_reason from notices where incident_id = ${incidentId} and channel = 'letter'`);
    expect(notices).toEqual([{ state: "withheld", withheld_reason: "cancelled" }]);
    await expect(generateLetters(manager, { incidentId })).rejects.toMatchObject({
      reason: "letters.none-owed",
    });
    expect(await agrees(incidentId)).toEqual([0, 0, 0]);
    expect(await broken()).toEqual([]);
  });

  test("cancels what is in an open run or in none, and a run in which nobody is left is dissolved", async () => {
    const incidentId = await lettersOnPaper(2);
    const [a, b] = await rows<{ number: string }>(sql`
      select inquiry_number as number from letters where incident_id = ${incidentId} order by postcode`);
    await stop(incidentId, "cancel", { code: a?.number ?? "" });
    await planPrintRuns(mailroom, { incidentId });
    await stop(incidentId, "cancel", { code: b?.number ?? "" });
    expect(await printRunsOf(incidentId)).toEqual([]);
    expect(await agrees(incidentId)).toEqual([0, 0, 0]);
    expect(await broken()).toEqual([]);
  });

  test("recalls what is with the post, and says what became of it", async () => {
    const { incidentId, printRunId, code, handOver } = await released(3);
    await recordPrinted(mailroom, { printRunId, count: 3 });
    await handOver(3);
    await expect(stop(incidentId, "cancel", { code: code(1) })).rejects.toMatchObject({
      reason: "mail-stop.with-the-post",
    });
    const one = await stop(incidentId, "recall", { code: code(1) });
    const two = await stop(incidentId, "recall", { personOf: code(2) });
    await expect(endMailStop(manager, { mailStopId: one.id, outcome: "released" })).rejects.toMatchObject({
      reason: "mail-stop.no-such-outcome",
    });
    expect(await endMailStop(manager, { mailStopId: one.id, outcome: "recovered" })).toEqual({ letters: 1 });
    expect(await endMailStop(manager, { mailStopId: two.id, outcome: "not-recovered" })).toEqual({
      letters: 0,
    });
    expect((await piecesOf(printRunId)).map(({ state }) => state)).toEqual([
      "void",
      "handed-over",
      "handed-over",
    ]);
    expect(await agrees(incidentId)).toEqual([0, 0, 0]);
    expect(await broken()).toEqual([]);
  });
});

describe("closing a run", () => {
  test("takes no piece that some scanner did not see sealed, and pulls who must not be written to, counted", async () => {
    const { incidentId, scanAll, scan, piece, handOver, reconciled, printRunId } = await released(4);
    await scanAll("print", "insert");
    for (const sequence of [1, 2, 3]) await scan("seal", sequence);
    await expect(handOver(4)).rejects.toMatchObject({
      reason: "print-run.pieces-behind",
      detail: { pieces: 1 },
    });
    await scan("seal", 4);
    await suppress(incidentId, piece(2).personId);
    expect(await reconciled()).toMatchObject({ toPull: 1, expected: 3, onHold: 0, difference: 0 });
    await expect(handOver(3)).rejects.toMatchObject({
      reason: "print-run.stopped-to-pull",
      detail: { toPull: 1 },
    });
    await expect(handOver(4, 1)).rejects.toMatchObject({ reason: "print-run.count-differs" });
    await scan("hand-over", 1);
    await expect(handOver(3, 1)).rejects.toMatchObject({
      reason: "print-run.pieces-behind",
      detail: { pieces: 2 },
    });
    for (const sequence of [3, 4]) await scan("hand-over", sequence);
    await handOver(3, 1);
    expect((await piecesOf(printRunId)).map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      "handed-over handed-over",
      "void void",
      "handed-over handed-over",
      "handed-over handed-over",
    ]);
    expect((await reconciled())?.integrity.level).toBe("top");
    await expect(scan("hand-over", 1)).rejects.toMatchObject({ reason: "print-run.already-handed-over" });
    expect(await agrees(incidentId)).toEqual([0, 0, 0]);
    expect(await broken()).toEqual([]);
  });

  test("in a house without a scanner goes by counts, and says that they are no more", async () => {
    const { printRunId, handOver, reconciled } = await released(5);
    expect((await reconciled())?.integrity).toMatchObject({ level: "minimal", lacks: ["nothing-counted"] });
    await expect(countStage(mailroom, { printRunId, station: "seal", count: 5 })).rejects.toMatchObject({
      reason: "print-run.not-printed",
    });
    await recordPrinted(mailroom, { printRunId, count: 5 });
    await countStage(mailroom, { printRunId, station: "seal", count: 5 });
    await handOver(5);
    expect((await reconciled())?.integrity).toMatchObject({ level: "moderate", lacks: ["not-each-scanned"] });
  });
});

describe("the database itself", () => {
  const refuses = async (change: SQL, code: string) =>
    expect(rows(change)).rejects.toMatchObject({ cause: { code } });

  test("refuses pieces that vanish, appear or come to life again, and a recount of a sealed run", async () => {
    const { incidentId, printRunId, spoil } = await released(3);
    await spoil(2);
    const run = sql`print_run_id = ${printRunId}`;
    await refuses(sql`delete from print_run_letters where ${run} and sequence = 1`, "23514");
    await refuses(
      sql`update print_runs set pending_count = pending_count - 1 where id = ${printRunId}`,
      "23514",
    );
    await refuses(
      sql`update print_runs set letter_count = letter_count - 1 where id = ${printRunId}`,
      "23001",
    );
    await refuses(sql`update print_run_letters set stage = 'printed' where ${run} and sequence = 2`, "23001");
    await rows(sql`update print_run_letters set stage = 'void' where ${run} and sequence = 3`);
    await refuses(sql`update print_run_letters set stage = 'pending' where ${run} and sequence = 3`, "23001");
    await refuses(sql`update print_runs set state = 'handed-over' where id = ${printRunId}`, "23514");
    await refuses(sql`update print_runs set released_by = sealed_by where id = ${printRunId}`, "23514");
    await refuses(
      sql`update spoils set confirmed_by = reported_by, confirmed_at = now() where incident_id = ${incidentId}`,
      "23514",
    );
  });
});
