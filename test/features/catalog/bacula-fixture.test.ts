import { beforeAll, describe, expect, it } from "vitest";
import type { CatalogFact, SourceFile } from "@/features/catalog/readers/catalog-facts";
import { detectCatalogFormat } from "@/features/catalog/readers/read-catalog";
import { incompleteReasons, scopeVerdict } from "@/features/catalog/rules";
import {
  factsOf,
  fileOf,
  fixtureFiles,
  ofKind,
  recordedDifferences,
  tableText,
  truthOf,
  volumes,
} from "./bacula-fixture";
import { evidenceOf, pathsWhere, standings } from "./volume-contents";

/** The Bareos ≥ 17.2 shape of the same catalog: `File.Name` and no `Filename` table, columns in capitals. */
function bareosFiles(): SourceFile[] {
  const cut = (row: string, at: number) => row.split(",", at).join(",").length;
  const names = new Map(
    tableText("Filename")
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((row) => [row.slice(0, cut(row, 1)), row.slice(cut(row, 1) + 1)]),
  );
  const [, ...rows] = tableText("File").trimEnd().split("\n");
  const file = rows.map((row) => {
    const [fileId, fileIndex, jobId, pathId, filenameId, delta, mark, lstat, md5] = row.split(",");
    return [
      fileId,
      fileIndex,
      jobId,
      pathId,
      delta,
      mark,
      0,
      0,
      lstat,
      md5,
      names.get(filenameId ?? ""),
    ].join(",");
  });
  const header = "FileId,FileIndex,JobId,PathId,DeltaSeq,MarkId,FhInfo,FhNode,LStat,MD5,Name";
  const others = fixtureFiles("tables").filter(({ name }) => !/^File(name)?\.csv/.test(name));
  return [fileOf("file-export.txt", [header, ...file, ""].join("\r\n")), ...others.reverse()];
}

const shapes: [string, () => SourceFile[]][] = [
  ["Bacula tables", () => fixtureFiles("tables")],
  ["Bacula tables in reverse order", () => fixtureFiles("tables").reverse()],
  ["Bareos tables", bareosFiles],
];

describe.each(shapes)("%s", (_, files) => {
  let facts: CatalogFact[];
  beforeAll(async () => {
    facts = await factsOf(files());
  });

  it.each(volumes)(
    "names on %s the files that are there, and differs from the tape only as is known",
    (volume) => {
      const known = recordedDifferences()[volume];
      const truth = new Set(truthOf(volume));
      const found = pathsWhere(facts, volume, "full", "partial");
      const named = pathsWhere(facts, volume, "named-only");
      const onlyCatalog = [...found].filter((path) => !truth.has(path));
      const onlyTape = [...truth].filter((path) => !found.has(path));
      expect(found.size).toBe(known?.catalog);
      expect(onlyCatalog).toHaveLength(known?.only_catalog ?? -1);
      // The record counts one more where `bls` prints a pseudo-entry ("immortal", mode 0) that is no file.
      const pseudoEntries = volume === "DLS-A00124L4" || volume === "DLS-A00127L4" ? 1 : 0;
      expect(onlyTape).toHaveLength((known?.only_bls ?? -1) - pseudoEntries);
      // What only the catalog names is the file whose attributes were written to the tape before.
      const partial = pathsWhere(facts, volume, "partial");
      expect(onlyCatalog.every((path) => partial.has(path))).toBe(true);
      // What only the tape names on DLS-A00127L4 are base-job files: named there, contained elsewhere.
      if (volume === "DLS-A00127L4") expect(new Set(onlyTape)).toEqual(named);
    },
  );

  it("finds a boundary file on both its volumes, and partly on each", () => {
    const path = "/srv/claims/claims/2012/09/18/CLM-2012-0000539_S03_SK01.tif";
    for (const volume of ["DLS-A00123L4", "DLS-A00124L4"])
      expect(pathsWhere(facts, volume, "partial")).toContain(path);
  });

  it("does not take a base job's files for content of the tape that only names them", () => {
    const named = standings(facts, "DLS-A00127L4").filter(({ where }) => where === "named-only");
    expect(named).toHaveLength(140);
    expect(named.every(({ file }) => file.jobId === 5 && file.baseJobId === 2)).toBe(true);
  });

  it("reads size and time from LStat", () => {
    const path = "/srv/claims/forms/master/FORM-0072_SK01.tif";
    const file = ofKind(facts, "file").find((fact) => fact.jobId === 2 && fact.path === path);
    expect(file).toMatchObject({ fileIndex: 57, sizeBytes: 3213, doubt: null });
    expect(file?.modifiedAt).toBe("2012-04-01T00:00:00.000Z");
  });

  it("keeps every character of a hard name", () => {
    const names = ofKind(facts, "file").map(({ path }) => path.slice(path.lastIndexOf("/") + 1));
    for (const name of [
      'CLM-2009-0000822_S01_RC01_"dup".tif',
      "CLM-2012-0000321_S01_RC01,2.tif",
      "本人確認書類_CLM-2012-0000763_S01_ID01.tif",
    ])
      expect(names).toContain(name);
    expect(names.some((name) => name.includes("か\u3099"))).toBe(true);
    expect(names.some((name) => name.includes("𠮷田"))).toBe(true);
  });

  it("calls DLS-A00124L4 INCOMPLETE: a job is forgotten and the tape's beginning unexplained", () => {
    const reasons = incompleteReasons(evidenceOf(facts, "DLS-A00124L4"));
    expect(scopeVerdict(reasons)).toBe("incomplete");
    expect(reasons).toEqual([
      expect.objectContaining({
        reason: "job-forgotten",
        expected: 3,
        found: 2,
        whatCouldSettleIt: "bls-of-a-copy",
      }),
      expect.objectContaining({ reason: "blocks-unexplained-at-start", unit: "bytes", found: 357_430 }),
    ]);
  });

  it("calls DLS-A00125L4 INCOMPLETE: job 9's file records are purged", () => {
    const reasons = incompleteReasons(evidenceOf(facts, "DLS-A00125L4"));
    expect(scopeVerdict(reasons)).toBe("incomplete");
    expect(reasons).toEqual([
      expect.objectContaining({ reason: "file-records-purged", jobId: 9, expected: 67, found: 0 }),
    ]);
  });

  it("calls the other tapes complete, with notes on recycling and the base job", () => {
    const notes = (volume: string) => {
      const reasons = incompleteReasons(evidenceOf(facts, volume));
      expect(scopeVerdict(reasons)).toBe("complete");
      return reasons.map(({ reason }) => reason);
    };
    expect(notes("DLS-A00123L4")).toEqual(["recycled"]);
    expect(notes("DLS-A00126L4")).toEqual([]);
    expect(notes("DLS-A00127L4")).toEqual(["base-files-elsewhere"]);
  });

  it("accounts for every line of every file", () => {
    const accounts = ofKind(facts, "account");
    expect(accounts.map(({ file }) => file)).toEqual(files().map(({ name }) => name));
    for (const { linesRead, facts: taken, rejected, ignored } of accounts)
      expect(taken + rejected + Object.values(ignored).reduce((a, b) => a + b, 0)).toBe(linesRead);
    expect(accounts.reduce((sum, { rejected }) => sum + rejected, 0)).toBe(0);
  });
});

