import { gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { knownFiles } from "@/features/catalog/known-files";
import { mendCatalogLine } from "@/features/catalog/mend-catalog-line";
import { mendsOfImport } from "@/features/catalog/mends-of-import";
import { catalogImportsOf, catalogRowsOf, rowAccounts } from "@/features/catalog/queries";
import { receivedLine } from "@/features/catalog/received-line";
import { rereadCatalogImport } from "@/features/catalog/reread-catalog-import";
import { tryCatalogLine } from "@/features/catalog/try-catalog-line";
import { withdrawCatalogImport } from "@/features/catalog/withdraw-catalog-import";
import { revokeMend } from "@/features/incidents/revoke-mend";
import { mendMasterLine } from "@/features/people/mend-master-line";
import { masterImportsOf, personRecordsOf } from "@/features/people/queries";
import { rereadMasterImport } from "@/features/people/reread-master-import";
import { tryLineOfMaster } from "@/features/people/try-line-of-master";
import { withdrawMasterImport } from "@/features/people/withdraw-master-import";
import { checkInvariants } from "../../../jobs/invariants/check-invariants";
import { bytesIn } from "../../lib/text-stream";
import {
  benchForThisFile,
  doReadyTasks,
  importCatalog,
  importMaster,
  incidentWithMissing,
  manager,
  upload,
} from "./bench";

benchForThisFile();

const lstat = "P4A HYeD IGk B A A A yN BAA I BPd5qA BPd5qA BrBObv A A C";
const fileHeader = "fileid,fileindex,jobid,pathid,name,lstat";
const reason = "元の画面で確かめた";
const fileNumber = 5;

/** Line 3 has no job number, line 4 a comma too many, lines 5 and 6 are one record of a path that is nowhere. */
const wrong = [
  `1,1,7,1,CLM-2012-0000001_001.tif,${lstat}`,
  `2,2,,1,CLM-2012-0000002_001.tif,${lstat}`,
  `3,3,7,1,CLM-2012-0000003_001.tif,${lstat},`,
  `4,4,7,9,"診断書\n_001.tif",${lstat}`,
  `5,5,7,1,CLM-2012-0000005_001.tif,${lstat}`,
];

function catalogOf(
  lines: string[],
  bytes: (text: string) => Uint8Array = Buffer.from,
): [string, Uint8Array][] {
  return [
    ["Path.csv", Buffer.from("pathid,path\n1,/srv/claims/2012-10-25/\n")],
    ["Media.csv", Buffer.from("mediaid,volumename,mediatype,voljobs\n1,V1,LTO-4,1\n")],
    ["Job.csv", Buffer.from("jobid,name,type,level,jobstatus,jobfiles\n7,J,B,F,T,5\n")],
    [
      "JobMedia.csv",
      Buffer.from(
        "jobid,mediaid,firstindex,lastindex,startfile,endfile,startblock,endblock\n7,1,1,5,0,0,219,999\n",
      ),
    ],
    ["File.csv", bytes(`${[fileHeader, ...lines].join("\r\n")}\r\n`)],
  ];
}

async function readCatalog(lines = wrong, bytes?: (text: string) => Uint8Array) {
  const incidentId = await incidentWithMissing(["V1"]);
  const { id: importId } = await importCatalog(incidentId, catalogOf(lines, bytes));
  await doReadyTasks();
  return { incidentId, importId };
}

const statesOf = async (incidentId: string) => (await catalogImportsOf(incidentId)).map(({ state }) => state);
const rejectedOf = async (importId: string) =>
  (await catalogRowsOf({ importId, bucket: "unresolved" })).rows
    .filter(({ path }) => path === null)
    .map(({ line, rule, reasonColumn }) => [line, rule, reasonColumn]);
const rowsThere = async (importId: string): Promise<number> => {
  const [row] = await database().execute<{ n: number }>(
    sql`select count(*)::int as n from catalog_rows where import_id = ${importId}`,
  );
  return row?.n ?? -1;
};
const allHolds = async () =>
  expect(
    (await checkInvariants())
      .filter(({ violations }) => violations !== 0)
      .map(({ invariant }) => invariant.id),
  ).toEqual([]);

const mend = (importId: string, line: number, mended: string) =>
  mendCatalogLine(manager, { importId, fileNumber, line, mended, reason });

describe("a line of a catalog that could not be read", () => {
  it("shows its line, reason and column, and is told to be readable before it is kept", async () => {
    const { importId } = await readCatalog();
    expect(await rejectedOf(importId)).toEqual([
      [3, "catalog.empty", "jobid"],
      [5, "catalog.path-unknown", "pathid"],
      [4, "catalog.wrong-number-of-cells", null],
    ]);
    const tried = (line: number, mended: string) =>
      tryCatalogLine(database(), { importId, fileNumber, line, mended });
    expect(await tried(3, wrong[1] ?? "")).toMatchObject({
      verdict: "rejected",
      reason: "catalog.empty",
      column: "jobid",
    });
    expect(await tried(3, `2,2,7,1,a.tif,${lstat}`)).toMatchObject({ verdict: "likely" });
    expect(await tried(3, `2,2,7,1,"a.tif,${lstat}`)).toMatchObject({
      verdict: "rejected",
      reason: "csv.unclosed-quote",
    });
    expect(await tried(3, "")).toMatchObject({ verdict: "struck-out" });
  });

  it.each<[string, (text: string) => Uint8Array]>([
    ["UTF-8", (text) => Buffer.from(text)],
    ["CP932", (text) => bytesIn("cp932", text)],
    [
      "UTF-16, compressed",
      (text) => gzipSync(Buffer.concat([Buffer.from([0xff, 0xfe]), bytesIn("utf-16le", text)])),
    ],
  ])(
    "is read as mended in %s, every other line keeping its number, and the old reading counts no more",
    async (_, bytes) => {
      const { incidentId, importId } = await readCatalog(wrong, bytes);
      await mend(importId, 3, `2,2,7,1,CLM-2012-0000002_001.tif,${lstat}`);
      await mend(importId, 4, "");
      await mend(importId, 5, `4,4,7,1,"診断書_001.tif",${lstat}`);
      const again = await rereadCatalogImport(manager, { importId });
      expect(again.existing).toBe(false);
      await expect(rereadCatalogImport(manager, { importId })).rejects.toMatchObject({
        reason: "catalog-import.being-reread",
      });
      await expect(withdrawCatalogImport(manager, { importId, reason })).rejects.toMatchObject({
        reason: "catalog-import.being-reread",
      });
      expect(await statesOf(incidentId)).toEqual(["queued", "read"]);
      await doReadyTasks();
      expect(await statesOf(incidentId)).toEqual(["read", "replaced"]);
      expect(await rejectedOf(again.id)).toEqual([]);
      const rows = await database().execute<{ line: number; path: string }>(
        sql`select line, path from catalog_rows where import_id = ${again.id} order by line`,
      );
      expect(rows.map(({ line, path }) => [line, path.split("/").at(-1)])).toEqual([
        [2, "CLM-2012-0000001_001.tif"],
        [3, "CLM-2012-0000002_001.tif"],
        [5, "診断書_001.tif"],
        [7, "CLM-2012-0000005_001.tif"],
      ]);
      const [read] = await catalogImportsOf(incidentId);
      expect(read?.files.at(-1)).toMatchObject({
        linesRead: 7,
        facts: 4,
        rejected: 0,
        ignoredBy: { header: 1, "struck-out": 1, "mended-into-fewer-lines": 1 },
      });
      expect((await rowAccounts(incidentId)).map(({ importId: id, rowsRead }) => [id, rowsRead])).toEqual([
        [again.id, 4],
      ]);
      expect(await rowsThere(importId)).toBe(0);
      await allHolds();
    },
  );

  it("keeps what was received beside what was written, with name and reason, and nothing of it in an event", async () => {
    const { incidentId, importId } = await readCatalog();
    const mended = `2,2,7,1,CLM-2012-0000002_001.tif,${lstat}`;
    await mend(importId, 3, mended);
    const { id } = await rereadCatalogImport(manager, { importId });
    await doReadyTasks();
    expect(await mendsOfImport(database(), id)).toMatchObject([
      {
        fileNumber,
        line: 3,
        received: wrong[1],
        mended,
        reason,
        mendedBy: "incident-manager",
        state: "read-with",
      },
    ]);
    expect((await receivedLine(database(), { importId: id, fileNumber, line: 3 })).received).toBe(wrong[1]);
    const events = await database().execute(
      sql`select detail::text || coalesce(reason, '') as said from events where incident_id = ${incidentId}`,
    );
    expect(JSON.stringify(events)).not.toContain("CLM-2012");
  });

  it("is no reason to read again unless a mend is new; a mend taken back is", async () => {
    const { incidentId, importId } = await readCatalog();
    expect(await rereadCatalogImport(manager, { importId })).toEqual({ id: importId, existing: true });
    const { id: mendId } = await mend(importId, 3, "");
    const { id } = await rereadCatalogImport(manager, { importId });
    await doReadyTasks();
    expect(await rereadCatalogImport(manager, { importId: id })).toEqual({ id, existing: true });
    await expect(rereadCatalogImport(manager, { importId })).rejects.toMatchObject({
      reason: "catalog-import.not-to-be-reread",
    });
    await revokeMend(manager, { mendId, reason });
    expect((await mendsOfImport(database(), id)).map(({ state }) => state)).toEqual(["taken-back"]);
    await expect(revokeMend(manager, { mendId, reason })).rejects.toMatchObject({
      reason: "mend.not-in-force",
    });
    const third = await rereadCatalogImport(manager, { importId: id });
    await doReadyTasks();
    expect(await statesOf(incidentId)).toEqual(["read", "replaced", "replaced"]);
    expect((await rejectedOf(third.id)).length).toBe(3);
    await allHolds();
  });

  it("that keeps the whole file from being read is mended all the same; a mend that breaks a file leaves the old reading", async () => {
    const { incidentId, importId } = await readCatalog([...wrong.slice(0, 1), `2,2,7,1,"a"b,${lstat}`]);
    const [failed] = await catalogImportsOf(incidentId);
    expect(failed).toMatchObject({
      state: "failed",
      problem: { reason: "csv.stray-quote", detail: { file: "File.csv", line: 3 } },
    });
    expect((await receivedLine(database(), { importId, fileNumber, line: 3 })).received).toBe(
      `2,2,7,1,"a"b,${lstat}`,
    );
    await mend(importId, 3, `2,2,7,1,ab,${lstat}`);
    const { id } = await rereadCatalogImport(manager, { importId });
    await doReadyTasks();
    expect(await statesOf(incidentId)).toEqual(["read", "failed"]);
    await mend(id, 3, `2,2,7,1,"a"b",${lstat}`);
    await rereadCatalogImport(manager, { importId: id });
    await doReadyTasks();
    expect(await statesOf(incidentId)).toEqual(["failed", "read", "failed"]);
    expect(await rowsThere(id)).toBe(2);
    await allHolds();
  });

  it("takes a mend that changes something, fits, and overlaps no other", async () => {
    const { importId } = await readCatalog();
    await expect(mend(importId, 3, wrong[1] ?? "")).rejects.toMatchObject({ reason: "mend.nothing-changed" });
    await expect(mend(importId, 3, "a\nb")).rejects.toMatchObject({
      reason: "mend.too-many-lines",
      detail: { line: 3, lines: 1, mended: 2 },
    });
    await mend(importId, 5, "");
    await expect(mend(importId, 6, "x")).rejects.toMatchObject({
      reason: "mend.overlapping",
      detail: { line: 5 },
    });
    await expect(mend(importId, 99, "x")).rejects.toMatchObject({ reason: "mend.line-not-there" });
    await mend(importId, 5, "y");
    expect((await mendsOfImport(database(), importId)).map(({ line, mended }) => [line, mended])).toEqual([
      [5, "y"],
    ]);
  });
});

describe("a catalog that does not belong here", () => {
  it("is withdrawn with a reason, leaves no row, and its files can be brought again, mends and all", async () => {
    const { incidentId, importId } = await readCatalog();
    await mend(importId, 3, "");
    await withdrawCatalogImport(manager, { importId, reason: "別の事案の目録" });
    await doReadyTasks();
    expect(await catalogImportsOf(incidentId)).toMatchObject([
      { state: "withdrawn", rowsRead: 5, withdrawal: { reason: "別の事案の目録", by: "incident-manager" } },
    ]);
    expect([await rowsThere(importId), await rowAccounts(incidentId)]).toEqual([0, []]);
    await expect(withdrawCatalogImport(manager, { importId, reason })).rejects.toMatchObject({
      reason: "catalog-import.not-read",
    });
    const { id, existing } = await importCatalog(incidentId, catalogOf(wrong));
    expect(existing).toBe(false);
    await doReadyTasks();
    expect((await rejectedOf(id)).map(([line]) => line).sort()).toEqual([4, 5]);
    await allHolds();
  });

  it("the same files are one import, whatever mends it was read with", async () => {
    const { incidentId, importId } = await readCatalog();
    await mend(importId, 3, "");
    expect(await importCatalog(incidentId, catalogOf(wrong))).toEqual({ id: importId, existing: true });
    const { id } = await rereadCatalogImport(manager, { importId });
    expect(await importCatalog(incidentId, catalogOf(wrong))).toEqual({ id, existing: true });
    await doReadyTasks();
    expect(await importCatalog(incidentId, catalogOf(wrong))).toEqual({ id, existing: true });
  });

  it("a file brought a second time inside a larger set is named, before it is read and after", async () => {
    const { incidentId, importId } = await readCatalog();
    const larger: [string, Uint8Array][] = [
      ...catalogOf(wrong),
      ["more.csv", Buffer.from(`${fileHeader}\n9,5,7,1,z.tif,${lstat}\n`)],
    ];
    const uploadIds: string[] = [];
    for (const [name, content] of larger) uploadIds.push(await upload(incidentId, name, content));
    expect(
      (await knownFiles(database(), { incidentId, uploadIds })).map((one) => [one.fileName, one.importId]),
    ).toEqual(larger.slice(0, 5).map(([name]) => [name, importId]));
    await importCatalog(incidentId, larger);
    await doReadyTasks();
    const [second, first] = await catalogImportsOf(incidentId);
    expect(second?.files.map(({ isInEarlierImport }) => isInEarlierImport)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(first?.files.some(({ isInEarlierImport }) => isInEarlierImport)).toBe(false);
    await withdrawCatalogImport(manager, { importId, reason });
    await doReadyTasks();
    expect(
      (await catalogImportsOf(incidentId))[0]?.files.some(({ isInEarlierImport }) => isInEarlierImport),
    ).toBe(false);
  });
});

describe("a line of a customer master that could not be read", () => {
  const header = "請求番号,被保険者番号,被保険者氏名,カナ氏名,生年月日,住所";
  const row = (n: number) => `CLM-2012-000000${n},100${n},山田花子,ヤマダハナコ,1970-01-01,東京都`;
  const lines = [
    row(1),
    `${row(2)},余分`,
    "",
    `${row(4).replace("東京都", '"東京都\r\n千代田区')}","余分"`,
    row(5),
  ];
  const bytes = bytesIn("cp932", `${[header, ...lines].join("\r\n")}\r\n`);

  it("is tried, mended or struck out, and the master read again in its place", async () => {
    const incidentId = await incidentWithMissing(["V1"]);
    const { id: importId } = await importMaster(incidentId, "master.csv", bytes);
    await doReadyTasks();
    const rejected = async (id: string) =>
      (await personRecordsOf({ importId: id, outcome: "rejected" })).rows.map(({ line, reason: why }) => [
        line,
        why,
      ]);
    expect(await rejected(importId)).toEqual([
      [3, "row.too-long"],
      [4, "row.blank"],
      [5, "row.too-long"],
    ]);
    const tried = (mended: string) => tryLineOfMaster(database(), { importId, line: 3, mended });
    expect(await tried(lines[1] ?? "")).toMatchObject({
      verdict: "rejected",
      reason: "row.too-long",
      column: "7",
    });
    expect(await tried(row(2))).toMatchObject({ verdict: "taken" });
    await mendMasterLine(manager, { importId, line: 3, mended: row(2), reason });
    await mendMasterLine(manager, { importId, line: 5, mended: row(4), reason });
    const { id } = await rereadMasterImport(manager, { importId });
    await doReadyTasks();
    expect(
      (await masterImportsOf(incidentId)).map(({ state, rowsRecorded }) => [state, rowsRecorded]),
    ).toEqual([
      ["read", 4],
      ["replaced", 2],
    ]);
    expect(await rejected(id)).toEqual([[4, "row.blank"]]);
    expect((await personRecordsOf({ importId: id, outcome: "record" })).rows.map(({ line }) => line)).toEqual(
      [2, 3, 5, 7],
    );
    await mendMasterLine(manager, { importId: id, line: 5, mended: "", reason });
    const { id: last } = await rereadMasterImport(manager, { importId: id });
    await expect(withdrawMasterImport(manager, { importId: id, reason })).rejects.toMatchObject({
      reason: "master-import.being-reread",
    });
    await doReadyTasks();
    expect(await rejected(last)).toEqual([
      [4, "row.blank"],
      [5, "row.struck-out"],
    ]);
    await allHolds();
  });

  it("is withdrawn as what it is, with its reason", async () => {
    const incidentId = await incidentWithMissing(["V1"]);
    const { id } = await importMaster(incidentId, "master.csv", bytes);
    await doReadyTasks();
    await withdrawMasterImport(manager, { importId: id, reason: "列の対応を間違えた" });
    expect(await masterImportsOf(incidentId)).toMatchObject([
      { state: "withdrawn", problem: null, withdrawal: { reason: "列の対応を間違えた" } },
    ]);
    expect((await importMaster(incidentId, "master.csv", bytes)).existing).toBe(false);
  });
});
