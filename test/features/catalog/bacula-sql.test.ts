import { beforeAll, describe, expect, it } from "vitest";
import type { CatalogFact } from "@/features/catalog/readers/catalog-facts";
import { detectCatalogFormat } from "@/features/catalog/readers/read-catalog";
import { incompleteReasons } from "@/features/catalog/rules";
import { dumpFile, factsOf, fileOf, fixtureFiles, fixtureText, ofKind, volumes } from "./bacula-fixture";
import { lstat, sumOf } from "./small-catalog";
import { evidenceOf, pathsWhere } from "./volume-contents";

const copy = (name: string, columns: string, ...rows: string[]) =>
  `COPY ${name} (${columns}) FROM stdin;\n${rows.map((row) => `${row}\n`).join("")}\\.\n`;
const tables = {
  path: copy("public.path", "pathid, path", "1\t/srv/", "2\t/srv/診断書/"),
  filename: copy("public.filename", "filenameid, name", "1\t", "2\ta\\tb\\\\c.tif", "3\tline\\nbreak.tif"),
  media: copy(
    "public.media",
    "mediaid, volumename, mediatype, voljobs, encryptionkey",
    "1\tV1\tLTO-4\t1\tsEcReT",
  ),
  job: copy("public.job", "jobid, name, jobstatus, jobfiles, starttime", "7\tJ\tT\t3\t2012-10-05 21:00:02"),
  jobmedia: copy("public.jobmedia", "jobid, mediaid, firstindex, lastindex", "7\t1\t1\t3"),
  file: copy(
    "public.file",
    "fileid, fileindex, jobid, pathid, filenameid, lstat",
    `1\t1\t7\t1\t1\t${lstat}`,
    `2\t2\t7\t1\t2\t${lstat}`,
    `3\t3\t7\t2\t3\t${lstat}`,
  ),
};
const dump = (change: Partial<Record<keyof typeof tables, string>> = {}) =>
  `-- PostgreSQL database dump\n${Object.values({ ...tables, ...change }).join("\n")}`;
const read = (text: string) => factsOf([fileOf("catalog.sql", text, 29)]);
const paths = (facts: CatalogFact[]) => ofKind(facts, "file").map(({ path }) => path);
const rejected = (facts: CatalogFact[]) =>
  ofKind(facts, "rejected").map(({ reason, line }) => `${reason} ${line}`);

function expectAccount(facts: CatalogFact[], text: string): void {
  const [account] = ofKind(facts, "account");
  expect(account?.linesRead).toBe(text.split("\n").length - 1);
  if (account) expect(sumOf(account)).toBe(account.linesRead);
}

describe("a real pg_dump", () => {
  let facts: CatalogFact[];
  let csv: CatalogFact[];
  beforeAll(async () => {
    facts = await factsOf([dumpFile()]);
    csv = await factsOf(fixtureFiles("tables"));
  });

  it("is told by its content, also in gzip", async () => {
    expect(await detectCatalogFormat([dumpFile()])).toBe("bacula-sql");
  });

  it.each(volumes)("places on %s the very files that the tables as CSV place there", (volume) => {
    for (const where of ["full", "partial", "named-only"] as const)
      expect(pathsWhere(facts, volume, where)).toEqual(pathsWhere(csv, volume, where));
    expect(incompleteReasons(evidenceOf(facts, volume))).toEqual(incompleteReasons(evidenceOf(csv, volume)));
  });

  it("accounts for every one of its 10,114 lines", () => {
    const [account] = ofKind(facts, "account");
    expect(account).toMatchObject({ linesRead: 10_114, rejected: 0 });
    if (account) expect(sumOf(account)).toBe(10_114);
  });

  it("cut anywhere says so: what is missing is counted, and the cut row is set aside", async () => {
    const text = fixtureText("catalog.sql.gz");
    // In the middle of the last table it needs: names of folders are then missing.
    const cut = text.slice(0, text.indexOf("COPY public.path") + 20_007);
    const some = await factsOf([fileOf("cut.sql", cut)]);
    expect(ofKind(some, "rejected").map(({ reason }) => reason)).toContain("catalog.table-cut-short");
    const reasons = incompleteReasons(evidenceOf(some, "DLS-A00123L4")).map(({ reason }) => reason);
    expect(reasons).toContain("file-records-missing");
  });
});

