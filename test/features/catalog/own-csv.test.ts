import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CatalogFact, SourceFile } from "@/features/catalog/readers/catalog-facts";
import { headerHash } from "@/features/catalog/readers/own-csv";
import {
  checkOwnMapping,
  type OwnMapping,
  suggestOwnMapping,
} from "@/features/catalog/readers/own-csv-fields";
import { previewOwnCsv } from "@/features/catalog/readers/own-csv-preview";
import { ownTime } from "@/features/catalog/readers/own-csv-rows";
import { incompleteReasons, scopeVerdict } from "@/features/catalog/rules";
import { encodeCp932 } from "@/lib/encode-cp932";
import { factsOf, fileOf, ofKind } from "./bacula-fixture";
import { sumOf } from "./small-catalog";
import { evidenceOf, pathsWhere } from "./volume-contents";

function read(files: SourceFile[], mapping: OwnMapping): Promise<CatalogFact[]> {
  return factsOf(files, { format: "own-csv", mapping });
}

function expectAccounts(facts: readonly CatalogFact[]): void {
  for (const account of ofKind(facts, "account")) {
    expect(sumOf(account)).toBe(account.linesRead);
    expect(ofKind(facts, "rejected")).toHaveLength(account.rejected);
  }
}

const table = [
  ["フォルダ", "ファイル名", "テープ番号", "ジョブ名", "サイズ", "更新日時"],
  ["/srv/請求/2012/11/08", "CLM-2012-0000123_S01_SD01.tif", "A00123", "日次", "1,797", "2012/11/08 14:36"],
  ["/srv/請求/2012/11/08", "髙橋①.tif", "A00124", "日次", "-", "平成24年11月8日"],
  ["/srv/請求/2012/11/08/", "", "A00124", "日次", "", ""],
];
const text = (delimiter: string, end = "\r\n") =>
  table
    .map((row) => row.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter) + end)
    .join("");
const mapping = { folder: 0, name: 1, volume: 2, job: 3, size: 4, modified: 5 };

function cp932(of: string): Buffer {
  const encoded = encodeCp932(of);
  if (!("bytes" in encoded)) throw new Error("not in CP932");
  return Buffer.from(encoded.bytes);
}

