import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GeneratedScenario, generateScenario } from "../../seed/generate";
import { readPages } from "../letters/read-pages";
import { seriousFindings } from "../setup/axe";
import { launchBrowser, newPage, visit } from "../setup/browser";
import { startServer, type TestServer } from "../setup/server";
import { addTestStaff, type TestStaff } from "../setup/staff";
import {
  approveWords,
  openIncident,
  pressAndConfirm,
  registerMissingTapes,
  sayWhatLettersSay,
  signIn,
  stage,
  submitWords,
  toTab,
  uploadCatalog,
  uploadMaster,
} from "./incident-steps";

const people = 160;
const code = "2014-03-DLS";

let server: TestServer;
let browser: Browser;
let seed: GeneratedScenario;
let manager: Page;
let second: Page;
let mailroom: Page;
let incidentId: string;
let owed: number;
let held: number;

const file = (path: string) => ({
  name: path.split("/").at(-1) ?? path,
  content: Buffer.concat([...(seed.files.get(path) ?? [])]),
});

beforeAll(async () => {
  seed = generateScenario("two-tapes-small", { people });
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
  const roles = ["incident-manager", "incident-manager", "mailroom"] as const;
  const names = ["水野 碧", "早乙女 航", "堤 実"];
  const staff: TestStaff[] = [];
  for (const [index, role] of roles.entries())
    staff.push(await addTestStaff(server.database, role, names[index]));
  const pages: Page[] = [];
  for (const member of staff) {
    const page = await newPage(browser);
    await signIn(page, server.url, member, member.role === "mailroom" ? "mailroom" : "incidents");
    pages.push(page);
  }
  [manager, second, mailroom] = pages as [Page, Page, Page];
}, 900_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const overview = async () => visit(manager, `${server.url}/incidents/${incidentId}`);
/** Waits until the figure of a stage is as expected: the page changes by itself. */
async function reaches(label: string, expected: { count: number; setAside: number }): Promise<void> {
  let seen = await stage(manager, label);
  for (let tries = 0; tries < 240 && JSON.stringify(seen) !== JSON.stringify(expected); tries += 1) {
    await manager.waitForTimeout(250);
    seen = await stage(manager, label);
  }
  expect(seen).toEqual(expected);
}

describe("from a lost tape to letters handed over, through the screens", () => {
  test("the manager opens the incident and registers two tapes as missing", async () => {
    incidentId = await openIncident(manager, code, seed.truth.insurer);
    await toTab(manager, "媒体");
    await registerMissingTapes(manager, seed.truth.lostVolumes);
    await overview();
    await reaches("媒体", { count: 2, setAside: 0 });
  });

  test("catalog and customer master go in, and exactly the people on the tapes come out", async () => {
    const { truth } = seed;
    await toTab(manager, "目録");
    const catalog = [...seed.files.keys()].filter((path) => path.startsWith("catalog/"));
    await uploadCatalog(manager, catalog.map(file));
    await toTab(manager, "対象者");
    for (const path of ["customer-master.csv", "customer-master-supplement.csv"]) {
      if (seed.files.has(path)) await uploadMaster(manager, file(path));
    }
    await overview();
    const { excluded, unresolved } = truth.onLostVolumes;
    const sum = (of: Record<string, number>) => Object.values(of).reduce((total, n) => total + n, 0);
    const { total, deleted, directories, elsewhere } = truth.fileRows;
    await reaches("目録", {
      count: total - deleted - directories,
      setAside: elsewhere + sum(excluded) + sum(unresolved),
    });
    expect((await stage(manager, "対象者")).count).toBe(truth.affectedPeople);
    const documents = sum(truth.documents);
    await manager
      .getByText(`${documents.toLocaleString("ja-JP")}`)
      .first()
      .waitFor();
  });

  test("the list is frozen by one manager and approved by the other, never by oneself", async () => {
    await toTab(manager, "名簿");
    await pressAndConfirm(manager, "名簿を確定する", "確定する");
    await manager.getByText("もう一人の承認が必要です").waitFor();
    const own = manager.getByRole("button", { name: "承認する", exact: true });
    expect(await own.getAttribute("aria-disabled")).toBe("true");
    await visit(second, `${server.url}/incidents/${incidentId}/list`);
    await pressAndConfirm(second, /^承認する$/, "承認する");
    await overview();
    await reaches("名簿", { count: seed.truth.affectedPeople, setAside: 0 });
  });

  test("notices are decided: everybody one letter and one call, or a reason", async () => {
    await toTab(manager, "通知");
    await pressAndConfirm(manager, "通知を決定する", "通知を決定する");
    await overview();
    owed = seed.truth.affectedPeople - seed.truth.affected.missingAddress;
    await manager.getByText(`${owed}通のうち`).waitFor();
  });

  test("the words are put forward, approved by the other, and the letters made", async () => {
    await toTab(manager, "設定");
    await sayWhatLettersSay(manager);
    await toTab(manager, "お詫び状");
    await submitWords(manager);
    await visit(second, `${server.url}/incidents/${incidentId}/letters`);
    await approveWords(second);
    await visit(manager, `${server.url}/incidents/${incidentId}/letters`);
    await pressAndConfirm(manager, "お詫び状を作る", "お詫び状を作る");
    await overview();
    held = 0;
    for (let tries = 0; tries < 240; tries += 1) {
      const letters = await stage(manager, "お詫び状");
      held = letters.setAside;
      if (letters.count + letters.setAside === owed) break;
      await manager.waitForTimeout(250);
    }
    const letters = await stage(manager, "お詫び状");
    expect(letters.count + letters.setAside).toBe(owed);
  });

  test("the mailroom makes runs and seals them all, and the PDFs appear by themselves", async () => {
    await visit(mailroom, `${server.url}/mailroom`);
    await mailroom.getByRole("button", { name: "ロットに分ける" }).click();
    await mailroom.getByRole("heading", { name: /^\d+ロットを確定する$/ }).waitFor();
    expect(await mailroom.getByText("一致しています").count()).toBe(4);
    await pressAndConfirm(mailroom, /^\d+ロットを確定$/, "確定する");
    await mailroom
      .getByRole("heading", { name: /もう一人の印刷の許可を待っています/ })
      .waitFor({ timeout: 60_000 });
    expect(await seriousFindings(mailroom)).toEqual([]);
  });

  test("who sealed a run may not release it for printing; another looks at it and may", async () => {
    const waiting = mailroom.getByRole("region", { name: "印刷の許可を待つ" }).getByRole("listitem");
    await expect.poll(() => waiting.count(), { timeout: 60_000 }).toBeGreaterThan(2);
    const runs = await waiting.count();
    await waiting.first().getByRole("link").click();
    await mailroom.getByText("あなたが確定したロットです。").first().waitFor();
    expect(await mailroom.getByRole("button", { name: "印刷を許可する" }).getAttribute("aria-disabled")).toBe(
      "true",
    );
    for (let number = 1; number <= runs; number += 1) {
      await visit(second, `${server.url}/mailroom`);
      await second.getByRole("heading", { name: `ロット${number}の印刷を許可する` }).waitFor();
      await second.getByRole("link", { name: "ロットを開く", exact: true }).click();
      await pressAndConfirm(second, /^印刷を許可する$/, "印刷を許可する");
      await second.getByRole("heading", { name: "印刷して、1通ずつ読み取る" }).waitFor();
    }
  });

  test("each run's PDF holds its pieces, is counted exactly, and is handed over", async () => {
    let letters = 0;
    await visit(mailroom, `${server.url}/mailroom`);
    const board = mailroom.getByRole("region", { name: "印刷する", exact: true });
    await expect.poll(() => board.getByRole("listitem").count(), { timeout: 60_000 }).toBeGreaterThan(2);
    const runs = await board.getByRole("listitem").count();
    for (let number = 1; number <= runs; number += 1) {
      await visit(mailroom, `${server.url}/mailroom`);
      await mailroom.getByLabel("ロットを開く").and(mailroom.locator(":focus")).waitFor();
      await mailroom.keyboard.type(number === 1 ? `${code}/1/00001/OW-0000-0000-00 1/1` : String(number));
      await mailroom.keyboard.press("Enter");
      await mailroom.getByRole("heading", { level: 1, name: `ロット ${number}` }).waitFor();
      letters += await printAndHandOver(number);
    }
    expect(letters).toBe(owed - held);
  });

  test("the bench and the river agree with the seed's truth", async () => {
    await visit(mailroom, `${server.url}/mailroom`);
    await mailroom.getByRole("heading", { name: "すべて差し出しました" }).waitFor();
    expect(await mailroom.getByText("一致しています").count()).toBe(4);
    await overview();
    await reaches("印刷・差出", { count: owed - held, setAside: 0 });
    expect((await stage(manager, "名簿")).count).toBe(seed.truth.affectedPeople);
  });
});

/** The bench's work on one run, by keyboard where a count is typed; how many letters it had. */
async function printAndHandOver(number: number): Promise<number> {
  const pieces = mailroom.getByRole("table", { name: `ロット${number}の中身` });
  await pieces.getByText(/OW-/).first().waitFor();
  const count = Number(
    /全(\d+)件|(\d+)件中/
      .exec(await mailroom.getByRole("main").innerText())
      ?.slice(1)
      .find(Boolean),
  );
  const [download] = await Promise.all([
    mailroom.waitForEvent("download"),
    mailroom.getByRole("link", { name: "PDFを保存する" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${code}-${String(number).padStart(3, "0")}.pdf`);
  await checkPdf(readFileSync(await download.path()), count);
  await mailroom.getByText("読み取らずに、通数で記録する").click();
  const printed = mailroom.getByLabel("印刷した通数");
  await printed.fill(String(count - 1));
  await printed.press("Enter");
  await mailroom.getByText("1通足りません").waitFor();
  await printed.fill(String(count));
  await printed.press("Enter");
  await mailroom.getByRole("heading", { name: "封入して、1通ずつ読み取る" }).waitFor();
  const handed = mailroom.getByLabel("差し出す通数");
  await handed.fill(String(count));
  await handed.press("Enter");
  await mailroom.keyboard.type("霞台郵便局");
  await mailroom.keyboard.press("Enter");
  await mailroom.getByRole("heading", { name: "差し出しました" }).waitFor();
  return count;
}

/** The file is the one the page names by its hash, and its sheets are those pieces in that order. */
async function checkPdf(pdf: Buffer, count: number): Promise<void> {
  const main = await mailroom.getByRole("main").innerText();
  expect(main).toContain(createHash("sha256").update(pdf).digest("hex"));
  // The first and the last sheet are the run's control sheets, nobody's letter.
  const pages = (await readPages(pdf)).slice(1, -1);
  const numbers = pages.map(({ text }) => [
    ...new Set(text.match(/OW-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/g)),
  ]);
  expect(numbers.every((own) => own.length === 1)).toBe(true);
  const inOrder = [...new Set(numbers.flat())];
  expect(inOrder).toHaveLength(count);
  const [firstListed] = main.match(/OW-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/) ?? [];
  expect(inOrder[0]).toBe(firstListed);
}