describe("a dump in plain SQL", () => {
  it("reads COPY's escapes, empty names and NULL, and keeps an encryption key out", async () => {
    const facts = await read(dump());
    expect(paths(facts)).toEqual(["/srv/a\tb\\c.tif", "/srv/診断書/line\nbreak.tif"]);
    expect(ofKind(facts, "medium")[0]).toMatchObject({ volume: "V1", hasEncryptionKey: true });
    expect(JSON.stringify(facts)).not.toContain("sEcReT");
    expectAccount(facts, dump());
  });

  it("reads INSERT statements, one row or many each, quoted names, and strings over several lines", async () => {
    const text = dump({
      filename:
        "INSERT INTO public.filename (filenameid, name) VALUES\n\t(1, ''),\n\t(2, 'it''s (a), b;.tif'),\n\t(3, 'line\nbreak.tif');\n",
      path: 'INSERT INTO "public"."path" ("pathid", "path") VALUES (1, \'/srv/\');\nINSERT INTO public.path (pathid, path) VALUES (2, E\'/srv/a\\\\b/\') ON CONFLICT DO NOTHING;\n',
    });
    const facts = await read(text);
    expect(paths(facts)).toEqual(["/srv/it's (a), b;.tif", "/srv/a\\b/line\nbreak.tif"]);
    expect(rejected(facts)).toEqual([]);
    expectAccount(facts, text);
  });

  it("takes the columns of an INSERT without a list from CREATE TABLE", async () => {
    const create =
      "CREATE TABLE public.path (\n    pathid integer NOT NULL,\n    path text NOT NULL,\n    CONSTRAINT p CHECK ((pathid > 0))\n);\n";
    const text = dump({
      path: `${create}INSERT INTO public.path VALUES (1, '/srv/'), -- two\n(2, '/x/');\n`,
    });
    const facts = await read(text.replace(", -- two", ","));
    expect(paths(facts)).toHaveLength(2);
    expectAccount(facts, text);
  });

  it("ignores other tables and statements by name, however long, a function's body too", async () => {
    const others = [
      "SET client_encoding = 'UTF8';",
      "CREATE FUNCTION f() RETURNS void AS $$\nINSERT INTO public.path VALUES (1, '/wrong/');\n$$ LANGUAGE sql;",
      copy("public.restoreobject", "id, object", `1\t${"x".repeat(200_000)}`),
      copy("public.jobhisto", "jobid, jobstatus, jobfiles", "7\tE\t9"),
    ].join("\n");
    const facts = await read(`${dump()}\n${others}`);
    expect(rejected(facts)).toEqual([]);
    expect(ofKind(facts, "job")).toHaveLength(1);
    expect(ofKind(facts, "account")[0]?.ignored).toMatchObject({ "table-not-used": 2 });
    expectAccount(facts, `${dump()}\n${others}`);
  });

  it.each([
    ["a short row", { job: tables.job.replace("7\tJ\tT", "7\tJ") }, "catalog.wrong-number-of-cells"],
    [
      "a number that is none",
      { jobmedia: tables.jobmedia.replace("\t1\t3", "\tx\t3") },
      "catalog.not-a-whole-number",
    ],
    ["an unknown folder", { file: tables.file.replace("7\t2\t3", "7\t9\t3") }, "catalog.path-unknown"],
    [
      "two records on a line",
      {
        jobmedia:
          "INSERT INTO public.jobmedia (jobid, mediaid, firstindex, lastindex) VALUES (7, 1, 1, 2), (7, 1, 3, 3);\n",
      },
      "catalog.several-records-on-a-line",
    ],
    [
      "a value that is an expression",
      {
        jobmedia:
          "INSERT INTO public.jobmedia (jobid, mediaid, firstindex, lastindex) VALUES\n(7, now(), 1, 2),\n(7, 1, 1, 3);\n",
      },
      "catalog.row-broken",
    ],
  ])("sets %s aside with its line and reads on", async (_, change, reason) => {
    const facts = await read(dump(change));
    expect(ofKind(facts, "rejected").map((one) => one.reason)).toEqual([reason]);
    expectAccount(facts, dump(change));
  });

  it.each([
    ["a table is missing", dump({ path: "" }), "catalog.table-missing", { table: "Path" }],
    ["it is MySQL's", `-- MySQL dump 10.13\n${dump()}`, "catalog.mysql-dump", { file: "catalog.sql" }],
    [
      "it holds two catalogs",
      `${dump()}\\connect other\n${tables.path}`,
      "catalog.several-databases",
      { file: "catalog.sql", table: "Path" },
    ],
  ])("is refused whole where %s", async (_, text, reason, detail) => {
    const failure = await read(text).catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason, detail: expect.objectContaining(detail) });
  });

  it("in pg_dump's own archive format is refused, saying how to make SQL of it", async () => {
    const failure = await read("PGDMP\u0001\u000e\u0000\u0004").catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: "file.is-pg-custom-dump", detail: { file: "catalog.sql" } });
  });
});
