import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { csvLine } from "@/lib/csv";
import { seriousFindings } from "../setup/axe";
import { launchBrowser, newPage, visit } from "../setup/browser";
import { createTestDatabase, type TestDatabase } from "../setup/database";
import { actAsApplication, incidentWithLetters } from "../setup/incident-with-letters";
import { startServer, type TestServer } from "../setup/server";
import { addTestStaff } from "../setup/staff";
import {
  ask,
  atStation,
  handOver,
  type Piece,
  piecesOf,
  type Run,
  release,
  runsOf,
  scan,
  scanAll,
} from "./bench-steps";
import { openDialog, pressAndConfirm, signIn } from "./incident-steps";

/** The address on the letters: approved by this process, set by the server's jobs. */
const answerUrl = "http://127.0.0.1:3000/answer";

let scratch: TestDatabase;
let folder: string;
let server: TestServer;
let browser: Browser;
/** Seals and works at the bench. */
let first: Page;
/** The second pair of eyes. */
let second: Page;
let runs: Run[];
/** The run that goes through the scanner piece by piece. */
let scanned: Run;

beforeAll(async () => {
  scratch = await createTestDatabase();
  mkdirSync(".tmp", { recursive: true });
  folder = mkdtempSync(join(process.cwd(), ".tmp/mailroom-"));
  actAsApplication(scratch, folder);
  process.env.ANSWER_URL = answerUrl;
  await incidentWithLetters({ people: 120 });
  [server, browser] = await Promise.all([
    startServer({ database: scratch, env: { ANSWER_URL: answerUrl } }),
    launchBrowser(),
  ]);
  const pages: Page[] = [];
  for (const name of ["堤 実", "早乙女 航"]) {
    const page = await newPage(browser);
    await signIn(page, server.url, await addTestStaff(scratch, "mailroom", name), "mailroom");
    pages.push(page);
  }
  [first, second] = pages as [Page, Page];
}, 900_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await closeDatabase();
  await scratch?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const bench = (page: Page) => visit(page, `${server.url}/mailroom`);
const live = ({ stage }: Piece) => stage !== "spoiled" && stage !== "void";

describe("the mailroom's day, from sealed runs to letters handed over", () => {
  test("runs are sealed by one person, and only another may let them be printed", async () => {
    await bench(first);
    await first.getByRole("button", { name: "ロットに分ける" }).click();
    await first.getByRole("heading", { name: /^\d+ロットを確定する$/ }).waitFor();
    await pressAndConfirm(first, /^\d+ロットを確定$/, "確定する");
    await first
      .getByRole("heading", { name: /もう一人の印刷の許可を待っています/ })
      .waitFor({ timeout: 60_000 });
    runs = await runsOf(scratch);
    scanned = runs.toSorted((a, b) => b.letters - a.letters)[0] as Run;
    await visit(first, `${server.url}/mailroom/runs/${scanned.id}`);
    const own = first.getByRole("button", { name: "印刷を許可する" });
    expect(await own.getAttribute("aria-disabled")).toBe("true");
    for (const run of runs) await release(second, server.url, run);
    expect(await seriousFindings(second)).toEqual([]);
  });

  test("each scan at the printer has its own answer: in order, twice, a gap, out of order, not ours, another run's", async () => {
    const pieces = await piecesOf(scratch, scanned);
    const other = runs.find(({ id }) => id !== scanned.id) as Run;
    const [strangers] = await piecesOf(scratch, other);
    const code = (sequence: number) => pieces[sequence - 1]?.code ?? "";
    await atStation(first, server.url, "print", scanned);
    expect(await scan(first, code(1))).toBe("ok");
    expect(await scan(first, code(1))).toBe("twice");
    expect(await scan(first, code(3))).toBe("gap");
    await first.getByText("抜けている順番：2", { exact: false }).waitFor();
    expect(await scan(first, code(2))).toBe("out-of-order");
    expect(await scan(first, "4901234567894")).toBe("unknown");
    expect(await scan(first, strangers?.code ?? "")).toBe("other-run");
    await first.getByRole("link", { name: `ロット${other.number}へ` }).waitFor();
    expect(await seriousFindings(first)).toEqual([]);
  });

  test("a scan is not lost while the server is out of reach, nor when the focus was elsewhere", async () => {
    const pieces = await piecesOf(scratch, scanned);
    await first.getByRole("button", { name: "音を消す" }).click();
    expect(await scan(first, pieces[3]?.code ?? "")).toBe("ok");
    await first.context().setOffline(true);
    for (const piece of pieces.slice(4, 7)) {
      await first.keyboard.type(piece.code);
      await first.keyboard.press("Enter");
    }
    await first.getByText("サーバーにつながりません").waitFor();
    expect(await first.getByText("送信待ち").count()).toBeGreaterThanOrEqual(2);
    await first.context().setOffline(false);
    const recorded = () =>
      ask<{ sequence: number; verdict: string }>(
        scratch,
        `select sequence, verdict from piece_scans where print_run_id = $1 order by id desc limit 3`,
        [scanned.id],
      );
    await expect
      .poll(async () => (await recorded()).map(({ sequence }) => sequence), { timeout: 30_000 })
      .toEqual([7, 6, 5]);
    expect(new Set((await recorded()).map(({ verdict }) => verdict))).toEqual(new Set(["ok"]));
  });

  test("three spoiled pieces wait for the second person, then three letters with new numbers take their place", async () => {
    const pieces = await piecesOf(scratch, scanned);
    await reportSpoils(`${pieces[1]?.code}`, "紙詰まり");
    await reportSpoils("4, ５", "汚れ");
    await visit(first, `${server.url}/mailroom/spoils`);
    await first
      .getByRole("checkbox", { name: /の順番/ })
      .nth(2)
      .waitFor();
    expect(await first.getByRole("checkbox", { name: /の順番/, disabled: true }).count()).toBe(3);
    await visit(second, `${server.url}/mailroom/spoils`);
    await second.getByLabel("すべて選ぶ").check();
    await pressAndConfirm(second, "3件の廃棄を確かめる", "廃棄を確かめた");
    await second.getByText("3通を作り直します。").waitFor();
    expect(await seriousFindings(second)).toEqual([]);
    await atStation(first, server.url, "print", scanned);
    expect(await scan(first, pieces[1]?.code ?? "")).toBe("void");
    const rest = pieces.filter(({ stage, sequence }) => stage === "pending" && sequence > 7);
    expect(await scanAll(first, rest)).toEqual(["ok"]);
    await first.getByText("全部そろいました").waitFor();
  });

  test("an inserter's file is shown line by line before it counts, and then moves exactly its pieces", async () => {
    const pieces = (await piecesOf(scratch, scanned)).filter(live);
    await visit(first, `${server.url}/mailroom/runs/${scanned.id}`);
    await dropFile("封入", [...pieces.map(({ code }) => [code, "ok"]), ["???", "ok"]]);
    await first.getByRole("cell", { name: "該当なし" }).waitFor();
    await first.getByText(`${pieces.length + 2}行目`).waitFor();
    expect(await stagesOf(scanned)).toEqual(["printed"]);
    await first.getByRole("button", { name: "この内容で記録する" }).click();
    await first.getByRole("heading", { name: "封緘して、1通ずつ読み取る" }).waitFor();
    await dropFile(
      "封緘",
      pieces.map(({ inquiryNumber }) => [inquiryNumber, "ok"]),
    );
    await first.getByText("すべての行が「よし」です。").waitFor();
    await first.getByRole("button", { name: "この内容で記録する" }).click();
    await first.getByRole("heading", { name: "差し出す", exact: true }).waitFor();
    expect(await stagesOf(scanned)).toEqual(["sealed"]);
  });

  test("every envelope is scanned at the door before the run is closed", async () => {
    const pieces = (await piecesOf(scratch, scanned)).filter(live);
    await atStation(first, server.url, "hand-over", scanned);
    expect(await scanAll(first, pieces)).toEqual(["ok"]);
    await first.getByRole("link", { name: "差出を記録する" }).click();
    await handOver(first, pieces.length);
  });

  test("the reprint goes the same way, and its letters replace the spoiled ones", async () => {
    await bench(first);
    await pressAndConfirm(first, /^1ロットを確定$/, "確定する");
    const reprint = (await runsOf(scratch)).find(({ kind }) => kind === "reprint") as Run;
    expect(reprint.letters).toBe(3);
    await second.getByRole("link", { name: `再印刷のロット${reprint.number}` }).click();
    await second.getByRole("heading", { name: "印刷の許可（二人目の確認）" }).waitFor({ timeout: 60_000 });
    await release(second, server.url, reprint);
    const pieces = await piecesOf(scratch, reprint);
    for (const station of ["print", "insert", "seal", "hand-over"]) {
      await atStation(first, server.url, station, reprint);
      expect(await scanAll(first, pieces)).toEqual(["ok"]);
    }
    await first.getByRole("link", { name: "差出を記録する" }).click();
    await handOver(first, 3);
  });

  test("a house without a scanner counts the other runs, and a wrong count is not taken", async () => {
    for (const run of runs.filter(({ id }) => id !== scanned.id)) {
      await visit(first, `${server.url}/mailroom/runs/${run.id}`);
      await first.getByText("読み取らずに、通数で記録する").click();
      const printed = first.getByLabel("印刷した通数");
      await printed.fill(String(run.letters + 1));
      await printed.press("Enter");
      await first.getByText("1通多くなっています").waitFor();
      await printed.fill(String(run.letters));
      await printed.press("Enter");
      await first.getByRole("heading", { name: "封入して、1通ずつ読み取る" }).waitFor();
      await handOver(first, run.letters);
    }
  });

  test("three envelopes that come back are scanned under their reason, and each asks for an address", async () => {
    const back = (await piecesOf(scratch, scanned))
      .filter(({ stage }) => stage === "handed-over")
      .slice(0, 3);
    await visit(first, `${server.url}/mailroom/returned`);
    await first.getByLabel("用紙のコードを読み取る").waitFor();
    await first.keyboard.type("1");
    await first.keyboard.press("Enter");
    for (const [index, { code }] of back.entries()) {
      await first.keyboard.type(code);
      await first.keyboard.press("Enter");
      await expect.poll(async () => (await returned()).length, { timeout: 15_000 }).toBe(index + 1);
    }
    await first.getByText("記録しました", { exact: true }).waitFor();
    expect(await returned()).toEqual(
      back.map(() => ({ reason: "unknown-at-address", letter: "returned", task: "open" })),
    );
    expect(await seriousFindings(first)).toEqual([]);
  });

  test("at the end of the day every figure on the screen is the database's own, and all agree", async () => {
    await bench(first);
    await first.getByRole("heading", { name: "すべて差し出しました" }).waitFor();
    expect(await first.getByText("一致しています").count()).toBe(4);
    expect(await first.getByText("数が一致していません").count()).toBe(0);
    await visit(first, `${server.url}/mailroom/reconciliation`);
    await first.getByRole("cell", { name: "一致" }).first().waitFor();
    await checkReconciliation();
    expect(await seriousFindings(first)).toEqual([]);
  });
});

/** What came back, what became of the letter, and the task it opened. */
const returned = () =>
  ask<{ reason: string; letter: string; task: string }>(
    scratch,
    `select r.reason, l.state as letter, t.state as task from returned_mail r join letters l on l.id = r.letter_id
     left join address_tasks t on t.returned_mail_id = r.id order by r.id`,
  );

const stagesOf = async (run: Run) => [
  ...new Set((await piecesOf(scratch, run)).filter(live).map(({ stage }) => stage)),
];

async function dropFile(station: string, lines: string[][]): Promise<void> {
  await first.getByLabel(station, { exact: true }).check();
  await first.locator("input[type=file]").setInputFiles({
    name: "inserter.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([["code", "disposition"], ...lines].map(csvLine).join("")),
  });
}

async function reportSpoils(pieces: string, reason: string): Promise<void> {
  await first.getByRole("button", { name: "損紙を報告する" }).click();
  const dialog = openDialog(first);
  await dialog.getByLabel(/^損じた用紙のコードまたは順番/).fill(pieces);
  await dialog.getByLabel(reason).check();
  await dialog.getByRole("button", { name: "報告する", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** The saved table says, run by run, what the pieces in the database say, and the levels that were earned. */
async function checkReconciliation(): Promise<void> {
  const [download] = await Promise.all([
    first.waitForEvent("download"),
    first.getByRole("button", { name: "CSVで保存する" }).click(),
  ]);
  const [head, ...lines] = readFileSync(await download.path(), "utf8")
    .replace("\ufeff", "")
    .trim()
    .split("\r\n")
    .map((line) => line.split(","));
  const said = lines.map((line) =>
    Object.fromEntries(line.map((cell, index) => [head?.[index] ?? "", cell])),
  );
  const counted = await ask<Record<string, string | number>>(
    scratch,
    `select r.number, count(*)::int as letters, count(*) filter (where rl.stage = 'handed-over')::int as out,
       count(*) filter (where rl.stage = 'spoiled')::int as spoiled, count(*) filter (where rl.stage = 'void')::int as void
     from print_runs r join print_run_letters rl on rl.print_run_id = r.id group by r.number order by r.number`,
  );
  expect(
    said.map((row) => ({
      number: Number(row.run),
      letters: Number(row.letters),
      out: Number(row["handed-over"]),
      spoiled: Number(row.spoiled),
      void: Number(row.void),
    })),
  ).toEqual(counted);
  expect(said.map(({ difference }) => difference)).toEqual(said.map(() => "0"));
  const levels = new Map(said.map((row) => [Number(row.run), row.integrity]));
  expect(levels.get(scanned.number)).toBe("top");
  for (const run of await runsOf(scratch)) {
    const counts = run.kind === "reprint" || run.id === scanned.id ? "top" : "moderate";
    expect(levels.get(run.number)).toBe(counts);
  }
}
