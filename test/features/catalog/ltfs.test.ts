import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CatalogFact, SourceFile } from "@/features/catalog/readers/catalog-facts";
import { detectCatalogFormat, readCatalog } from "@/features/catalog/readers/read-catalog";
import { incompleteReasons, type ReasonCode, scopeVerdict } from "@/features/catalog/rules";
import { factsOf, fileOf, ofKind } from "./bacula-fixture";
import { indexOfTree, type Tree } from "./ltfs-index-of";
import { sumOf } from "./small-catalog";
import { evidenceOf, pathsWhere } from "./volume-contents";

const folder = join(import.meta.dirname, "../../fixtures/ltfs");

function fixture(name: string): Buffer {
  const bytes = readFileSync(join(folder, name));
  return name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

const second = fixture("DLS200-2.schema");
const third = fixture("DLS200-3.schema.gz");
const damaged = fixture("DLS200-3-damaged.schema");

type TrueEntry = { path: string; kind: string; length: number };

function truthOf(name: string): TrueEntry[] {
  const rows = readFileSync(join(folder, "truth", name), "utf8")
    .trimEnd()
    .split("\n");
  return rows.map((row) => {
    const [path = "", kind = "", length = ""] = row.split("\t");
    return { path, kind, length: Number(length) };
  });
}

function filesFound(facts: readonly CatalogFact[]) {
  return ofKind(facts, "file").map(({ path, sizeBytes }) => ({ path, length: sizeBytes }));
}

const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);

function trueFiles(name: string) {
  const files = truthOf(name).filter(({ kind }) => kind === "file");
  return files.map(({ path, length }) => ({ path, length })).sort(byPath);
}

function reasons(facts: readonly CatalogFact[], volume = "DLS200") {
  const found = incompleteReasons(evidenceOf(facts, volume));
  return {
    verdict: scopeVerdict(found),
    of: (code: ReasonCode) => found.find(({ reason }) => reason === code),
  };
}

function expectAccounts(facts: readonly CatalogFact[]): void {
  for (const account of ofKind(facts, "account")) {
    expect(sumOf(account)).toBe(account.linesRead);
    const lines = [...ofKind(facts, "file"), ...ofKind(facts, "rejected")]
      .filter(({ fileNumber }) => fileNumber === account.fileNumber)
      .map(({ line }) => line);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines).toHaveLength(account.facts + account.rejected);
  }
}

