import type { Page } from "playwright-core";
import { hydrated, visit } from "../setup/browser";
import type { TestStaff } from "../setup/staff";

export type SeedFile = { name: string; content: Buffer };

/** Signs in and waits for the desk the role begins at. */
export async function signIn(page: Page, url: string, who: TestStaff, desk: string): Promise<void> {
  await visit(page, `${url}/sign-in`);
  await page.getByLabel("メールアドレス").fill(who.email);
  await page.getByLabel("パスワード").fill(who.password);
  await page.getByRole("button", { name: "サインイン", exact: true }).click();
  await page.waitForURL(`${url}/${desk}`, { waitUntil: "commit" });
  await hydrated(page);
}

/** The dialog over the page; passing messages call themselves dialogs too. */
export const openDialog = (page: Page) => page.locator("[role=dialog][aria-describedby]:not([data-type])");

/** Presses a button of the page and then the one in the dialog that asks once more. */
export async function pressAndConfirm(page: Page, press: string | RegExp, confirm: string): Promise<void> {
  await page.getByRole("button", { name: press }).first().click();
  const dialog = openDialog(page);
  await dialog.getByRole("button", { name: confirm, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Opens an incident on the incident desk; its id. */
export async function openIncident(page: Page, code: string, organisation: string): Promise<string> {
  await page.getByRole("button", { name: "事案を開く" }).first().click();
  const dialog = openDialog(page);
  await dialog.getByLabel("事案名").fill("磁気テープ2巻の紛失");
  await dialog.getByLabel("事案コード").fill(code);
  await dialog.getByLabel("判明日").fill("2014-02-21");
  await dialog.getByLabel("組織名").fill(organisation);
  await dialog.getByRole("button", { name: "開く", exact: true }).click();
  await page.waitForURL(/\/incidents\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

/** Goes to a tab of the incident by its name. */
export async function toTab(page: Page, tab: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: tab, exact: true }).click();
  await page.getByRole("navigation").locator("[aria-current=page]", { hasText: tab }).waitFor();
}

export async function registerMissingTapes(page: Page, labels: readonly string[]): Promise<void> {
  await page.getByRole("button", { name: "媒体を登録する" }).first().click();
  const dialog = openDialog(page);
  await dialog.getByLabel("媒体番号").fill(labels.join("\n"));
  await dialog.getByLabel("所在不明の日").fill("2012-12-10");
  await dialog.getByLabel("理由").fill("2014年2月の棚卸しで現物がなく、入庫の記録もない");
  await dialog.getByRole("button", { name: "登録する", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  for (const label of labels) await page.getByText(label).first().waitFor();
}

const asUpload = ({ name, content }: SeedFile) => ({ name, mimeType: "text/csv", buffer: content });

export async function uploadCatalog(page: Page, files: SeedFile[]): Promise<void> {
  await page.locator("input[type=file]").setInputFiles(files.map(asUpload));
  await page.getByRole("button", { name: `${files.length}個のファイルの読み込みを始める` }).click();
  await page.getByRole("heading", { name: "目録の行の内訳" }).waitFor({ timeout: 60_000 });
}

/** Uploads a customer master, takes the columns as guessed, and waits until it is read. */
export async function uploadMaster(page: Page, file: SeedFile): Promise<void> {
  await page.locator("input[type=file]").setInputFiles([asUpload(file)]);
  await page.getByRole("button", { name: "この内容で読み込む" }).click();
  await page.getByRole("heading", { name: "どの列が何かを確かめる" }).waitFor({ state: "hidden" });
  await page.getByText(file.name).first().waitFor();
}

/** The figure of a stage on the incident's front page, and how many were set aside there. */
export async function stage(page: Page, label: string): Promise<{ count: number; setAside: number }> {
  const cell = page
    .getByRole("list", { name: "事案の流れ" })
    .getByRole("listitem")
    .filter({ has: page.getByText(label, { exact: true }) });
  const text = (await cell.innerText()).replaceAll(",", "");
  const figures = text
    .split("\n")
    .find((line) => /^\d+\s*\D{0,3}$/.test(line.trim()) && !/^\d$/.test(line.trim()));
  return {
    count: Number(/^\d+/.exec(figures?.trim() ?? "")?.[0] ?? Number.NaN),
    setAside: Number(/除外・保留 (\d+)件/.exec(text)?.[1] ?? 0),
  };
}

/** What every letter says, and the line that people ring. */
export async function sayWhatLettersSay(page: Page): Promise<void> {
  const facts: [RegExp, string][] = [
    [/^担当部署/, "お客さま情報対応室"],
    [/^代表者/, "代表取締役社長　星影 悠"],
    [/^お詫び状の日付/, "2014-03-12"],
    [/^何が起きたか(?!（)/, "請求書類の画像を保存した磁気テープを紛失したことが判明いたしました。"],
    [/^原因(?!（)/, "入庫の確認が行われず、その後の棚卸しでも不足を見落としておりました。"],
    [/^悪用などのおそれ(?!（)/, "現在までに、お客さまの情報が使われた事実は確認されておりません。"],
    [/^対応と再発防止(?!（)/, "媒体の入出庫をすべて二人で確認する手順に改めました。"],
  ];
  for (const [label, text] of facts) await page.getByLabel(label).fill(text);
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("変更はありません").first().waitFor();
  await page.getByRole("button", { name: "窓口を追加する" }).first().click();
  const dialog = openDialog(page);
  await dialog.getByLabel(/^電話番号/).fill("0120-000-321");
  await dialog.getByLabel(/^始まり/).fill("2014-03-12");
  await dialog.getByRole("button", { name: "保存する" }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Puts the guessed words forward for every kind of addressee there is. */
export async function submitWords(page: Page): Promise<void> {
  const submit = page.getByRole("button", { name: "この文面を提出する" });
  await submit.first().waitFor();
  for (let left = await submit.count(); left > 0; left -= 1) {
    await submit.first().click();
    await waitForCount(page, submit, left - 1);
  }
}

/** Looks at all words that wait for a second person, each on its page with what they make, and approves them. */
export async function approveWords(page: Page): Promise<void> {
  const look = page.getByRole("link", { name: "見て承認する" });
  await look.first().waitFor();
  for (let left = await look.count(); left > 0; left -= 1) {
    await look.first().click();
    await page.locator("figure[aria-busy=false] img").first().waitFor();
    // Every letter is looked at first.
    const waiting = page.locator("button[aria-disabled=true]").filter({ hasText: /^承認する$/ });
    await page.getByRole("button", { name: "承認する", exact: true }).waitFor();
    await waitForCount(page, waiting, 0);
    await pressAndConfirm(page, /^承認する$/, "承認する");
    await waitForCount(page, page.getByRole("button", { name: "承認する", exact: true }), 0);
    await page
      .getByRole("link", { name: /^‹?\s*お詫び状$/ })
      .first()
      .click();
    await page
      .getByRole("heading", { name: /宛ての文面/ })
      .first()
      .waitFor();
    await waitForCount(page, look, left - 1);
  }
}

async function waitForCount(page: Page, what: ReturnType<Page["getByRole"]>, count: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await what.count()) === count) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`there are ${await what.count()} instead of ${count}`);
}
