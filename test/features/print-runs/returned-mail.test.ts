import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { recordAttempt } from "@/features/callbacks/record-attempt";
import { generateLetters } from "@/features/letters/generate-letters";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { addressBatches } from "@/features/print-runs/address-batches";
import { addressHistory } from "@/features/print-runs/address-history";
import { addressTasks } from "@/features/print-runs/address-tasks";
import { decideAddress } from "@/features/print-runs/decide-address";
import { decideAddressBatch } from "@/features/print-runs/decide-address-batch";
import { handOverPrintRun } from "@/features/print-runs/hand-over-print-run";
import { makePosting } from "@/features/print-runs/make-posting";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { postageFigures } from "@/features/print-runs/postage-figures";
import { postingsWhere } from "@/features/print-runs/postings-where";
import { proposeAddress } from "@/features/print-runs/propose-address";
import { proposeAddresses } from "@/features/print-runs/propose-addresses";
import { printRunsOf } from "@/features/print-runs/queries";
import { recordPrinted } from "@/features/print-runs/record-printed";
import { recordReturned } from "@/features/print-runs/record-returned";
import { recordReturnedFile } from "@/features/print-runs/record-returned-file";
import { releasePrintRun } from "@/features/print-runs/release-print-run";
import type { AddressDecision, AddressSource, ReturnReason } from "@/features/print-runs/returned/schema";
import { returnedCounts } from "@/features/print-runs/returned-counts";
import { runBundles } from "@/features/print-runs/run-bundles";
import { runsToPost } from "@/features/print-runs/runs-to-post";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { substitutes } from "@/features/print-runs/substitutes";
import { withdrawPosting } from "@/features/print-runs/withdraw-posting";
import { customerBarcode } from "@/lib/japan/customer-barcode";
import { sheetCodeText } from "@/lib/sheet-code";
import { checkInvariants } from "../../../jobs/invariants/check-invariants";
import { approveNewList, incidentWithLetters, secondManager } from "../../setup/incident-with-letters";
import { as, doReadyTasks, manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

const mailroom = as("mailroom");
const supervisor = as("supervisor");
let bench: UpstreamBench;
let incidentId: string;
beforeAll(async () => {
  bench = await openUpstreamBench();
  ({ incidentId } = await incidentWithLetters({ people: 150 }));
  await toThePost({ leave: "bereaved" });
});
afterAll(() => bench.close());

const rows = async <T extends Record<string, unknown> = Record<string, unknown>>(query: SQL) => [
  ...(await database().execute<T>(query)),
];

/** Every letter that is written goes to the post, but for one kind of addressee. */
async function toThePost(wish: { leave?: string } = {}): Promise<void> {
  await planPrintRuns(mailroom, { incidentId });
  const open = (await printRunsOf(incidentId)).filter(
    (run) => run.state === "open" && run.addressee !== wish.leave,
  );
  await sealPrintRuns(mailroom, { printRunIds: open.map(({ id }) => id) });
  await doReadyTasks();
  for (const { id: printRunId } of open) {
    await releasePrintRun(manager, { printRunId });
    const [run] = (await printRunsOf(incidentId)).filter(({ id }) => id === printRunId);
    const count = run?.letterCount ?? 0;
    await recordPrinted(mailroom, { printRunId, count });
    await handOverPrintRun(mailroom, { printRunId, count, to: "見本郵便局" });
  }
}

type Posted = { id: string; personId: string; inquiryNumber: string; code: string };

/** Letters that are this far, each with the code of its first sheet. */
async function letters(state: string, count: number): Promise<Posted[]> {
  const found = await rows<Posted & { runCode: string; sequence: number; generation: number }>(sql`
    select l.id, l.person_id as "personId", l.inquiry_number as "inquiryNumber", r.code as "runCode", p.sequence,
      l.generation
    from letters l join print_run_letters p on p.letter_id = l.id join print_runs r on r.id = p.print_run_id
    where l.incident_id = ${incidentId} and l.state = ${state} and l.generation = 1 and exists (
      select from notices k join call_tasks c on c.notice_id = k.id and c.state = 'owed'
      where k.person_id = l.person_id and k.state = 'owed')
    order by l.id limit ${count}`);
  expect(found).toHaveLength(count);
  return found.map((letter) => ({ ...letter, code: sheetCodeText({ ...letter, sheet: 1, sheets: 1 }) }));
}

const comeBack = (letter: Posted, reason: ReturnReason = "moved") =>
  recordReturned(mailroom, { incidentId, code: letter.code, reason });
const taskOf = async (personId: string) => {
  const [task] = await rows<{ id: string; state: string }>(sql`
    select id, state from address_tasks where person_id = ${personId} order by id desc limit 1`);
  return { id: task?.id ?? "", state: task?.state ?? "none" };
};
const noticeOf = async (personId: string) => {
  const [notice] = await rows(sql`
    select state, withheld_reason as reason from notices where person_id = ${personId} and channel = 'letter'`);
  return notice;
};
const lettersOf = (personId: string) =>
  rows<{ state: string; generation: number; postcode: string | null; said: string }>(sql`
    select state, generation, postcode, addressee::text as said from letters where person_id = ${personId} order by generation`);
const propose = async (personId: string, source: AddressSource = "resident-record", by = mailroom) =>
  proposeAddress(by, {
    addressTaskId: (await taskOf(personId)).id,
    postcode: "063-0803",
    address: "北海道札幌市西区二十四軒三条1丁目2番3号",
    source,
  });
const decide = async (personId: string, decision: AddressDecision, by = manager) =>
  decideAddress(by, { addressTaskId: (await taskOf(personId)).id, decision });
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => "done",
    (error: { reason?: string }) => error.reason ?? String(error),
  );