describe("real LTFS indexes", () => {
  it.each<[string, SourceFile, string]>([
    ["the first generation", fileOf("DLS200-2.schema", second), "DLS200-2.tsv"],
    ["the second generation", fileOf("DLS200-3.schema", third), "DLS200-3.tsv"],
    ["gzip as it is", fileOf("DLS200-3.schema.gz", gzipSync(third)), "DLS200-3.tsv"],
    ["cut into pieces of 7 bytes", fileOf("DLS200-2.schema", second, 7), "DLS200-2.tsv"],
  ])("equal their truth file for file, sizes and empty files included: %s", async (_, file, truth) => {
    expect(await detectCatalogFormat([file])).toBe("ltfs");
    const facts = await factsOf([file]);
    expect(filesFound(facts).sort(byPath)).toEqual(trueFiles(truth));
    const links = truthOf(truth).filter(({ kind }) => kind === "symlink").length;
    expect(ofKind(facts, "account")[0]?.ignored.symlink ?? 0).toBe(links);
    expect(ofKind(facts, "medium")).toEqual([
      expect.objectContaining({ volume: "DLS200", mediaType: "LTFS" }),
    ]);
    expect(pathsWhere(facts, "DLS200", "full").size).toBe(trueFiles(truth).length);
    expectAccounts(facts);
  });

  it("count as complete where every file id ever given out is listed", async () => {
    const said = reasons(await factsOf([fileOf("DLS200-3.schema", third)]));
    expect(said.verdict).toBe("complete");
    expect(said.of("index-as-of")).toMatchObject({ found: "2026-11-24T01:34:49.870Z" });
  });

  it("names the physical line and keeps a short text of each record", async () => {
    const [first] = ofKind(await factsOf([fileOf("DLS200-2.schema", second)]), "file");
    const lines = second.toString("utf8").split("\n");
    expect(lines[(first?.line ?? 0) - 1]).toBe("<file>");
    expect(first?.raw).toMatch(/^length=\d+ readonly=false .*fileuid=\d+ extents=1 xattrs=\d+$/);
    expect(first?.modifiedAt).toMatch(/^2026-11-24T01:34:47\.\d{3}Z$/);
  });

  it("of a damaged one all before the cut is read, and the scope is INCOMPLETE with how far and what is lacking", async () => {
    const facts = await factsOf([fileOf("DLS200-3-damaged.schema", damaged)]);
    const whole = filesFound(await factsOf([fileOf("DLS200-3.schema", third)]));
    const found = filesFound(facts);
    expect(found).toEqual(whole.slice(0, found.length));
    expect(found.length).toBeGreaterThan(300);
    expect(ofKind(facts, "rejected")).toEqual([
      expect.objectContaining({
        reason: "catalog.record-cut-short",
        raw: expect.stringContaining("name=CLM-2012-0000792_S01_SD01.tif"),
      }),
    ]);
    const said = reasons(facts);
    expect(said.verdict).toBe("incomplete");
    expect(said.of("index-damaged")).toMatchObject({
      weight: "incomplete",
      expected: 562,
      whatCouldSettleIt: "ltfs-index-anew",
    });
    const lines = damaged.toString("utf8").split("\n").length;
    expect(said.of("index-read-up-to")).toMatchObject({ unit: "lines", found: lines });
    expectAccounts(facts);
  });

  it("one without the root's directory, though well-formed, is damaged: it never makes a volume complete", async () => {
    const head = '<?xml version="1.0" encoding="UTF-8"?><ltfsindex version="2.4.0">';
    for (const inside of ["", "<generationnumber>1</generationnumber><highestfileuid>0</highestfileuid>"]) {
      const facts = await factsOf([fileOf("DLS200-1.schema", Buffer.from(`${head}${inside}</ltfsindex>`))]);
      expect(reasons(facts).of("index-damaged")).toMatchObject({ weight: "incomplete" });
      expect(reasons(facts).verdict).toBe("incomplete");
      expectAccounts(facts);
    }
  });

  it("a cut inside a Japanese character or inside the gzip stream loses no file before it", async () => {
    const at = damaged.indexOf(Buffer.from("診断書")) + 1;
    const inCharacter = await factsOf([fileOf("DLS200-3.schema", damaged.subarray(0, at))]);
    expect(reasons(inCharacter).verdict).toBe("incomplete");
    const zipped = gzipSync(third);
    const inGzip = await factsOf([fileOf("DLS200-3.schema.gz", zipped.subarray(0, zipped.length * 0.7))]);
    expect(ofKind(inGzip, "file").length).toBeGreaterThan(200);
    expect(reasons(inGzip).verdict).toBe("incomplete");
    for (const facts of [inCharacter, inGzip]) expectAccounts(facts);
  });

  it("both generations together are the newest, whichever is given first", async () => {
    const given = [fileOf("DLS200-2.schema", second), fileOf("DLS200-3.schema", third)];
    for (const files of [given, given.toReversed()]) {
      const facts = await factsOf(files);
      expect(filesFound(facts).sort(byPath)).toEqual(trueFiles("DLS200-3.tsv"));
      expect(reasons(facts).of("deleted-later")).toBeUndefined();
      expectAccounts(facts);
    }
  });

  it("the older one fills what the damage hides, and what is lacking is counted from the file ids", async () => {
    const facts = await factsOf([
      fileOf("DLS200-2.schema", second),
      fileOf("DLS200-3-damaged.schema", damaged),
    ]);
    const found = new Set(filesFound(facts).map(({ path }) => path));
    for (const { path } of trueFiles("DLS200-2.tsv")) expect(found).toContain(path);
    expect(ofKind(facts, "file").some(({ deletedLater }) => deletedLater)).toBe(false);
    const isKnown = ({ path, kind }: TrueEntry) =>
      kind === "file"
        ? found.has(path)
        : [second, damaged].some((index) => index.includes(path.slice(path.lastIndexOf("/") + 1)));
    const missing = truthOf("DLS200-3.tsv").filter((entry) => !isKnown(entry)).length;
    const said = reasons(facts).of("index-damaged");
    expect(said?.weight).toBe("incomplete");
    expect(Number(said?.expected) - Number(said?.found)).toBe(missing);
    expectAccounts(facts);
  });
});

