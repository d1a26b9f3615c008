import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { allFacts, castMember, type Facts, type Line } from "../features/hotline/line";
import { seriousFindings } from "../setup/axe";
import { hydrated, launchBrowser, newPage, visit } from "../setup/browser";
import { createTestDatabase, type TestDatabase } from "../setup/database";
import { actAsApplication, incidentWithLetters } from "../setup/incident-with-letters";
import { startServer, type TestServer } from "../setup/server";
import { addTestStaff, type TestStaff } from "../setup/staff";

let scratch: TestDatabase;
let folder: string;
let server: TestServer;
let browser: Browser;
let line: Line;
let agent: TestStaff;
let supervisor: TestStaff;

beforeAll(async () => {
  scratch = await createTestDatabase();
  mkdirSync(".tmp", { recursive: true });
  folder = mkdtempSync(join(process.cwd(), ".tmp/hotline-"));
  actAsApplication(scratch, folder);
  line = { ...(await incidentWithLetters({ people: 120 })), close: async () => undefined };
  [agent, supervisor] = await Promise.all([
    addTestStaff(scratch, "agent", "窓口 花子"),
    addTestStaff(scratch, "supervisor", "責任 太郎"),
  ]);
  server = await startServer({ database: scratch, jobs: false });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await closeDatabase();
  await scratch?.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Signs in; the page then stands on the hotline. */
async function atTheDesk(member: TestStaff, options: Parameters<typeof newPage>[1] = {}): Promise<Page> {
  const page = await newPage(browser, options);
  await visit(page, `${server.url}/sign-in`);
  await page.getByLabel("メールアドレス").fill(member.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(member.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${server.url}/hotline`, { waitUntil: "commit" });
  await hydrated(page);
  return page;
}

/** Starts a call, searches, and opens the first hit: four keys and the text. */
async function answerAndFind(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: /電話を受ける/ }).waitFor();
  await page.keyboard.press("F2");
  await page.getByRole("heading", { name: "どなたからのお電話ですか" }).waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /●●/ }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "照合する" }).waitFor();
}

const factOf: Record<string, (facts: Facts) => string | null> = {
  証券番号: (facts) => facts.policy_number,
  被保険者番号: (facts) => facts.insured_number,
  登録電話番号の下4桁: (facts) => facts.phone_key?.slice(-4) ?? null,
  生年月日: (facts) => facts.birth_date,
  郵便番号: (facts) => facts.postcode,
};

/** Types an answer to each question, with the keyboard alone, and sends them with Enter. */
async function answerQuestions(page: Page, answer: (label: string) => string): Promise<void> {
  const form = page.locator("form").filter({ has: page.getByRole("button", { name: "照合する" }) });
  const labels = await form.locator("label").allTextContents();
  for (const [index, label] of labels.entries()) {
    if (index > 0) await page.keyboard.press("Tab");
    await page.keyboard.type(answer(label));
  }
  await page.keyboard.press("Enter");
}

const rightly = (facts: Facts) => (label: string) => factOf[label]?.(facts) ?? "";
const wrongly = () => "0000";

async function promiseAndTask(facts: Facts) {
  const [row] = await database().execute<{ promise: string; task: string; attempts: number }>(sql`
    select c.state as promise, t.state as task, t.attempts from callbacks c join call_tasks t on t.id = c.call_task_id
    where c.person_id = ${facts.id} order by c.promised_at desc limit 1`);
  return row;
}

describe("from a caller to a kept callback", () => {
  it("goes by keyboard alone: answered, found, verified, told, booked, wrapped up, rung back, explained", async () => {
    const facts = await castMember(line, "hanako");
    const page = await atTheDesk(agent);
    await answerAndFind(page, "ﾔﾏﾀﾞ ﾊﾅｺ");

    const html = async () => (await page.locator("main").textContent()) ?? "";
    expect(await html()).not.toContain("花子 様");
    await answerQuestions(page, wrongly);
    await page.getByText("あと2回確認できます").waitFor();
    expect(await html()).not.toContain("花子 様");
    await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
    await answerQuestions(page, rightly(facts));
    await page.getByRole("heading", { name: "山田　花子 様" }).waitFor();
    expect(await html()).toContain("当社作成書類（1通）：氏名、住所");
    expect(await html()).toContain("診断書（1通）：氏名、性別、生年月日、傷病名・診療に関する情報");
    expect(await html()).toContain(facts.inquiry_number);
    expect(await html()).toContain(`電話 末尾 ${facts.phone_key?.slice(-4)}`);
    for (const secret of [facts.phone, facts.birth_date, facts.insured_number, facts.policy_number]) {
      expect(await page.content()).not.toContain(secret);
    }

    await page.keyboard.press("F4");
    await page.getByRole("group", { name: "日にち" }).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("type") === "radio");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.type("耳が遠いのでゆっくり");
    await page.keyboard.press("Enter");
    await page.getByText(/の折り返しを予約しました/).waitFor();
    await page.getByRole("button", { name: /時刻を変える/ }).waitFor();

    await page.keyboard.press("F8");
    expect(await page.getByRole("radio", { name: "折り返しを予約" }).isChecked()).toBe(true);
    await page.getByLabel("メモ").fill("ご心配のご様子。");
    await page.reload();
    await hydrated(page);
    await page.getByRole("heading", { name: "山田　花子 様" }).waitFor();
    expect(await page.getByLabel("メモ").inputValue()).toBe("ご心配のご様子。");
    await page.keyboard.press("F8");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: /電話を受ける/ }).waitFor();
    expect(await page.evaluate(() => [sessionStorage.length, localStorage.length])).toEqual([0, 0]);
    expect(await promiseAndTask(facts)).toEqual({ promise: "booked", task: "promised", attempts: 0 });

    await database().execute(
      sql`update callbacks set due_at = clock_timestamp() - interval '25 minutes' where person_id = ${facts.id}`,
    );
    await visit(page, `${server.url}/hotline/callbacks`);
    const row = page.getByRole("row", { name: /山田 ●●/ });
    await row.getByText(/2[56]分超過/).waitFor();
    expect(await row.textContent()).toContain("耳が遠いのでゆっくり");
    await row.getByRole("button", { name: "山田 ●●様に電話する" }).press("Enter");
    await page.getByText(facts.phone ?? "").waitFor();
    await page.getByRole("button", { name: "お相手が出た。本人確認へ" }).press("Enter");
    await page.getByRole("button", { name: "照合する" }).waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
    await answerQuestions(page, rightly(facts));
    await page.getByRole("heading", { name: "山田　花子 様" }).waitFor();
    expect(await page.getByRole("radio", { name: /ご説明済み/ }).isDisabled()).toBe(true);
    for (const tick of await page.getByRole("checkbox", { name: /について説明した/ }).all())
      await tick.press("Space");
    await page.keyboard.press("F8");
    expect(await page.getByRole("radio", { name: "ご説明済み" }).isChecked()).toBe(true);
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: /電話を受ける/ }).waitFor();
    expect(await promiseAndTask(facts)).toEqual({ promise: "kept", task: "done", attempts: 1 });
  });

  it("needs one question from a caller who has the letter at hand", async () => {
    const facts = await castMember(line, "other-holder");
    const page = await atTheDesk(agent);
    await answerAndFind(page, (facts.inquiry_number ?? "").toLowerCase().replaceAll("-", " "));
    await page.getByText("お手紙の番号が一致しました。質問は一つです。").waitFor();
    await answerQuestions(page, rightly(facts));
    await page.getByRole("heading", { name: "鈴木　美咲 様" }).waitFor();
    await page.getByRole("radio", { name: "質問に回答" }).check();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: /電話を受ける/ }).waitFor();
  });

  it("stops at the third wrong answer, tells nothing, and the supervisor sees whom", async () => {
    const facts = await castMember(line, "meiji");
    const page = await atTheDesk(agent);
    await answerAndFind(page, facts.kana);
    for (const left of ["あと2回", "あと1回"]) {
      await answerQuestions(page, wrongly);
      await page.getByText(left).waitFor();
      await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
    }
    await answerQuestions(page, wrongly);
    await page.getByText("この方の確認は、本日は行えません。").waitFor();
    expect(await page.getByRole("button", { name: "照合する" }).count()).toBe(0);
    await page.getByRole("radio", { name: "本人確認できず" }).check();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: /電話を受ける/ }).waitFor();

    const other = await atTheDesk(supervisor);
    await other.getByRole("link", { name: "確認停止中の方" }).click();
    const row = other.getByRole("row", { name: /岡本 ●●/ });
    await row.waitFor();
    expect(await row.textContent()).toContain("窓口 花子");
    await visit(page, `${server.url}/hotline/locked`);
    await page.getByText("ページが見つかりません").waitFor();
  });

  it.each([
    { colorScheme: "light", viewport: { width: 1280, height: 800 } },
    { colorScheme: "dark", viewport: { width: 640, height: 800 } },
  ] as const)("is accessible and fits at each step ($colorScheme, $viewport.width px)", async (options) => {
    const [someone] = (await allFacts(line.incidentId)).filter(
      (facts) => facts.inquiry_number && facts.policy_number && facts.phone_key && facts.birth_date,
    );
    const facts = someone as Facts;
    const page = await atTheDesk(agent, options);
    const looks = async () => {
      expect(await seriousFindings(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    };
    await page.getByRole("button", { name: /電話を受ける/ }).waitFor();
    await looks();
    await answerAndFind(page, facts.inquiry_number ?? "");
    await looks();
    await answerQuestions(page, rightly(facts));
    await page.getByRole("heading", { name: "お伝えする言葉" }).waitFor();
    await looks();
    await page.keyboard.press("F4");
    await page.getByRole("group", { name: "日にち" }).waitFor();
    await looks();
    await page.getByRole("radio", { name: "その他", exact: true }).check();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: /電話を受ける/ }).waitFor();
    await visit(page, `${server.url}/hotline/callbacks`);
    await page.getByRole("heading", { name: "次にお掛けする方" }).waitFor();
    await looks();
  });
});