async function allHolds(): Promise<void> {
  const broken = (await checkInvariants()).filter(({ violations }) => violations > 0);
  expect(broken.map(({ invariant, examples }) => [invariant.id, ...examples])).toEqual([]);
}

describe("an envelope that came back", () => {
  test("is known by any code of its sheet or its number, once, and only where it had gone to the post", async () => {
    const [one, two] = await letters("handed-over", 2);
    const [inHouse] = await letters("in-run", 1);
    if (!one || !two || !inHouse) throw new Error("no letters");
    const scanId = "01900000-0000-7000-8000-000000000001";
    const sent = { incidentId, code: one.code, reason: "moved" as const, scanId };
    expect(await recordReturned(mailroom, sent)).toMatchObject({ verdict: "ok", returns: 1, closed: false });
    expect(await recordReturned(mailroom, sent)).toMatchObject({ verdict: "ok" });
    expect(await comeBack(one)).toMatchObject({ verdict: "twice" });
    const typed = two.inquiryNumber.replaceAll("-", " ").toLowerCase();
    const scan = (code: string) => recordReturned(mailroom, { incidentId, code, reason: "refused" });
    expect((await scan(typed)).verdict).toBe("ok");
    expect((await scan(two.code.replaceAll("|", "}"))).verdict).toBe("twice");
    expect((await scan(inHouse.code)).verdict).toBe("not-handed-over");
    const elsewhere = sheetCodeText({
      runCode: "0000000000",
      sequence: 1,
      generation: 1,
      sheet: 1,
      sheets: 1,
    });
    expect((await scan(elsewhere)).verdict).toBe("unknown");
    expect((await scan("4901234567894")).verdict).toBe("unreadable");
    expect(await lettersOf(one.personId)).toMatchObject([{ state: "returned" }]);
    expect(await noticeOf(one.personId)).toEqual({ state: "withheld", reason: "returned" });
    expect((await taskOf(one.personId)).state).toBe("open");
    expect(await lettersOf(inHouse.personId)).toMatchObject([{ state: "in-run" }]);
  });

  test("comes by file as by scan: every line is answered, and the same file twice records nothing", async () => {
    const [known] = await letters("returned", 1);
    const [one, two, three] = await letters("handed-over", 3);
    const before = (await returnedCounts(database(), incidentId)).returned;
    const text = [
      "番号,理由",
      `${one?.code},あて所に尋ねあたりません`,
      `${two?.inquiryNumber},２`,
      "",
      `${two?.code},moved`,
      `${known?.code},refused`,
      "OW-0000,moved",
      `${three?.code},なんとなく`,
    ].join("\r\n");
    const answer = await recordReturnedFile(mailroom, { incidentId, text });
    expect(answer).toMatchObject({ lines: 6, counts: { ok: 2, twice: 2, unreadable: 1, "bad-reason": 1 } });
    expect(answer.notOk).toEqual([
      { line: 5, verdict: "twice" },
      { line: 6, verdict: "twice" },
      { line: 7, verdict: "unreadable" },
      { line: 8, verdict: "bad-reason" },
    ]);
    expect((await recordReturnedFile(mailroom, { incidentId, text })).counts.ok).toBe(0);
    const counts = await returnedCounts(database(), incidentId);
    expect(counts.returned).toBe(before + 2);
    expect(counts.reasons).toMatchObject({ "unknown-at-address": 1, moved: 2, refused: 1 });
    expect(counts.tasks.open).toBe(counts.returned);
  });
});

