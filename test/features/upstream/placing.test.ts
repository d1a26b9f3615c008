import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { completenessOf } from "@/features/catalog/completeness-of";
import { rowAccounts } from "@/features/catalog/queries";
import type { CatalogFact, SourceFile } from "@/features/catalog/readers/catalog-facts";
import { incompleteReasons, scopeVerdict } from "@/features/catalog/rules";
import { factsOf, fixtureFiles, ofKind, volumes } from "../catalog/bacula-fixture";
import { evidenceOf, standings } from "../catalog/volume-contents";
import { benchForThisFile, doReadyTasks, importCatalog, incidentWithMissing } from "./bench";

benchForThisFile();

async function contentOf(files: SourceFile[]): Promise<[string, Buffer][]> {
  const contents: [string, Buffer][] = [];
  for (const file of files) {
    const pieces: Uint8Array[] = [];
    for await (const piece of file.open()) pieces.push(piece);
    contents.push([file.name, Buffer.concat(pieces)]);
  }
  return contents;
}

/** The placings of the database as `line coverage`, for one volume. */
async function placedOn(incidentId: string, volume: string): Promise<string[]> {
  const rows = await database().execute<{ at: string }>(sql`
    select r.file_number || ':' || r.line || ' ' || c.coverage as at
    from catalog_row_media c join catalog_rows r on r.id = c.catalog_row_id join media m on m.id = c.medium_id
    where m.incident_id = ${incidentId} and m.label = ${volume}`);
  return rows.map(({ at }) => at).sort();
}

function expectedOn(facts: CatalogFact[], volume: string): string[] {
  const coverage = {
    full: "full",
    partial: "partial",
    possible: "partial",
    "deleted-later": "full",
    "named-only": "",
    "not-on-volume": "",
  };
  return standings(facts, volume)
    .filter(({ where }) => coverage[where] !== "")
    .map(({ file, where }) => `${file.fileNumber}:${file.line} ${coverage[where]}`)
    .sort();
}

describe.each([
  ["its tables", "tables"],
  ["the console's text", "console"],
] as const)("a real Bacula catalog, from %s", (_, folder) => {
  let incidentId: string;
  let facts: CatalogFact[];
  beforeAll(async () => {
    const files = fixtureFiles(folder);
    facts = await factsOf(files);
    incidentId = await incidentWithMissing(volumes);
    await importCatalog(incidentId, await contentOf(files));
    await doReadyTasks();
  });

  it.each(volumes)("%s: the database places every file where the rule for one file does", async (volume) => {
    expect(await placedOn(incidentId, volume)).toEqual(expectedOn(facts, volume));
  });

  it("what the catalog cannot name is confessed from the stored facts as from the file's", async () => {
    for (const { label, verdict, reasons } of await completenessOf(database(), incidentId)) {
      const expected = incompleteReasons(evidenceOf(facts, label));
      expect(reasons).toEqual(expected);
      expect(verdict).toBe(scopeVerdict(expected));
    }
  });

  it("every row is in exactly one bucket, and base-job files are on no tape by that name", async () => {
    const [account] = await rowAccounts(incidentId);
    const rows = ofKind(facts, "file").length + ofKind(facts, "rejected").length;
    expect(account).toMatchObject({ rowsRead: rows, unplaced: 0 });
    const base = account?.rules.find(({ rule }) => rule === "base-job")?.rows ?? 0;
    expect(base).toBe(ofKind(facts, "file").filter(({ base: isBase }) => isBase === true).length);
  });
});