const encodings: [string, Uint8Array][] = [
  ["CP932, as Excel writes it", cp932(text(","))],
  ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text(",")}`)],
  ["UTF-16LE with tabs, as Excel's Unicode text", Buffer.from(`\ufeff${text("\t")}`, "utf16le")],
  ["TSV in UTF-8", Buffer.from(text("\t", "\n"))],
  ["semicolons, gzip", gzipSync(text(";"))],
];

describe("a list of somebody's own", () => {
  it.each(encodings)("reads the same from %s", async (_, bytes) => {
    const file = fileOf("一覧.csv", bytes, 13);
    expect((await previewOwnCsv(file)).suggestedMapping).toEqual(mapping);
    const facts = await read([file], mapping);
    expect(ofKind(facts, "file")).toEqual([
      expect.objectContaining({
        path: "/srv/請求/2012/11/08/CLM-2012-0000123_S01_SD01.tif",
        sizeBytes: 1797,
        modifiedAt: "2012-11-08T05:36:00.000Z",
        doubt: null,
      }),
      expect.objectContaining({
        path: "/srv/請求/2012/11/08/髙橋①.tif",
        sizeBytes: null,
        modifiedAt: "2012-11-07T15:00:00.000Z",
        doubt: "size-unreadable",
      }),
    ]);
    expect(ofKind(facts, "rejected")).toEqual([
      expect.objectContaining({ line: 4, reason: "catalog.empty", column: "ファイル名" }),
    ]);
    expect(pathsWhere(facts, "A00123", "full")).toEqual(
      new Set(["/srv/請求/2012/11/08/CLM-2012-0000123_S01_SD01.tif"]),
    );
    expect(ofKind(facts, "job")).toEqual([expect.objectContaining({ name: "日次", jobId: 1_000_000_001 })]);
    expectAccounts(facts);
  });

  it("never counts as complete: such a list cannot show that it names everything", async () => {
    const facts = await read([fileOf("l.csv", "path\n/a/b.tif\n")], { path: 0, volume: "A00001" });
    const reasons = incompleteReasons(evidenceOf(facts, "A00001"));
    expect(reasons.map(({ reason, weight }) => [reason, weight])).toEqual([["own-list", "unconfirmed"]]);
    const odd = await read([fileOf("l.csv", "path\n/a/b.tif\n/a,b.tif\n")], { path: 0, volume: "A00001" });
    expect(scopeVerdict(incompleteReasons(evidenceOf(odd, "A00001")))).toBe("incomplete");
  });

  it("where it states ranges, exactly the files in the range are there, and the boundary file is partly", async () => {
    const rows = [
      "path,tape,jobid,fileindex,first index,last index",
      ...["1,1,2", "2,1,2"].map((r) => `/f${r[0]},V1,7,${r}`),
      ...["2,2,3", "3,2,3"].map((r) => `/f${r[0]},V2,7,${r}`),
      "/f9,V2,7,9,2,3",
    ];
    const headers = rows[0]?.split(",") ?? [];
    const facts = await read([fileOf("l.csv", `${rows.join("\n")}\n`)], suggestOwnMapping(headers));
    expect(pathsWhere(facts, "V1", "full")).toEqual(new Set(["/f1"]));
    expect(pathsWhere(facts, "V1", "partial")).toEqual(new Set(["/f2"]));
    expect(pathsWhere(facts, "V2", "full", "partial")).toEqual(new Set(["/f2", "/f3"]));
    expect(ofKind(facts, "job").map(({ jobId }) => jobId)).toEqual([7]);
  });

  it.each([
    ["U+FFFD", "/srv/\ufffd.tif", "catalog.replacement-character"],
    ["U+E000", "/srv/\ue000.tif", "catalog.private-use-character"],
    ["U+F0000", "/srv/\u{f0000}.tif", "catalog.private-use-character"],
  ])(
    "a path with %s is set aside with the code point, and the rest is read",
    async (codePoint, path, reason) => {
      const facts = await read([fileOf("l.csv", `path\n${path}\n/ok.tif\n`)], { path: 0, volume: "V1" });
      expect(ofKind(facts, "rejected")).toEqual([
        expect.objectContaining({ line: 2, reason, codePoint, column: "path" }),
      ]);
      expect(ofKind(facts, "file")).toHaveLength(1);
      expectAccounts(facts);
    },
  );

  it("gaiji of CP932 arrive as private-use characters and are set aside too", async () => {
    const bytes = Buffer.concat([cp932("パス\r\n/請求/"), Buffer.from([0xf0, 0x40]), cp932(".tif\r\n")]);
    const facts = await read([fileOf("l.csv", bytes)], { path: 0, volume: "V1" });
    expect(ofKind(facts, "rejected")).toEqual([expect.objectContaining({ codePoint: "U+E000" })]);
  });

  it("a list without a header is refused rather than losing its first file, and read when that is said", async () => {
    const list = "/srv/a.tif\n/srv/b.tif\n/srv/c/\n";
    await expect(read([fileOf("l.txt", list)], { path: 0, volume: "V1" })).rejects.toMatchObject({
      reason: "catalog.header-is-a-row",
      detail: { file: "l.txt", column: 1 },
    });
    const facts = await read([fileOf("l.txt", list)], { path: 0, volume: "V1", header: "none" });
    expect(pathsWhere(facts, "V1", "full")).toEqual(new Set(["/srv/a.tif", "/srv/b.tif"]));
    expect(ofKind(facts, "account")[0]?.ignored).toEqual({ "directory-entry": 1 });
    const preview = await previewOwnCsv(fileOf("l.txt", list), { hasNoHeader: true });
    expect(preview.rows).toHaveLength(3);
  });

  it.each<[string, string[], OwnMapping, object]>([
    ["no mapping", ["path\n/a\n"], { volume: "V1" }, { reason: "catalog.mapping-missing" }],
    [
      "no volume",
      ["path\n/a\n"],
      { path: 0 },
      { reason: "catalog.field-missing", detail: { field: "volume" } },
    ],
    [
      "a first index alone",
      ["p,f\n/a,1\n"],
      { path: 0, first: 1, volume: "V" },
      { detail: { field: "index" } },
    ],
    [
      "a column that is not there",
      ["path\n/a\n"],
      { path: 3, volume: "V1" },
      { reason: "catalog.beyond-columns", detail: { field: "path", column: 4 } },
    ],
    [
      "one column for two fields",
      ["path\n/a\n"],
      { path: 0, job: 0, volume: "V1" },
      { reason: "catalog.column-used-twice" },
    ],
    [
      "files with other headers",
      ["path\n/a\n", "pfad\n/a\n"],
      { path: 0, volume: "V1" },
      { reason: "catalog.headers-differ", detail: { file: "1.csv", others: "0.csv" } },
    ],
    ["nothing at all in it", ["\n"], { path: 0, volume: "V1" }, { reason: "csv.empty-header" }],
  ])("refuses %s, saying which", async (_, texts, given, expected) => {
    const files = texts.map((one, i) => fileOf(`${i}.csv`, one));
    await expect(read(files, given)).rejects.toMatchObject(expected);
  });

  it("keeps paths as they are, Windows ones too", async () => {
    const facts = await read([fileOf("l.csv", 'folder,name\nD:\\請求,"a, b .tif"\n')], {
      folder: 0,
      name: 1,
      volume: "V1",
    });
    expect(ofKind(facts, "file")[0]?.path).toBe("D:\\請求\\a, b .tif");
  });

  it("an encoding somebody chose is used, but a byte order mark is surer", async () => {
    const bytes = cp932("path\n/ｱ.tif\n");
    const chosen = await read([fileOf("l.csv", bytes)], { path: 0, volume: "V1", encoding: "cp932" });
    expect(ofKind(chosen, "file")[0]?.path).toBe("/ｱ.tif");
    const marked = await read([fileOf("l.csv", "\ufeffpath\n/診.tif\n")], {
      ...{ path: 0, volume: "V1", encoding: "cp932" },
    });
    expect(ofKind(marked, "file")[0]?.path).toBe("/診.tif");
  });

  it("guesses Japanese and English headers, and takes what it cannot guess for unknown", () => {
    expect(suggestOwnMapping(["Full Path", "Volume Name", "Job ID", "File Size", "Last Modified"])).toEqual({
      ...{ path: 0, volume: 1, job: 2, size: 3, modified: 4 },
    });
    expect(suggestOwnMapping(["名前", "パス", "備考"])).toEqual({ name: 0, folder: 1 });
    expect(suggestOwnMapping(["x", "y"])).toEqual({});
    expect(checkOwnMapping({}, 2).map(({ field }) => field)).toEqual(["path", "volume"]);
    expect(headerHash(["a ", "b"])).toBe(headerHash(["a", "b"]));
    expect(headerHash(["a", "b"])).not.toBe(headerHash(["b", "a"]));
  });

  it("reads times with and without a zone, and none that could be taken two ways", () => {
    expect(ownTime("2012-11-08T14:36:48Z")).toBe("2012-11-08T14:36:48.000Z");
    expect(ownTime("2012/11/8 4:36")).toBe("2012-11-07T19:36:00.000Z");
    expect(ownTime("2012-11-08 14:36:48 +0000")).toBe("2012-11-08T14:36:48.000Z");
    for (const unclear of ["11/08/2012", "2012-02-30", "yesterday", ""]) expect(ownTime(unclear)).toBeNull();
  });

  it("places every row on the volume its row names, however rows are mixed", async () => {
    const rows = fc.array(
      fc.record({ volume: fc.constantFrom("V1", "V2", "V3"), job: fc.constantFrom("1", "2", "x") }),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const lines = given.map(({ volume, job }, i) => `/f${i},${volume},${job}\n`).join("");
        const facts = await read([fileOf("l.csv", `path,volume,job\n${lines}`)], {
          ...{ path: 0, volume: 1, job: 2 },
        });
        for (const volume of ["V1", "V2", "V3"]) {
          const there = given.flatMap((row, i) => (row.volume === volume ? [`/f${i}`] : []));
          expect(pathsWhere(facts, volume, "full")).toEqual(new Set(there));
        }
        expectAccounts(facts);
      }),
      { numRuns: 100 },
    );
  });
});
