import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { staff } from "@/db/schema";
import { importCatalog, incidentWithMissing } from "../features/upstream/bench";
import { type Bench, openBench, sleep, until } from "./bench";

const lstat = "P4A HYeD IGk B A A A yN BAA I BPd5qA BPd5qA BrBObv A A C";

/** A catalog of one job; every hundredth record names a path that is nowhere. */
function catalogOf(files: number): [string, Buffer][] {
  const records = Array.from(
    { length: files },
    (_, i) => `${i + 1},${i + 1},7,${i % 100 === 99 ? 9 : 1},f${i}.tif,${lstat}`,
  );
  return [
    ["Path.csv", Buffer.from("pathid,path\n1,/srv/claims/\n")],
    ["Media.csv", Buffer.from("mediaid,volumename,mediatype,voljobs\n1,V1,LTO-4,1\n")],
    ["Job.csv", Buffer.from(`jobid,name,type,level,jobstatus,jobfiles\n7,J,B,F,T,${files}\n`)],
    [
      "JobMedia.csv",
      Buffer.from(
        `jobid,mediaid,firstindex,lastindex,startfile,endfile,startblock,endblock\n7,1,1,${files},0,0,219,999\n`,
      ),
    ],
    ["File.csv", Buffer.from(`fileid,fileindex,jobid,pathid,name,lstat\n${records.join("\n")}\n`)],
  ];
}

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(1, 1, "test/jobs/import-worker.ts");
  await database()
    .insert(staff)
    .values({ id: "incident-manager", name: "M", email: "m@example.invalid", role: "incident-manager" });
});
afterAll(() => bench.close());

const bring = async (files: number) =>
  (await importCatalog(await incidentWithMissing(["V1"]), catalogOf(files))).id;

async function standing(importId: string) {
  const [row] = await bench.sql`
    select state, rows_written::int as written, rows_read::int as read,
           (select count(*)::int from catalog_rows where import_id = i.id) as rows,
           (select max(id) from catalog_rows where import_id = i.id) as last
    from catalog_imports i where id = ${importId}`;
  return row as { state: string; written: number; read: number; rows: number; last: string | null };
}

/** Everything a row says, of all rows. */
async function digest(importId: string): Promise<string> {
  const [row] = await bench.sql`
    select md5(string_agg(concat_ws('|', file_number, line, raw, job_id, file_index, path, size_bytes, modified_at,
      is_base, bucket, bucket_rule, reason_column), E'\n' order by file_number, line)) as md5
    from catalog_rows where import_id = ${importId}`;
  return row?.md5;
}

const isRead = (importId: string) => async () => (await standing(importId)).state === "read";

async function readUndisturbed(files: number): Promise<string> {
  const importId = await bring(files);
  const worker = await bench.start("postgres", { TEST_ROWS_PER_STEP: "1000000" });
  await until("read", 60, isRead(importId));
  worker.signal("SIGKILL");
  expect((await standing(importId)).rows).toBe(files);
  return digest(importId);
}

const files = 3_500;
/** The first step marks it as being read, seven write 500 rows each, and one commit makes them count. */
const crashes: [point: string, rowsKept: number, state: "queued" | "reading" | "read"][] = [
  ["task.claimed:1", 0, "queued"],
  ["task.step-recorded:1", 0, "queued"],
  ["task.step-recorded:2", 0, "reading"],
  ["task.step-committed:2", 500, "reading"],
  ["task.step-recorded:5", 1_500, "reading"],
  ["task.step-committed:8", 3_500, "reading"],
  ["task.recorded:1", 3_500, "reading"],
  ["task.finished:1", 3_500, "reading"],
  ["task.committed:1", 3_500, "read"],
];

test("a reading whose worker is killed at any point goes on where it was, and comes to the same rows, none twice", async () => {
  const expected = await readUndisturbed(files);
  for (const [point, rowsKept, state] of crashes) {
    const importId = await bring(files);
    const killed = bench.launch("postgres", { OWABI_FAILPOINT: point });
    expect(await killed.ended, point).toBe("SIGKILL");
    const left = await standing(importId);
    expect({ ...left, last: null }, point).toMatchObject({ state, rows: rowsKept, written: rowsKept });
    const next = await bench.start("postgres");
    await until(`${point}: read`, 60, isRead(importId));
    next.signal("SIGKILL");
    expect(await standing(importId), point).toMatchObject({ rows: files, written: files, read: files });
    expect(await digest(importId), point).toBe(expected);
    // What was there was not written again.
    const [kept] = await bench.sql`
      select count(*)::int as n from catalog_rows where import_id = ${importId} and id <= ${left.last ?? 0}`;
    expect(kept?.n, point).toBe(rowsKept);
  }
}, 240_000);

test("a worker that is stopped in the middle of a step keeps nobody waiting, and writes nothing when it wakes up", async () => {
  const many = 60_000;
  const expected = await readUndisturbed(many);
  const importId = await bring(many);
  const zombie = await bench.start("postgres", { TEST_ROWS_PER_STEP: "10000" });
  await until("some rows written", 30, async () => (await standing(importId)).written > 0);
  zombie.signal("SIGSTOP");
  const before = await standing(importId);
  expect(before.state).toBe("reading");
  const next = await bench.start("postgres", { TEST_ROWS_PER_STEP: "10000" });
  await until("read by the next", 60, isRead(importId));
  zombie.signal("SIGCONT");
  await sleep(2_000);
  expect(await standing(importId)).toMatchObject({ state: "read", rows: many, written: many, read: many });
  expect(await digest(importId)).toBe(expected);
  const [task] =
    await bench.sql`select state, attempts from outbox where dedupe_key = ${`read-catalog:${importId}`}`;
  expect(task).toEqual({ state: "done", attempts: 2 });
  expect(zombie.isAlive()).toBe(true);
  next.signal("SIGKILL");
}, 120_000);