describe("a new address", () => {
  test("from one source is decided on by whoever may, from the telephone by somebody else, and a letter goes there", async () => {
    const [one, two] = await letters("handed-over", 2);
    if (!one || !two) throw new Error("no letters");
    for (const letter of [one, two]) await comeBack(letter);
    expect(await refusal(decide(one.personId, "re-letter"))).toBe("address-task.nothing-proposed");
    await propose(one.personId, "phone-call", manager);
    expect(await refusal(decide(one.personId, "re-letter"))).toBe("address-task.own-proposal");
    await decide(one.personId, "re-letter", secondManager);
    await propose(two.personId, "resident-record", manager);
    await decide(two.personId, "reject");
    expect((await taskOf(two.personId)).state).toBe("open");
    expect(await noticeOf(one.personId)).toEqual({ state: "owed", reason: null });

    await generateLetters(manager, { incidentId });
    await doReadyTasks();
    const [old, anew] = await lettersOf(one.personId);
    expect(old).toMatchObject({ state: "returned", generation: 1 });
    expect(anew).toMatchObject({ state: "generated", generation: 2, postcode: "0630803" });
    expect(anew?.said).toContain("二十四軒三条");
    const history = await addressHistory(database(), (await taskOf(one.personId)).id);
    expect(history.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      "letter 1",
      "returned moved",
      "proposed phone-call",
      "decided re-letter",
      "letter 2",
    ]);
    await allHolds();
  });

  test("that is the old one, or for somebody who wishes no letter, makes no letter", async () => {
    const [one] = await letters("handed-over", 1);
    if (!one) throw new Error("no letter");
    await comeBack(one);
    const waiting = await addressTasks(database(), { incidentId, state: "open" });
    const task = waiting.find(({ personId }) => personId === one.personId);
    const same = proposeAddress(mailroom, {
      addressTaskId: task?.id ?? "",
      postcode: task?.printed.postcode ?? "",
      address: ` ${task?.printed.address ?? ""} `,
      source: "family",
    });
    expect(await refusal(same)).toBe("address-task.same-address");
    await suppressNotices(manager, {
      incidentId,
      personId: one.personId,
      channel: "letter",
      reason: "本人の希望",
    });
    await propose(one.personId);
    expect(await refusal(decide(one.personId, "re-letter"))).toBe("address-task.suppressed");
    expect(await noticeOf(one.personId)).toEqual({ state: "withheld", reason: "returned" });
  });

  test("for many comes by file, and a second person decides on all whom they saw, or on none", async () => {
    const three = await letters("handed-over", 3);
    for (const letter of three) await comeBack(letter);
    const [other] = await letters("handed-over", 1);
    const line = (number: string | undefined, rest: string) => `${number},${rest}`;
    const text = [
      ...three.map(({ inquiryNumber }, at) =>
        line(inquiryNumber, `8120011,福岡県福岡市博多区博多駅前${at + 1}-1,住民票`),
      ),
      line(other?.inquiryNumber, "8120011,福岡県福岡市博多区博多駅前9-9,住民票"),
      line(three[0]?.inquiryNumber, "8120011,福岡県福岡市博多区博多駅前8-8,住民票"),
      line(three[1]?.inquiryNumber, "81200,福岡県福岡市博多区博多駅前8-8,住民票"),
    ].join("\n");
    const answer = await proposeAddresses(manager, { incidentId, text });
    expect(answer).toMatchObject({ lines: 6, proposed: 3 });
    expect(answer.setAside).toEqual([
      { line: 4, problem: "no-open-task" },
      { line: 5, problem: "twice-in-file" },
      { line: 6, problem: "postcode" },
    ]);
    const [batch] = await addressBatches(database(), incidentId);
    const asked = { batchId: batch?.batchId ?? "", decision: "re-letter" as const, count: 3 };
    expect(batch).toMatchObject({ addresses: 3, sources: [{ source: "resident-record", addresses: 3 }] });
    expect(await refusal(decide(three[0]?.personId ?? "", "re-letter", secondManager))).toBe(
      "address-task.in-batch",
    );
    expect(await refusal(decideAddressBatch(manager, asked))).toBe("address-task.own-proposal");
    expect(await refusal(decideAddressBatch(secondManager, { ...asked, count: 2 }))).toBe(
      "address-task.batch-changed",
    );
    expect(await decideAddressBatch(secondManager, asked)).toEqual({ addresses: 3 });
    expect(await refusal(decideAddressBatch(secondManager, asked))).toBe("address-task.no-batch");
    for (const { personId } of three) expect(await noticeOf(personId)).toMatchObject({ state: "owed" });
    await allHolds();
  });
});

