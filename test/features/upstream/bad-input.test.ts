import { deflateRawSync } from "node:zlib";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { catalogImports, masterImports } from "@/db/schema";
import { catalogImportById, rowAccounts } from "@/features/catalog/queries";
import { startCatalogImport } from "@/features/catalog/start-catalog-import";
import { masterImportsOf, masterPreview, personRecordsOf } from "@/features/people/queries";
import { startMasterImport } from "@/features/people/start-master-import";
import {
  type Bytes,
  benchForThisFile,
  doReadyTasks,
  importCatalog,
  importMaster,
  incidentWithMissing,
  manager,
  newIncident,
  upload,
} from "./bench";

benchForThisFile();

const header = "請求番号,被保険者番号,被保険者氏名,カナ氏名,生年月日,住所";
const row = (n: number) =>
  `CLM-2012-${String(n).padStart(7, "0")},${1000 + n},山田花子,ヤマダハナコ,1970-01-01,東京都`;
const masterOf = (...lines: string[]) => Buffer.from(`${[header, ...lines].join("\r\n")}\r\n`);
const many = (count: number) => Array.from({ length: count }, (_, n) => row(n));
const mapping = {
  claimNumber: 0,
  insuredNumber: 1,
  insuredName: 2,
  insuredKana: 3,
  birthDate: 4,
  address: 5,
};

/** A zip with one stored entry, as a spreadsheet programme or a mail programme leaves it. */
function zipOf(name: string): Buffer {
  const body = deflateRawSync(masterOf(row(1)));
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(body.length, 18);
  head.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([head, Buffer.from(name), body]);
}

async function recordsIn(incidentId: string): Promise<number> {
  const [counted] = await database().execute<{ n: number }>(sql`
    select count(*)::int as n from person_records r join master_imports i on i.id = r.import_id
    where i.incident_id = ${incidentId}`);
  return counted?.n ?? -1;
}

/** Two bytes that are no character in UTF-8, behind more text than the preview looks at. */
const brokenDeep = Buffer.concat([masterOf(...many(6000)), Buffer.from([0xff, 0xfe]), Buffer.from("\r\n")]);
const quoteDeep = Buffer.concat([
  masterOf(...many(6000)),
  Buffer.from(`"${row(6001)}\r\n`),
  masterOf(...many(9000)),
]);

describe("a master that cannot be read as it stands", () => {
  const refused: [string, Bytes, string, Record<string, unknown>][] = [
    ["a zip instead of a CSV", zipOf("master.csv"), "file.is-zip", {}],
    ["a spreadsheet instead of a CSV", zipOf("[Content_Types].xml"), "file.is-spreadsheet", {}],
    [
      "an encoding we do not read",
      Buffer.from("\x1b$B\x40\x41\x1b(B,a\r\n", "latin1"),
      "text.unsupported-encoding",
      {
        encoding: "iso-2022-jp",
      },
    ],
    [
      "a duplicate header",
      Buffer.from(`${header},住所\r\n${row(1)},x\r\n`),
      "csv.duplicate-header",
      {
        line: 1,
        header: "住所",
        column: 7,
        firstColumn: 6,
      },
    ],
    [
      "a missing column",
      Buffer.from("請求番号,被保険者番号\r\nC,1\r\n"),
      "master.beyond-columns",
      {
        field: "insuredName",
        column: 3,
      },
    ],
    ["an unclosed quote", masterOf(row(1), `"${row(2)}`), "csv.unclosed-quote", { line: 3 }],
    ["a line of 100 MB", Buffer.alloc(100_000_000, 0x61), "csv.record-too-long", { line: 1 }],
  ];

  it.each(refused)(
    "%s is refused at once, with its place, and nothing is begun",
    async (_, content, reason, detail) => {
      const incidentId = await newIncident();
      const uploadId = await upload(incidentId, "master.csv", content);
      await expect(startMasterImport(manager, { incidentId, uploadId, mapping })).rejects.toMatchObject({
        kind: "invalid",
        reason,
        detail: expect.objectContaining(detail),
      });
      expect(await masterImportsOf(incidentId)).toEqual([]);
    },
  );

  it("a mapping without the insured's name is refused, naming the field", async () => {
    const incidentId = await newIncident();
    const uploadId = await upload(incidentId, "master.csv", masterOf(row(1)));
    const { insuredName: _, ...without } = mapping;
    await expect(
      startMasterImport(manager, { incidentId, uploadId, mapping: without }),
    ).rejects.toMatchObject({
      reason: "master.field-missing",
      detail: { field: "insuredName" },
    });
  });

  const failing: [string, Buffer, string, Record<string, unknown>][] = [
    ["a broken character", brokenDeep, "text.undecodable", { line: 6002, encoding: "utf-8" }],
    ["an unclosed quote", quoteDeep, "csv.unclosed-quote", { line: 6002 }],
    [
      "a line of 100 MB",
      Buffer.concat([masterOf(...many(6000)), Buffer.alloc(100_000_000, 0x61)]),
      "csv.record-too-long",
      { line: 6002 },
    ],
  ];

  it.each(failing)(
    "%s far into the file ends as a failed import that says where, with not one row",
    async (_, content, reason, detail) => {
      const incidentId = await newIncident();
      const started = await importMaster(incidentId, "master.csv", content);
      await doReadyTasks();
      const [failed] = await masterImportsOf(incidentId);
      expect(failed).toMatchObject({
        id: started.id,
        state: "failed",
        rowsRead: 0,
        problem: { reason, detail },
      });
      expect(await recordsIn(incidentId)).toBe(0);
      const again = await startMasterImport(manager, {
        incidentId,
        uploadId: failed?.uploadId ?? "",
        mapping,
      });
      expect(again.existing).toBe(false);
      await doReadyTasks();
    },
  );

  it("the preview shows what would stop the reading instead of throwing", async () => {
    const incidentId = await newIncident();
    const zip = await masterPreview(await upload(incidentId, "a.csv", zipOf("a.csv")));
    expect(zip).toMatchObject({ rows: [], problems: [{ reason: "file.is-zip" }] });
    const good = await masterPreview(await upload(incidentId, "b.csv", masterOf(...many(50))));
    expect(good).toMatchObject({ encoding: "utf-8", suggestedMapping: mapping, problems: [] });
    expect(good.rows).toHaveLength(20);
  });
});