const tree = (files: string[], head: Partial<Parameters<typeof indexOfTree>[1]> = {}) =>
  indexOfTree({ folders: {}, files }, head);

describe("LTFS generations", () => {
  it("a file that only an older index lists was deleted later: it counts as on the volume, and is told apart", async () => {
    const older = tree(["gone.tif", "kept.tif"], { generation: 4, highestFileUid: 3 });
    const newer = tree(["kept.tif"], { generation: 5, highestFileUid: 3, skipIds: [2] });
    const facts = await factsOf([fileOf("V00001-5.schema", newer), fileOf("V00001-4.schema", older)]);
    expect(pathsWhere(facts, "V00001", "deleted-later")).toEqual(new Set(["/gone.tif"]));
    expect(pathsWhere(facts, "V00001", "full")).toEqual(new Set(["/kept.tif"]));
    const said = reasons(facts, "V00001");
    expect(said.of("deleted-later")).toMatchObject({ weight: "note", found: 1 });
    expect(said.verdict).toBe("complete");
  });

  it("entries deleted before any index given are counted, unconfirmed, with what would settle it", async () => {
    const facts = await factsOf([
      fileOf("V00001-9.schema", tree(["a.tif"], { generation: 9, highestFileUid: 40 })),
    ]);
    const said = reasons(facts, "V00001");
    expect(said.verdict).toBe("unconfirmed");
    expect(said.of("deleted-before-the-indexes")).toMatchObject({
      expected: 40,
      found: 2,
      whatCouldSettleIt: "older-ltfs-index",
    });
  });

  it("several volumes come as several jobs; without a barcode in the name the stated volume or the UUID is the label", async () => {
    const one = tree(["a.tif"], { uuid: "11111111-2222-3333-4444-555555555555" });
    const other = tree(["b.tif"], { uuid: "99999999-2222-3333-4444-555555555555" });
    const facts = await factsOf([fileOf("DLS-A00123L6-1.schema", one), fileOf("index.xml", other)]);
    expect(ofKind(facts, "medium").map(({ volume }) => volume)).toEqual([
      "DLS-A00123L6",
      "99999999-2222-3333-4444-555555555555",
    ]);
    expect(ofKind(facts, "job").map(({ jobId }) => jobId)).toEqual([1, 2]);
    expect(pathsWhere(facts, "DLS-A00123L6", "full")).toEqual(new Set(["/a.tif"]));
    const stated = await factsOf([fileOf("index.xml", other)], { volume: "V00009" });
    expect(ofKind(stated, "medium")[0]?.volume).toBe("V00009");
  });
});

describe("LTFS indexes that mean harm", () => {
  const body = "<ltfsindex><directory><name>v</name><contents/></directory></ltfsindex>";
  it("a DOCTYPE is refused with its line, so no entity is ever expanded", async () => {
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aaaa">]>\n${body}`;
    await expect(factsOf([fileOf("V-1.schema", bomb)], { format: "ltfs" })).rejects.toMatchObject({
      reason: "catalog.xml-doctype-refused",
      detail: { file: "V-1.schema", line: 2 },
    });
  });

  it("nesting without end and text without end are refused", async () => {
    const deep = `<ltfsindex>${"<directory><name>d</name><contents>".repeat(3000)}`;
    await expect(factsOf([fileOf("V-1.schema", deep)])).rejects.toMatchObject({
      reason: "catalog.nested-too-deep",
    });
    const long: SourceFile = {
      name: "V-1.schema",
      async *open() {
        yield Buffer.from("<ltfsindex><creator>");
        for (let i = 0; i < 300; i++) yield Buffer.alloc(65_536, "x");
      },
    };
    await expect(factsOf([long])).rejects.toMatchObject({ reason: "catalog.xml-text-too-long" });
  });

  it("an unreadable name is set aside with its reason, what is in such a folder too, and the scope says so", async () => {
    const xml = [
      "<ltfsindex><generationnumber>1</generationnumber><highestfileuid>9</highestfileuid><directory><name>v</name><contents>",
      '<file><name percentencoded="true">%E3%81</name><length>1</length></file>',
      '<file><name percentencoded="true">100%</name><length>1</length></file>',
      "<file><name>a\ufffd.tif</name><length>1</length></file>",
      '<directory><name percentencoded="true">%00</name><contents>',
      "<file><name>b.tif</name><length>1</length></file></contents></directory>",
      "</contents></directory></ltfsindex>",
    ].join("\n");
    const facts = await factsOf([fileOf("V00001-1.schema", xml)]);
    expect(ofKind(facts, "rejected").map(({ line, reason, codePoint }) => [line, reason, codePoint])).toEqual(
      [
        [2, "catalog.name-not-utf8", undefined],
        [3, "catalog.name-percent-wrong", undefined],
        [4, "catalog.replacement-character", "U+FFFD"],
        [6, "catalog.name-not-storable", "U+0000"],
      ],
    );
    expect(reasons(facts, "V00001").of("lines-set-aside")).toMatchObject({ weight: "incomplete", found: 4 });
    expectAccounts(facts);
  });
});

