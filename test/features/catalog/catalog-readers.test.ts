import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { SourceFile } from "@/features/catalog/readers/catalog-facts";
import { readLStat } from "@/features/catalog/readers/lstat";
import { detectCatalogFormat, type ReadCatalogOptions } from "@/features/catalog/readers/read-catalog";
import { Invalid } from "@/lib/errors";
import { factsOf, fileOf, ofKind } from "./bacula-fixture";
import { filesOf, lstat, small, sumOf, without } from "./small-catalog";

async function failureOf(files: SourceFile[], options?: ReadCatalogOptions): Promise<unknown> {
  return factsOf(files, options).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("tables as CSV", () => {
  it("reads quotes, commas and line breaks in names, and counts the further lines of a record", async () => {
    const facts = await factsOf(filesOf({}));
    expect(ofKind(facts, "file").map(({ path, line }) => [path, line])).toEqual([
      ['/srv/claims/a "b", c.tif', 3],
      ["/srv/診断書/line\nbreak.tif", 4],
    ]);
    const names = ofKind(facts, "account").find(({ file }) => file === "Filename.csv");
    expect(names).toMatchObject({
      linesRead: 5,
      ignored: { header: 1, "name-looked-up-by-id": 3, "further-line-of-record": 1 },
    });
  });

  it("reads gzip as it is, and CP932 where the catalog was kept in it", async () => {
    const cp932 = Buffer.concat([
      Buffer.from("pathid,path\n1,/srv/claims/\n2,/srv/"),
      Buffer.from([0x90, 0x66, 0x92, 0x66, 0x8f, 0x91]),
      Buffer.from("/\n"),
    ]);
    const facts = await factsOf(filesOf({ Path: gzipSync(cp932), File: gzipSync(small.File) }));
    expect(ofKind(facts, "file").map(({ path }) => path)).toContain("/srv/診断書/line\nbreak.tif");
  });

  it("keeps an encryption key out of what it hands on, and says that there is one", async () => {
    const facts = await factsOf(filesOf({}));
    expect(ofKind(facts, "medium")).toEqual([expect.objectContaining({ hasEncryptionKey: true })]);
    expect(JSON.stringify(facts)).not.toContain("sEcReT");
  });

  it.each([
    ["Path", "Path"],
    ["Filename", "Filename"],
    ["Media", "Media"],
    ["Job", "Job"],
    ["JobMedia", "JobMedia"],
    ["File", "File"],
  ] as const)("names the missing table %s and what to export", async (left, table) => {
    const failure = await failureOf(without(left));
    expect(failure).toBeInstanceOf(Invalid);
    expect(failure).toMatchObject({
      reason: "catalog.table-missing",
      detail: { table, command: `\\copy ${table.toLowerCase()} to '${table}.csv' with csv header` },
    });
  });

  const row = (change: string) => small.File.replace(`2,2,7,1,2,${lstat}`, change);
  it.each<[string, Partial<Record<keyof typeof small, string>>, string, string | null]>([
    ["an unknown path", { File: row(`2,2,7,99,2,${lstat}`) }, "catalog.path-unknown", "pathid"],
    ["an unknown name", { File: row(`2,2,7,1,99,${lstat}`) }, "catalog.filename-unknown", "filenameid"],
    ["a job that is no number", { File: row(`2,2,x,1,2,${lstat}`) }, "catalog.not-a-whole-number", "jobid"],
    [
      "an index out of bounds",
      { File: row(`2,99999999999,7,1,2,${lstat}`) },
      "catalog.number-too-large",
      "fileindex",
    ],
    ["a short row", { File: row("2,2,7") }, "catalog.wrong-number-of-cells", null],
    ["a long row", { File: row(`2,2,7,1,2,${lstat},x`) }, "catalog.wrong-number-of-cells", null],
    [
      "a range the wrong way round",
      { JobMedia: small.JobMedia.replace("1,3,0", "3,1,0") },
      "catalog.range-reversed",
      "lastindex",
    ],
    [
      "a range on an unknown medium",
      { JobMedia: small.JobMedia.replace("7,1,1", "7,9,1") },
      "catalog.medium-unknown",
      "mediaid",
    ],
    [
      "a job's impossible time",
      { Job: small.Job.replace("10-05 21:00:02", "02-30 21:00:02") },
      "catalog.not-a-time",
      "starttime",
    ],
    [
      "a job told twice differently",
      { Job: `${small.Job}${small.Job.split("\n")[1]?.replace(",J,", ",K,")}\n` },
      "catalog.contradicts-an-earlier-record",
      null,
    ],
    ["a volume without a name", { Media: `${small.Media}2,,LTO-4,1,\n` }, "catalog.empty", "volumename"],
  ])("sets %s aside with its place and reason, and reads on", async (_, tables, reason, column) => {
    const facts = await factsOf(filesOf(tables));
    expect(ofKind(facts, "rejected")).toEqual([expect.objectContaining({ reason, column })]);
    for (const account of ofKind(facts, "account")) expect(sumOf(account)).toBe(account.linesRead);
  });

  it("keeps a file whose LStat is unreadable, and says so", async () => {
    const facts = await factsOf(filesOf({ File: row("2,2,7,1,2,P4A HYeD") }));
    const file = ofKind(facts, "file").find(({ line }) => line === 3);
    expect(file).toMatchObject({ fileIndex: 2, sizeBytes: null, doubt: "lstat-unreadable" });
  });

  it("does not take a deleted entry for a file", async () => {
    const facts = await factsOf(filesOf({ File: row(`2,0,7,1,2,${lstat}`) }));
    expect(ofKind(facts, "file")).toHaveLength(1);
    expect(ofKind(facts, "account").find(({ file }) => file === "File.csv")?.ignored).toMatchObject({
      "deleted-entry": 1,
    });
  });

  it.each<[string, SourceFile[], string, Record<string, unknown>]>([
    [
      "an unclosed quote",
      filesOf({ File: row('2,2,7,"1,2,x') }),
      "csv.unclosed-quote",
      { file: "File.csv", line: 3 },
    ],
    [
      "a header given twice",
      filesOf({ Path: "pathid,path,path\n1,a,b\n" }),
      "csv.duplicate-header",
      { file: "Path.csv" },
    ],
    [
      "a file that is no catalog",
      [...filesOf({}), fileOf("people.csv", "氏名,住所\n山田,東京\n")],
      "catalog.format-unknown",
      { file: "people.csv" },
    ],
    [
      "console text among tables",
      [...filesOf({}), fileOf("a.csv", "+---+\n| jobid |\n+---+\n")],
      "catalog.formats-mixed",
      { file: "a.csv" },
    ],
    ["an empty file", [...filesOf({}), fileOf("none.csv", "")], "text.empty", { file: "none.csv" }],
    [
      "a zip",
      [...filesOf({}), fileOf("a.csv", Buffer.from("PK\u0003\u0004rest"))],
      "file.is-zip",
      { file: "a.csv" },
    ],
    ["no file", [], "catalog.no-files", {}],
    [
      "bytes that are no text later on",
      filesOf({
        File: Buffer.concat([
          Buffer.from(small.File),
          Buffer.alloc(66_000, "\n"),
          Buffer.from([0xff, 0xff]),
        ]) as never,
      }),
      "text.undecodable",
      { file: "File.csv" },
    ],
  ])("refuses %s whole, saying which file and where", async (_, files, reason, detail) => {
    expect(await failureOf(files)).toMatchObject({ reason, detail: expect.objectContaining(detail) });
  });

  it("reads what it is told to read, whatever the content looks like", async () => {
    const failure = await failureOf([fileOf("people.csv", "氏名,住所\n")], { format: "bacula-csv" });
    expect(failure).toMatchObject({
      reason: "catalog.table-unknown",
      detail: { file: "people.csv", line: 1 },
    });
  });
});

describe("console text", () => {
  const listing = (rows: string[]) =>
    ["+------+", "| filename |", "+------+", ...rows.map((row) => `| ${row} |`), "+------+"].join("\n");
  const job = (...ids: number[]) =>
    [
      "+---+",
      "| jobid | name | jobfiles | jobstatus |",
      "+---+",
      ...ids.map((id) => `| ${id} | J | 1,081 | T |`),
      "+---+",
    ].join("\n");
  const read = (text: string) => factsOf([fileOf("console.txt", text, 11)]);

  it("takes the job of a listing from its command, or from the table that follows", async () => {
    const both = await read(`*list files jobid=12\n${listing(["/a | b"])}\n${job(12)}\n`);
    const table = await read(`${listing(["/a | b"])}\n${job(12)}\n`);
    for (const facts of [both, table])
      expect(ofKind(facts, "file")).toEqual([
        expect.objectContaining({ jobId: 12, path: "/a | b", fileIndex: null, base: null }),
      ]);
    expect(ofKind(both, "job")[0]?.jobFiles).toBe(1081);
  });

  it.each([
    ["no job is named", `${listing(["/a"])}\n`, "catalog.job-not-named"],
    [
      "the table that follows lists several jobs",
      `${listing(["/a"])}\n${job(1, 2)}\n`,
      "catalog.job-not-named",
    ],
    [
      "command and table disagree",
      `list files jobid=1\n${listing(["/a"])}\n${job(2)}\n`,
      "catalog.job-named-twice",
    ],
  ])("sets a listing aside when %s", async (_, text, reason) => {
    const facts = await read(text);
    expect(ofKind(facts, "file")).toEqual([]);
    expect(ofKind(facts, "rejected")).toEqual([expect.objectContaining({ reason })]);
  });

  it("sets the last row of a listing aside that was cut short", async () => {
    const text = `list files jobid=1\n${listing(["/a", "/b", "/c"])}`;
    const facts = await read(text.slice(0, text.indexOf("/c") + 1));
    expect(ofKind(facts, "file").map(({ path }) => path)).toEqual(["/a", "/b"]);
    expect(ofKind(facts, "rejected")).toEqual([
      expect.objectContaining({ line: 7, reason: "catalog.table-cut-short" }),
    ]);
  });

  it("sets a name with a line break aside and keeps the rows around it", async () => {
    const facts = await read(`list files jobid=1\n${listing(["/a", "/b\nb", "/c"])}\n`);
    expect(ofKind(facts, "file").map(({ path }) => path)).toEqual(["/a", "/c"]);
    expect(
      ofKind(facts, "rejected")
        .map(({ line }) => line)
        .sort(),
    ).toEqual([6, 7]);
  });

  it("joins what `list` and `llist` say of one medium, and sets a contradiction aside", async () => {
    const table = "+--+\n| volumename | volbytes |\n+--+\n| V1 | 1,024 |\n+--+\n";
    const block = (bytes: string) =>
      `\n  mediaid: 1\n  volumename: V1\n  voljobs: 3\n  volbytes: ${bytes}\n\n`;
    const agreed = await read(table + block("1,024"));
    expect(ofKind(agreed, "medium")).toEqual([
      expect.objectContaining({ volJobs: 3, volBytes: 1024, line: 4 }),
    ]);
    expect(ofKind(agreed, "rejected")).toEqual([]);
    const contradicted = await read(table + block("2,048"));
    expect(ofKind(contradicted, "rejected")).toEqual([
      expect.objectContaining({ reason: "catalog.contradicts-an-earlier-record", line: 7 }),
    ]);
  });

  it("is found also when it is nothing but an llist", async () => {
    const text = "   jobid: 1\n   jobstatus: T\n   jobfiles: 3\n";
    expect(await detectCatalogFormat([fileOf("x.csv", text)])).toBe("bacula-console");
  });
});

describe("LStat", () => {
  it("is read by Bacula's own base64", () => {
    expect(readLStat(lstat)).toEqual({ sizeBytes: 3213, modifiedAt: "2012-04-01T00:00:00.000Z" });
  });

  it("is refused when it is none", () => {
    for (const text of [
      "",
      "A",
      lstat.replace("yN", "y!"),
      lstat.replace("yN", "-B"),
      lstat.replace("yN", "////////////"),
    ])
      expect(readLStat(text)).toBeNull();
  });
});