describe("a master with lines that are wrong", () => {
  it("keeps every line with what became of it: record, duplicate of a line, or rejected with reason and column", async () => {
    const incidentId = await newIncident();
    const lines = [row(1), row(2), row(1), "", "too,short", `,${1009},名,メイ,,`, "1.2E+11,5,名,メイ,,"];
    const { id } = await importMaster(incidentId, "m.csv", masterOf(...lines));
    await doReadyTasks();
    const [read] = await masterImportsOf(incidentId);
    expect(read).toMatchObject({
      state: "read",
      rowsRead: 7,
      rowsRecorded: 2,
      rowsDuplicate: 1,
      rowsRejected: 4,
    });
    const duplicates = await personRecordsOf({ importId: id, outcome: "duplicate" });
    expect(duplicates.rows).toMatchObject([{ line: 4, duplicateOfLine: 2 }]);
    const rejected = await personRecordsOf({ importId: id, outcome: "rejected" });
    expect(rejected.rows.map(({ line, reason, reasonColumn }) => [line, reason, reasonColumn])).toEqual([
      [5, "row.blank", null],
      [6, "row.too-short", 2],
      [7, "claim-number.missing", 1],
      [8, "number.rounded", 1],
    ]);
  });

  it("the same file twice is one import, also while it is being read", async () => {
    const incidentId = await newIncident();
    const first = await importMaster(incidentId, "m.csv", masterOf(row(1)));
    const second = await importMaster(incidentId, "other name.csv", masterOf(row(1)));
    expect(second).toEqual({ id: first.id, existing: true });
    await doReadyTasks();
    expect(await importMaster(incidentId, "m.csv", masterOf(row(1)))).toEqual({
      id: first.id,
      existing: true,
    });
    expect(await recordsIn(incidentId)).toBe(1);
  });
});

const claim = "CLM-2012-0000001";
const catalogOf = (files: string[]): [string, Buffer][] => [
  ["Media.csv", Buffer.from("MediaId,VolumeName,MediaType,VolJobs\n1,T1,LTO-4,1\n")],
  ["Job.csv", Buffer.from(`JobId,Name,Type,Level,JobStatus,JobFiles,HasBase\n1,j,B,F,T,${files.length},0\n`)],
  ["JobMedia.csv", Buffer.from(`JobId,MediaId,FirstIndex,LastIndex\n1,1,1,${files.length}\n`)],
  ["Path.csv", Buffer.from("PathId,Path\n1,/srv/claims/2012/11/08/\n")],
  [
    "File.csv",
    Buffer.from(
      `FileId,FileIndex,JobId,PathId,Name,LStat\n${files.map((f, i) => `${i + 1},${i + 1},1,1,${f},`).join("\n")}\n`,
    ),
  ],
];