describe("Bacula console text", () => {
  let facts: CatalogFact[];
  let tables: CatalogFact[];
  beforeAll(async () => {
    facts = await factsOf(fixtureFiles("console"));
    tables = await factsOf(fixtureFiles("tables"));
  });

  it("is told from tables by its content", async () => {
    expect(await detectCatalogFormat(fixtureFiles("console"))).toBe("bacula-console");
    expect(await detectCatalogFormat(fixtureFiles("tables"))).toBe("bacula-csv");
  });

  it("says of media, jobs and index ranges what the tables say", () => {
    const silent = { file: "", fileNumber: 0, line: 0, raw: "", startAddress: null, endAddress: null };
    const plain = (from: CatalogFact[], kind: "medium" | "job" | "job-medium") =>
      ofKind(from, kind)
        .map((fact) =>
          JSON.stringify(
            kind === "medium"
              ? { ...fact, raw: "", line: 0, file: "", fileNumber: 0 }
              : { ...fact, ...silent },
          ),
        )
        .sort();
    expect(plain(facts, "medium")).toEqual(plain(tables, "medium"));
    expect(plain(facts, "job")).toEqual(plain(tables, "job"));
    expect(plain(facts, "job-medium")).toEqual(plain(tables, "job-medium"));
  });

  it("names the same files of the same jobs as the tables", () => {
    const pairs = (from: CatalogFact[]) =>
      new Set(ofKind(from, "file").map(({ jobId, path }) => `${jobId} ${path}`));
    expect(pairs(facts)).toEqual(pairs(tables));
  });

  it.each(volumes)(
    "misses on %s no file that the tables place there, and says where it is not sure",
    (volume) => {
      const possible = pathsWhere(facts, volume, "full", "partial", "possible");
      for (const path of pathsWhere(tables, volume, "full", "partial")) expect(possible).toContain(path);
      const reasons = incompleteReasons(evidenceOf(facts, volume));
      // DLS-A00126L4 was labelled and never written.
      if (volume === "DLS-A00126L4") expect(reasons).toEqual([]);
      else expect(scopeVerdict(reasons)).not.toBe("complete");
    },
  );

  it("takes for certain only what lies on one volume as a whole job", () => {
    expect(pathsWhere(facts, "DLS-A00125L4", "full").size).toBe(90 + 50 + 320 + 40);
    expect(pathsWhere(facts, "DLS-A00123L4", "full").size).toBe(0);
    expect(pathsWhere(facts, "DLS-A00123L4", "possible").size).toBe(
      recordedDifferences()["DLS-A00123L4"]?.naive,
    );
  });

  it("shows the forgotten job and the purged records all the same", () => {
    const codes = (volume: string) =>
      incompleteReasons(evidenceOf(facts, volume))
        .filter(({ weight }) => weight === "incomplete")
        .map(({ reason }) => reason);
    expect(codes("DLS-A00124L4")).toEqual(["job-forgotten"]);
    expect(codes("DLS-A00125L4")).toEqual(["file-records-purged"]);
  });

  it("accounts for every line of every file", () => {
    for (const { linesRead, facts: taken, rejected, ignored } of ofKind(facts, "account")) {
      expect(rejected).toBe(0);
      expect(taken + Object.values(ignored).reduce((a, b) => a + b, 0)).toBe(linesRead);
    }
  });
});
