import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { withdrawCatalogImport } from "@/features/catalog/withdraw-catalog-import";
import { documentIndexesOf, documentIndexPreview, documentIndexRowsOf } from "@/features/documents/queries";
import { startDocumentIndex } from "@/features/documents/start-document-index";
import { withdrawDocumentIndex } from "@/features/documents/withdraw-document-index";
import { encodeCp932 } from "@/lib/encode-cp932";
import { as, benchForThisFile, doReadyTasks, importCatalog, manager, upload } from "../upstream/bench";
import { catalogOfPaths, incidentWithPaths } from "./catalog-of-paths";

benchForThisFile();

const byRule = "/srv/2012/10/25/CLM-2012-0000001_S01_SD01.tif";
const claims = ["CLM-2012-0000001", "CLM-2012-0000002", "CLM-2012-0000003"];
const header = "ファイルパス,請求番号,書類種別,受付日,枝番,文書番号";

type Way = { mode?: "complete" | "replace"; mapping?: Record<string, number> };

async function bringIndex(incidentId: string, lines: string[], { mode = "complete", mapping }: Way = {}) {
  const text = `${[header, ...lines].join("\r\n")}\r\n`;
  const encoded = encodeCp932(text);
  if (!encoded.ok) throw new Error("CP932 lacks a character of the test");
  const uploadId = await upload(incidentId, "index.csv", encoded.bytes);
  const preview = await documentIndexPreview({ uploadId });
  const started = await startDocumentIndex(manager, {
    ...{ incidentId, uploadId, mode },
    mapping: mapping ?? preview.suggestedMapping,
  });
  await doReadyTasks();
  return { ...started, preview };
}

/** What each path on the tape became: the rule or reason, the paper, the bucket. */
async function became(incidentId: string): Promise<Record<string, string>> {
  const rows = await database().execute<{ path: string; said: string }>(sql`
    select r.path, concat_ws(' ', r.path_rule, r.document_key, r.received_on, r.bucket) as said
    from catalog_rows r join catalog_imports i on i.id = r.import_id
    where i.incident_id = ${incidentId} and exists (select from catalog_row_media c where c.catalog_row_id = r.id)`);
  return Object.fromEntries(rows.map(({ path, said }) => [path, said]));
}

