import fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { classifyPathsSql } from "@/features/documents/path-rules/classify-paths-sql";
import { documentClasses } from "@/features/documents/path-rules/document-classes";
import { compilePathRules } from "@/features/documents/path-rules/path-rule";
import { classifyPath, compiledDefaultRules } from "@/features/documents/rules";
import { createTestDatabase, type TestDatabase } from "../../setup/database";
import { hardPaths, tapePaths } from "./path-corpus";

type Row = {
  row_id: number;
  outcome: string;
  rule: string | null;
  because: string | null;
  claim_number: string | null;
  class_code: string | null;
  document_key: string | null;
  received_on: string | null;
  received_month: string | null;
};

let database: TestDatabase;
let sql: postgres.Sql;
beforeAll(async () => {
  database = await createTestDatabase();
  sql = postgres(database.ownerUrl, { max: 1 });
});
afterAll(async () => {
  await sql?.end();
  await database?.drop();
});

async function inSql(paths: readonly string[], rules = compiledDefaultRules): Promise<Row[]> {
  const source = "select place as row_id, path from unnest($3::text[]) with ordinality as given(path, place)";
  const { text, parameters } = classifyPathsSql(source, rules, documentClasses);
  const rows = await sql.unsafe<Row[]>(`${text} order by row_id`, [...parameters, paths as string[]]);
  return [...rows];
}

function inTypeScript(path: string, place: number, rules = compiledDefaultRules): Row {
  const found = classifyPath(path, rules);
  const document = found.outcome === "document" ? found : null;
  return {
    row_id: place + 1,
    outcome: found.outcome,
    rule: "rule" in found ? found.rule : null,
    because: "because" in found ? found.because : null,
    claim_number: document?.claimNumber ?? null,
    class_code: document?.classCode ?? null,
    document_key: document?.documentKey ?? null,
    received_on: document?.receivedOn ?? null,
    received_month: document?.receivedMonth ?? null,
  };
}

async function expectAgreement(paths: readonly string[], rules = compiledDefaultRules): Promise<void> {
  const rows = (await inSql(paths, rules)).map((row) => ({ ...row, row_id: Number(row.row_id) }));
  expect(rows).toEqual(paths.map((path, place) => inTypeScript(path, place, rules)));
}

describe("PostgreSQL and TypeScript classify alike", () => {
  it("every file of the real tapes", async () => {
    await expectAgreement(tapePaths());
  });

  it("paths made to try each rule and limit", async () => {
    await expectAgreement(hardPaths);
  });

  it("8,000 paths put together from the rules' own pieces", async () => {
    const piece = fc.constantFrom(
      "/",
      "/",
      "2012",
      "10",
      "25",
      "02",
      "30",
      "2012年9月",
      "2012年10月",
      "診断書",
      "請求書",
      "その他",
      "_",
      "CLM-2012-0000001",
      "CLM-2012-0000002",
      "_S01_SD01",
      "_S01_SK01",
      "_S02_RC02",
      ".tif",
      ".TIFF",
      ".log",
      ".1",
      "forms/master/FORM-0001",
      "etc",
      "\n",
      " ",
      "\u{20bb7}",
      "か\u3099",
      "CLM-",
      "S01",
      "x",
      "0",
      "\\",
      "$",
      "^",
    );
    const path = fc.array(piece, { maxLength: 14 }).map((pieces) => `/${pieces.join("")}`);
    const likely = fc
      .tuple(
        fc.constantFrom("/srv/", "/etc/", "/"),
        fc.array(piece, { maxLength: 5 }),
        fc.array(piece, { maxLength: 3 }),
      )
      .map(
        ([root, folder, tail]) => `${root}${folder.join("")}/CLM-2012-0000001_S01_SD01${tail.join("")}.tif`,
      );
    await expectAgreement(fc.sample(fc.oneof(path, likely), { numRuns: 8000, seed: 39_585 }));
  });

  it("by rules of one's own, with a class the rule names and masks of several lengths", async () => {
    const rules = compilePathRules([
      {
        name: "own",
        action: "document",
        classCode: "SD",
        pattern: "/a/{year=####}-{month=#|##}-{day=#|##}/{claimNumber=##|###}*",
      },
      { name: "two", action: "document", pattern: "**/{claimNumber=###}{classCode=SK|SD}*" },
      { name: "three", action: "exclude", pattern: "/a/**/*skip*" },
    ]);
    const part = fc.constantFrom(
      "1",
      "12",
      "123",
      "SK",
      "SD",
      "/",
      "skip",
      "-",
      "2012",
      "2012-1-2",
      "2012-13-2",
      "x",
    );
    const paths = fc.sample(
      fc.array(part, { maxLength: 8 }).map((parts) => `/a/${parts.join("")}`),
      { numRuns: 3000, seed: 5 },
    );
    await expectAgreement(["/a/2012-1-2/12", "/a/2012-12-31/123x", "/a/2012-2-30/123SD", ...paths], rules);
  });
});