describe("a catalog that cannot be read as it stands", () => {
  const good = catalogOf([`${claim}_S01_SK01.tif`]);
  const instead = (name: string, content: Buffer) =>
    good.map(([file, bytes]): [string, Buffer] => [file, file === name ? content : bytes]);

  it.each([
    ["a zip among its files", instead("File.csv", zipOf("File.csv")), "file.is-zip", { file: "File.csv" }],
    ["a missing table", good.slice(1), "catalog.table-missing", { table: "Media" }],
    [
      "a missing column",
      instead("JobMedia.csv", Buffer.from("JobId,FirstIndex,LastIndex\n1,1,1\n")),
      "catalog.column-missing",
      {},
    ],
    [
      "an unclosed quote",
      instead("File.csv", Buffer.from('FileId,FileIndex,JobId,PathId,Name,LStat\n1,1,1,1,"a,\n2,2,1,1,b,\n')),
      "csv.unclosed-quote",
      { file: "File.csv", line: 2 },
    ],
    [
      "a line of 100 MB",
      instead(
        "File.csv",
        Buffer.concat([
          Buffer.from("FileId,FileIndex,JobId,PathId,Name,LStat\n1,1,1,1,a,\n"),
          Buffer.alloc(100_000_000, 0x61),
        ]),
      ),
      "csv.record-too-long",
      { file: "File.csv", line: 3 },
    ],
    [
      "a text that is no catalog",
      [["notes.txt", Buffer.from("hello\n")]] as [string, Buffer][],
      "catalog.format-unknown",
      {
        file: "notes.txt",
      },
    ],
  ])("%s ends as a failed import that says where, with not one row", async (_, files, reason, detail) => {
    const incidentId = await newIncident();
    const { id } = await importCatalog(incidentId, files);
    await doReadyTasks();
    const failed = await catalogImportById(id);
    expect(failed).toMatchObject({
      state: "failed",
      rowsRead: 0,
      problem: { reason, detail: expect.objectContaining(detail) },
    });
    const [rows] = await database().execute<{ n: number }>(
      sql`select (select count(*) from catalog_rows where import_id = ${id}) + (select count(*) from job_media where import_id = ${id}) as n`,
    );
    expect(Number(rows?.n)).toBe(0);
  });

  it("the same files twice, in another order, are one import", async () => {
    const incidentId = await newIncident();
    const first = await importCatalog(incidentId, good);
    expect(await importCatalog(incidentId, [...good].reverse())).toEqual({ id: first.id, existing: true });
    const twice = await upload(incidentId, "a.csv", good[0]?.[1] ?? Buffer.alloc(1));
    const copy = await upload(incidentId, "copy of a.csv", good[0]?.[1] ?? Buffer.alloc(1));
    await expect(startCatalogImport(manager, { incidentId, uploadIds: [twice, copy] })).rejects.toMatchObject(
      {
        reason: "catalog.file-twice",
      },
    );
    await doReadyTasks();
    expect(await database().$count(catalogImports, eq(catalogImports.incidentId, incidentId))).toBe(1);
  });

  it("a record that makes no sense is set aside with its place, and the others are read", async () => {
    const incidentId = await incidentWithMissing(["T1"]);
    const file =
      "FileId,FileIndex,JobId,PathId,Name,LStat\n1,1,1,1,a.tif,\n2,x,1,1,b.tif,\n3,1,1,9,c.tif,\n4,1\n";
    await importCatalog(incidentId, instead("File.csv", Buffer.from(file)));
    await doReadyTasks();
    const [account] = await rowAccounts(incidentId);
    expect(account).toMatchObject({ rowsRead: 4, unresolved: 4, unplaced: 0 });
    expect(account?.rules.map(({ rule, rows }) => [rule, rows]).sort()).toEqual([
      ["catalog.not-a-whole-number", 1],
      ["catalog.path-unknown", 1],
      ["catalog.wrong-number-of-cells", 1],
      ["no-rule", 1],
    ]);
  });
});

describe("whose claim it is", () => {
  const files = [`${claim}_S01_SK01.tif`, `${claim}_S01_SD01.tif`, "CLM-2012-0000002_S01_SK01.tif"];

  it("is unresolved where no master has it, or two masters give it to two people; a later master can settle it", async () => {
    const incidentId = await incidentWithMissing(["T1"]);
    await importCatalog(incidentId, catalogOf(files));
    await doReadyTasks();
    const rules = async () =>
      Object.fromEntries(
        ((await rowAccounts(incidentId))[0]?.rules ?? []).map(({ bucket, rule, rows }) => [
          `${bucket} ${rule}`,
          rows,
        ]),
      );
    expect(await rules()).toEqual({ "unresolved claim-not-in-master": 3 });
    await importMaster(incidentId, "m1.csv", masterOf(row(1)));
    await doReadyTasks();
    expect(await rules()).toEqual({ "mapped claim-in-master": 2, "unresolved claim-not-in-master": 1 });
    await importMaster(incidentId, "m2.csv", masterOf(row(1).replace(",1001,", ",7777,"), row(2)));
    await doReadyTasks();
    expect(await rules()).toEqual({ "mapped claim-in-master": 1, "unresolved claim-of-two-people": 2 });
    const [people] = await database().execute<{ affected: string[] }>(sql`
      select array_agg(insured_number order by 1) as affected from people where incident_id = ${incidentId} and affected`);
    expect(people?.affected).toEqual(["1002"]);
    expect(await database().$count(masterImports, eq(masterImports.incidentId, incidentId))).toBe(2);
  });
});