describe("a list of papers that completes the rules", () => {
  it("is previewed in its encoding with its columns guessed, and every line is accounted for", async () => {
    const incidentId = await incidentWithPaths([byRule, "/srv/scan/0001.tif"], claims);
    const { id, preview } = await bringIndex(incidentId, [
      "/srv/scan/0001.tif,CLM-2012-0000002,診断書,平成24年10月25日,1,",
      "/srv/scan/0001.tif,CLM-2012-0000002,SD,2012-10-25,01,",
      ",CLM-2012-0000002,SD,,,",
      "/srv/scan/0002.tif,,SD,,,",
      "/srv/scan/0002.tif,1.2E+11,SD,,,",
      "/srv/scan/0002.tif,CLM-2012-0000002,謎の書類,,,",
      "/srv/scan/0002.tif,CLM-2012-0000002,SD,2012-02-30,,",
      "/srv/scan/0002.tif,CLM-2012-0000002",
      "",
    ]);
    expect(preview).toMatchObject({
      encoding: "cp932",
      suggestedMapping: {
        path: 0,
        claimNumber: 1,
        documentClass: 2,
        receivedOn: 3,
        sheet: 4,
        documentNumber: 5,
      },
    });
    const [index] = await documentIndexesOf(incidentId);
    expect(index).toMatchObject({
      id,
      state: "read",
      rowsRead: 9,
      rowsTaken: 1,
      rowsDuplicate: 1,
      rowsRejected: 7,
    });
    const rejected = await documentIndexRowsOf({ indexId: id, outcome: "rejected" });
    expect(rejected.rows.map(({ line, reason, reasonColumn }) => [line, reason, reasonColumn])).toEqual([
      [4, "index.path-missing", 1],
      [5, "claim-number.missing", 2],
      [6, "number.rounded", 2],
      [7, "index.class-unknown", 3],
      [8, "date.no-such-day", 4],
      [9, "row.too-short", 2],
      [10, "row.blank", null],
    ]);
    const { rows } = await documentIndexRowsOf({ indexId: id, outcome: "duplicate" });
    expect(rows.map(({ line, reason }) => [line, reason])).toEqual([[3, "index.said-before"]]);
  });

  it("speaks where no rule does, leaves what it agrees with, and sets aside what it contradicts", async () => {
    const disagree = "/srv/2012/10/25/CLM-2012-0000001_S01_SK01.tif";
    const paths = [byRule, disagree, "/srv/scan/0001.tif", "/srv/scan/0002.tif", "/srv/scan/0003.tif"];
    const incidentId = await incidentWithPaths(paths, claims);
    await bringIndex(incidentId, [
      `${byRule},CLM-2012-0000001,SD,2012/10/25,,`,
      `${disagree},CLM-2012-0000003,SK,,,`,
      "/srv/scan/0001.tif,clm-2012-0000002,請求書,2012-10-26,,D-77",
      "/srv/scan/0003.tif,CLM-2012-0000001,SK,,,",
      "/srv/scan/0003.tif,CLM-2012-0000002,SK,,,",
    ]);
    expect(await became(incidentId)).toEqual({
      [byRule]: "claim-image-by-day CLM-2012-0000001_S01_SD01 2012-10-25 mapped",
      [disagree]: "index-disagrees unresolved",
      "/srv/scan/0001.tif": "document-index CLM-2012-0000002_SK_ND-77 2012-10-26 mapped",
      "/srv/scan/0002.tif": "no-rule unresolved",
      "/srv/scan/0003.tif": "index-disagrees unresolved",
    });
  });

  it("finds files it names without their folder, unless several catalogs' paths end in that name", async () => {
    const incidentId = await incidentWithPaths(
      ["/srv/a/0001.tif", "/srv/a/0002.tif", "/srv/a/0003.tif", "/srv/b/0003.tif"],
      claims,
      ["/elsewhere/0002.tif"],
    );
    await bringIndex(incidentId, [
      "0001.tif,CLM-2012-0000001,SK,,,",
      "0002.tif,CLM-2012-0000002,SK,,,",
      "0003.tif,CLM-2012-0000003,SK,,,",
      "/srv/b/0003.tif,CLM-2012-0000003,SD,,,",
    ]);
    const found = await became(incidentId);
    expect(found["/srv/a/0001.tif"]).toMatch(/^document-index CLM-2012-0000001_SK_F[0-9a-f]{12} mapped$/);
    expect(found["/srv/a/0002.tif"]).toBe("path-ambiguous unresolved");
    expect(found["/srv/a/0003.tif"]).toBe("path-ambiguous unresolved");
    expect(found["/srv/b/0003.tif"]).toMatch(/^document-index CLM-2012-0000003_SD_F/);
  });
});

describe("a name without its folder", () => {
  it("is told apart anew for every catalog that comes or goes", async () => {
    const [one, other] = ["/srv/a/0001.tif", "/srv/b/0001.tif"];
    const incidentId = await incidentWithPaths([one], claims);
    await bringIndex(incidentId, ["0001.tif,CLM-2012-0000001,SK,,,"]);
    const paper = (await became(incidentId))[one];
    expect(paper).toMatch(/^document-index CLM-2012-0000001_SK_F[0-9a-f]{12} mapped$/);
    const { id } = await importCatalog(incidentId, catalogOfPaths([other]));
    await doReadyTasks();
    const ambiguous = "path-ambiguous unresolved";
    expect(await became(incidentId)).toEqual({ [one]: ambiguous, [other]: ambiguous });
    await withdrawCatalogImport(manager, { importId: id, reason: "別の事案の目録" });
    await doReadyTasks();
    expect(await became(incidentId)).toEqual({ [one]: paper });
  });
});