describe("whoever cannot be written to", () => {
  test("is rung: once more even where we had given up ringing", async () => {
    const [one] = await letters("handed-over", 1);
    if (!one) throw new Error("no letter");
    const [call] = await rows<{ id: string }>(
      sql`select id from call_tasks where person_id = ${one.personId}`,
    );
    for (let attempt = 0; attempt < 6; attempt += 1)
      await recordAttempt(as("agent"), { callTaskId: call?.id ?? "", outcome: "no-answer" });
    const state = () => rows(sql`select state from call_tasks where id = ${call?.id}`);
    expect(await state()).toEqual([{ state: "exhausted" }]);
    await comeBack(one);
    await decide(one.personId, "call", supervisor);
    await doReadyTasks();
    expect(await state()).toEqual([{ state: "owed" }]);
    expect(await noticeOf(one.personId)).toEqual({ state: "withheld", reason: "returned" });
  });

  test("gets no third letter by itself: a substitute is raised, and only a supervisor lets one go", async () => {
    await toThePost({ leave: "bereaved" });
    const [second] = await rows<Posted>(sql`
      select id, person_id as "personId", inquiry_number as "inquiryNumber", inquiry_number as code from letters
      where incident_id = ${incidentId} and state = 'handed-over' and generation = 2 limit 1`);
    if (!second) throw new Error("no second letter");
    expect(await comeBack(second, "unknown-at-address")).toMatchObject({ verdict: "ok", returns: 2 });
    expect(await noticeOf(second.personId)).toEqual({ state: "withheld", reason: "substitute" });
    const raised = await substitutes(database(), { incidentId });
    expect(raised).toMatchObject([{ personId: second.personId, because: "returned-twice", measure: null }]);
    await proposeAddress(mailroom, {
      addressTaskId: (await taskOf(second.personId)).id,
      postcode: "",
      address: "沖縄県那覇市見本町3-3",
      source: "family",
    });
    expect(await refusal(decide(second.personId, "re-letter"))).toBe("address-task.supervisor");
    await allHolds();
    await decide(second.personId, "re-letter", supervisor);
    expect(await substitutes(database(), { incidentId })).toEqual([]);
    expect(await noticeOf(second.personId)).toMatchObject({ state: "owed" });
    await allHolds();
  });
});

