import type { Page } from "playwright-core";
import postgres from "postgres";
import { sheetCodeText } from "@/lib/sheet-code";
import { hydrated, visit } from "../setup/browser";
import type { TestDatabase } from "../setup/database";
import { pressAndConfirm } from "./incident-steps";

export type Piece = {
  sequence: number;
  code: string;
  stage: string;
  inquiryNumber: string;
  letterId: string;
};

/** Reads the test's database as its owner does, beside the screens. */
export async function ask<Row extends object>(
  database: TestDatabase,
  query: string,
  values: (string | number)[] = [],
): Promise<Row[]> {
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(query, values))] as Row[];
  } finally {
    await sql.end();
  }
}

export type Run = { id: string; number: number; code: string; kind: string; state: string; letters: number };

export const runsOf = (database: TestDatabase): Promise<Run[]> =>
  ask<Run>(
    database,
    `select id, number, code, kind, state, letter_count as letters from print_runs order by number`,
  );

/** The pieces of a run with the code of the first sheet of each, as it is printed. */
export async function piecesOf(database: TestDatabase, run: Run): Promise<Piece[]> {
  const rows = await ask<Piece & { generation: number; sheets: number }>(
    database,
    `select rl.sequence, rl.stage, rl.pages as sheets, l.generation, l.inquiry_number as "inquiryNumber",
            l.id as "letterId"
     from print_run_letters rl join letters l on l.id = rl.letter_id where rl.print_run_id = $1 order by 1`,
    [run.id],
  );
  return rows.map((row) => ({ ...row, code: sheetCodeText({ ...row, runCode: run.code, sheet: 1 }) }));
}

/** Opens a station with the run on it. */
export async function atStation(page: Page, url: string, station: string, run: Run): Promise<void> {
  await visit(page, `${url}/mailroom/bench/${station}?run=${run.id}`);
  await page.getByLabel("用紙のコードを読み取る").waitFor();
}

/** Types as a scanner does, wherever the focus is, and gives the verdict that is shown for it. */
export async function scan(page: Page, code: string): Promise<string> {
  const panel = page.getByRole("region", { name: "最後の読み取り" });
  const before = await panel.getAttribute("data-scan");
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
  await page.locator(`[data-scan]:not([data-scan="${before}"])`).waitFor();
  return (await panel.locator("[data-verdict]").getAttribute("data-verdict")) ?? "";
}

/** Scans every piece in its order; all verdicts, told once each. */
export async function scanAll(page: Page, pieces: readonly Piece[]): Promise<string[]> {
  const verdicts = new Set<string>();
  for (const { code } of pieces) verdicts.add(await scan(page, code));
  return [...verdicts];
}

/** The second person lets a run be printed. */
export async function release(page: Page, url: string, run: Run): Promise<void> {
  await visit(page, `${url}/mailroom/runs/${run.id}`);
  await page.getByRole("heading", { name: "印刷の許可（二人目の確認）" }).waitFor();
  await pressAndConfirm(page, /^印刷を許可する$/, "印刷を許可する");
  await page.getByRole("heading", { name: "印刷して、1通ずつ読み取る" }).waitFor();
}

/** The envelopes of a run leave the house: their count, and who took them. */
export async function handOver(page: Page, count: number): Promise<void> {
  const handed = page.getByLabel("差し出す通数");
  await handed.fill(String(count));
  await handed.press("Enter");
  await page.keyboard.type("霞台郵便局");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "差し出しました" }).waitFor();
  await hydrated(page);
}