describe("a list of papers that replaces the rules", () => {
  it("decides alone, whatever the rules would say, and what it does not list is unresolved", async () => {
    const incidentId = await incidentWithPaths([byRule, "/etc/passwd", "/srv/scan/0001.tif"], claims);
    const { id } = await bringIndex(
      incidentId,
      [`${byRule},CLM-2012-0000002,SK,2012-10-25,,`, "/srv/scan/0001.tif,CLM-2012-0000001,SD,2012年10月,,"],
      { mode: "replace" },
    );
    const replaced = await became(incidentId);
    expect(replaced[byRule]).toMatch(/^document-index CLM-2012-0000002_SK_F[0-9a-f]{12} 2012-10-25 mapped$/);
    expect(replaced["/etc/passwd"]).toBe("not-in-index unresolved");
    expect(replaced["/srv/scan/0001.tif"]).toMatch(/SD_F[0-9a-f]{12} 2012-10 mapped$/);

    await withdrawDocumentIndex(manager, { indexId: id, reason: "列を間違えた" });
    await doReadyTasks();
    expect(await became(incidentId)).toEqual({
      [byRule]: "claim-image-by-day CLM-2012-0000001_S01_SD01 2012-10-25 mapped",
      "/etc/passwd": "system-folder excluded",
      "/srv/scan/0001.tif": "no-rule unresolved",
    });
    await expect(withdrawDocumentIndex(manager, { indexId: id, reason: "もう一度" })).rejects.toMatchObject({
      reason: "document-index.not-read",
    });
  });
});

describe("bringing a list in", () => {
  it("the same file twice is one list; withdrawn, it can be brought again", async () => {
    const incidentId = await incidentWithPaths([byRule], claims);
    const lines = [`${byRule},CLM-2012-0000001,SD,,,`];
    const first = await bringIndex(incidentId, lines);
    const again = await bringIndex(incidentId, lines);
    expect([again.id, again.existing]).toEqual([first.id, true]);
    await withdrawDocumentIndex(manager, { indexId: first.id, reason: "試験" });
    const anew = await bringIndex(incidentId, lines, { mode: "replace" });
    expect(anew.existing).toBe(false);
    expect((await documentIndexesOf(incidentId)).map(({ state }) => state).sort()).toEqual([
      "read",
      "withdrawn",
    ]);
  });

  it("stops at what no line of can be trusted, says where, and keeps no row", async () => {
    const incidentId = await incidentWithPaths([byRule], claims);
    const row = `${byRule},CLM-2012-0000001,SD,,,\r\n`;
    const broken = Buffer.from(`${header}\r\n${row.repeat(9000)}"${byRule},CLM`);
    const uploadId = await upload(incidentId, "broken.csv", broken);
    const mapping = { path: 0, claimNumber: 1, documentClass: 2 };
    const { id } = await startDocumentIndex(manager, { incidentId, uploadId, mapping, mode: "complete" });
    await doReadyTasks();
    const [index] = await documentIndexesOf(incidentId);
    expect(index).toMatchObject({
      state: "failed",
      problem: { reason: "csv.unclosed-quote", detail: { line: 9002 } },
    });
    expect((await documentIndexRowsOf({ indexId: id, outcome: "row" })).rows).toEqual([]);
  });

  it.each([
    [{ path: 0, claimNumber: 1 }, "index.field-missing"],
    [{ path: 0, claimNumber: 0, documentClass: 2 }, "index.column-used-twice"],
    [{ path: 0, claimNumber: 1, documentClass: 17 }, "index.beyond-columns"],
  ])("refuses the mapping %o while its bringer is watching", async (mapping, reason) => {
    const incidentId = await incidentWithPaths([byRule], claims);
    await expect(bringIndex(incidentId, [`${byRule},C,SD,,,`], { mapping })).rejects.toMatchObject({
      reason,
    });
  });

  it.each(["agent", "supervisor", "mailroom", "auditor", "administrator"] as const)(
    "is not for an %s",
    async (role) => {
      const id = "00000000-0000-7000-8000-000000000000";
      const start = { incidentId: id, uploadId: id, mapping: {}, mode: "complete" } as const;
      await expect(startDocumentIndex(as(role), start)).rejects.toMatchObject({ kind: "forbidden" });
      await expect(withdrawDocumentIndex(as(role), { indexId: id, reason: "x" })).rejects.toMatchObject({
        kind: "forbidden",
      });
    },
  );
});