describe("an acceptance sheet", () => {
  test("freezes what its runs cost and where they go; a run is on one sheet that was not withdrawn", async () => {
    const runs = (await runsToPost(database(), incidentId)).filter(({ ready }) => ready);
    const asked = {
      incidentId,
      printRunIds: runs.map(({ printRunId }) => printRunId),
      postedOn: "2024-10-01",
      office: "見本郵便局",
      slack: "none" as const,
    };
    const pieces = runs.reduce((sum, run) => sum + run.pieces, 0);
    const made = await makePosting(mailroom, asked);
    const [sheet] = await postingsWhere(database(), sql`p.id = ${made.id}`);
    expect(sheet).toMatchObject({ number: 1, pieces, yen: pieces * 110, piecesNow: pieces });
    expect(sheet?.sheet.areas.reduce((sum, area) => sum + area.pieces, 0)).toBe(pieces);
    const figures = await postageFigures(database(), { incidentId, postedOn: "2024-10-01" });
    expect(figures.posted).toEqual({ postings: 1, pieces, yen: pieces * 110 });
    expect(await refusal(makePosting(mailroom, asked))).toBe("posting.run-on-another");
    await withdrawPosting(mailroom, { postingId: made.id });
    expect(await refusal(withdrawPosting(mailroom, { postingId: made.id }))).toBe("posting.withdrawn");
    expect((await makePosting(mailroom, { ...asked, postedOn: "2014-03-12" })).number).toBe(2);
    const [, second] = await postingsWhere(database(), sql`p.incident_id = ${incidentId}`).then((all) =>
      all.reverse(),
    );
    expect(second?.yen).toBe(pieces * 80);
    const [waiting] = (await printRunsOf(incidentId)).filter(({ state }) => state === "open");
    const tooEarly = makePosting(mailroom, { ...asked, printRunIds: [waiting?.id ?? ""] });
    expect(await refusal(tooEarly)).toBe("posting.not-printed");
    await allHolds();
  });

  test("counts a barcode exactly for whom one is drawn, and bundles lie one after another in the order of the post", async () => {
    const drawn = await rows<{ postcode: string | null; address: string; counted: boolean }>(sql`
      select l.postcode, l.addressee ->> 'addressLines' as address,
        l.postcode is not null and l.postcode not like '%00' as counted from letters l where l.incident_id = ${incidentId}`);
    expect(drawn.filter((one) => customerBarcode(one.postcode, one.address).ok !== one.counted)).toEqual([]);
    for (const { id, letterCount } of await printRunsOf(incidentId)) {
      const bundles = await runBundles(database(), id);
      expect(bundles.reduce((sum, bundle) => sum + bundle.pieces, 0)).toBe(letterCount);
      const places = bundles.flatMap(({ firstSequence, lastSequence }) => [firstSequence, lastSequence]);
      expect(places).toEqual([...places].sort((one, other) => one - other));
      const districts = bundles.map(({ digits }) => digits ?? "999");
      expect(districts).toEqual([...new Set(districts)].sort());
    }
  });
});

describe("a newer list", () => {
  const move = (personId: string) =>
    rows(sql`update people set address = '京都府京都市中京区見本町4-4' where id = ${personId}`);
  const rename = (personId: string) =>
    rows(sql`update people set phone = '0312345678' where id = ${personId}`);

  test("undoes neither a return nor a correction while it says the old address, and both where it says another", async () => {
    const [still, moved, corrected] = await letters("handed-over", 3);
    if (!still || !moved || !corrected) throw new Error("no letters");
    for (const letter of [still, moved, corrected]) await comeBack(letter);
    await propose(corrected.personId);
    await decide(corrected.personId, "re-letter");
    await rename(still.personId);
    await rename(corrected.personId);
    await move(moved.personId);
    await approveNewList(incidentId);
    await doReadyTasks();
    expect(await noticeOf(still.personId)).toEqual({ state: "withheld", reason: "returned" });
    expect((await taskOf(still.personId)).state).toBe("open");
    expect(await noticeOf(moved.personId)).toEqual({ state: "owed", reason: null });
    expect((await taskOf(moved.personId)).state).toBe("moot");
    await generateLetters(manager, { incidentId });
    await doReadyTasks();
    expect((await lettersOf(moved.personId)).at(-1)?.said).toContain("京都市中京区");
    expect((await lettersOf(corrected.personId)).at(-1)?.said).toContain("二十四軒三条");
    await allHolds();

    await move(corrected.personId);
    await approveNewList(incidentId);
    await doReadyTasks();
    await generateLetters(manager, { incidentId });
    await doReadyTasks();
    const last = (await lettersOf(corrected.personId)).at(-1);
    expect(last).toMatchObject({ state: "generated", generation: 3 });
    expect(last?.said).toContain("京都市中京区");
    await allHolds();
  });
});