describe("large indexes", () => {
  const files = 100_000;
  const big = (generation: number): SourceFile => ({
    name: `V00001-${generation}.schema`,
    async *open() {
      yield Buffer.from(
        `<ltfsindex><generationnumber>${generation}</generationnumber><directory><name>v</name><contents>`,
      );
      for (let from = 0; from < files; from += 1000) {
        const some = Array.from(
          { length: 1000 },
          (_, at) => `<file><name>CLM-2012-${from + at}_SD01.tif</name><length>9</length></file>\n`,
        );
        yield Buffer.from(some.join(""));
      }
      yield Buffer.from("</contents></directory></ltfsindex>");
    },
  });

  it("stream: 100,000 files of two generations pass in a steady heap", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    const living: number[] = [];
    let found = 0;
    for await (const fact of readCatalog([big(1), big(2)])) {
      if (fact.kind === "file") found += 1;
      if (found % 30_000 !== 1) continue;
      collectGarbage();
      living.push(process.memoryUsage().heapUsed);
    }
    const [first = 0, ...later] = living;
    for (const heap of later) expect(heap - first).toBeLessThan(20 * 1024 * 1024);
    expect(found).toBe(files);
  }, 60_000);
});

describe("any tree", () => {
  const name = fc
    .oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
      fc.constantFrom(
        "診断書",
        "テ\u3099スト",
        "神",
        "𠮷",
        "a%b",
        "100%",
        "<&>\"'",
        "a:b?",
        " x ",
        "葛\u{e0101}",
        "\r\n",
      ),
    )
    .map((text) => text.replaceAll("/", "_").replaceAll("\0", "0").replaceAll("\ufffd", "?"))
    .filter((text) => text !== "" && !/\p{Cs}/u.test(text));
  const leaf = fc.record({ folders: fc.constant({}), files: fc.uniqueArray(name, { maxLength: 4 }) });
  const trees = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.record({
        folders: fc.dictionary(name, tie("tree"), { maxKeys: 3 }),
        files: fc.uniqueArray(name, { maxLength: 4 }),
      }),
    ),
  })).tree;

  function pathsOf({ folders, files }: Tree, at = "/"): string[] {
    const below = Object.entries(folders).flatMap(([folder, inner]) => pathsOf(inner, `${at}${folder}/`));
    return [...below, ...files.map((file) => at + file)];
  }

  it("written as an LTFS index reads back as itself, with line breaks or without any", async () => {
    await fc.assert(
      fc.asyncProperty(
        trees,
        fc.boolean(),
        fc.integer({ min: 1, max: 64 }),
        async (given, hasLines, chunk) => {
          const xml = indexOfTree(given, { hasLines });
          const facts = await factsOf([fileOf("V00001-1.schema", xml, chunk)], { format: "ltfs" });
          expect(ofKind(facts, "rejected")).toEqual([]);
          expect(filesFound(facts).map(({ path }) => path)).toEqual(pathsOf(given));
          expect(reasons(facts, "V00001").verdict).toBe("complete");
          expectAccounts(facts);
        },
      ),
      { numRuns: 150 },
    );
  });
});
