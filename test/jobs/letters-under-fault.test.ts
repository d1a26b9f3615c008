import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { printRunsOf } from "@/features/print-runs/queries";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { FileStore } from "@/lib/files";
import { as, doReadyTasks, openUpstreamBench, type UpstreamBench } from "../features/upstream/bench";
import { createTestDatabase, type TestDatabase } from "../setup/database";
import { incidentWithLetters } from "../setup/incident-with-letters";
import { type PrivateRedis, startPrivateRedis } from "../setup/redis";
import { type Queue, startWorker, type Worker } from "../setup/server";
import { sleep, until } from "./bench";

const render = "render-print-run";
/** Two seconds: work a killed process had claimed comes back soon, as it would after a minute outside tests. */
const leaseSeconds = 2;
/** `npm run faults` sends ten thousand letters through the same. */
const people = Number(process.env.FAULT_LETTERS ?? 2_600);
const mostMs = people > 6_000 ? 1_800_000 : 240_000;

let bench: UpstreamBench;
let redis: PrivateRedis;
/** The same incident for each queue: its letters asked for, and its runs sealed, nothing of it done. */
const asked = new Map<Queue, TestDatabase>();
const sealed = new Map<Queue, TestDatabase>();
/** Sealed as well: for the full disk, and for the worker that is taken for dead. */
const more: Record<"disk" | "zombie", TestDatabase | null> = { disk: null, zombie: null };

async function copiesFor(into: Map<Queue, TestDatabase>): Promise<void> {
  const name = new URL(process.env.DATABASE_URL ?? "").pathname.slice(1);
  await closeDatabase();
  for (const queue of ["redis", "postgres"] as const) into.set(queue, await createTestDatabase(name));
}

beforeAll(async () => {
  bench = await openUpstreamBench();
  redis = await startPrivateRedis();
  const { incidentId } = await incidentWithLetters({ scenario: "two-tapes", people, until: "asked" });
  await copiesFor(asked);
  await doReadyTasks();
  await planPrintRuns(as("mailroom"), { incidentId });
  const printRunIds = (await printRunsOf(incidentId)).map(({ id }) => id);
  await sealPrintRuns(as("mailroom"), { printRunIds });
  await copiesFor(sealed);
  const name = new URL(process.env.DATABASE_URL ?? "").pathname.slice(1);
  for (const use of ["disk", "zombie"] as const) more[use] = await createTestDatabase(name);
}, mostMs + 60_000);

let worker: Worker | undefined;
let sql: postgres.Sql;
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  await sql?.end();
});
afterAll(async () => {
  for (const copy of [...asked.values(), ...sealed.values(), more.disk, more.zombie]) await copy?.drop();
  await redis.stop();
  await bench.close();
});

/** The address of the answer page is printed on every letter: it is among what was approved. */
const usual = () => ({
  JOBS_LEASE_SECONDS: String(leaseSeconds),
  JOBS_CONCURRENCY: "1",
  APP_URL: process.env.APP_URL ?? "",
});

async function begin(
  queue: Queue,
  database: TestDatabase | null | undefined,
  env: Record<string, string> = {},
): Promise<Worker> {
  if (!database) throw new Error("no copy");
  await sql?.end();
  sql = postgres(database.superUrl, { max: 2, onnotice: () => undefined });
  worker = await startWorker({
    queue,
    database,
    ...(queue === "redis" ? { redisUrl: redis.url } : {}),
    env: { ...usual(), LOG_LEVEL: "debug", ...env },
  });
  return worker;
}

/** Forgets every hint: FLUSHALL, or the same for the queue's tables. */
async function emptyQueue(queue: Queue): Promise<void> {
  if (queue === "redis") return redis.flushAll();
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where (schemaname = 'bullmq' or tablename like 'bullmq%') and tablename not like '%migration%'`;
  if (tables.length === 0) throw new Error("the queue's tables were not found");
  const emptying = `truncate ${tables.map(({ name }) => name).join(", ")}`;
  // The queue's own statements lock the same tables in another order; PostgreSQL then ends one of the two.
  await until("the queue emptied", 30, () =>
    sql.unsafe(emptying).then(
      () => true,
      (error: { code?: string }) => {
        if (error.code === "40P01") return false;
        throw error;
      },
    ),
  );
}

type Standing = { open: number; done: number; dead: number };

async function standingOf(task: string): Promise<Standing> {
  const [row] = await sql<Standing[]>`
    select count(*) filter (where state in ('ready', 'running'))::int as open,
      count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'dead')::int as dead
    from outbox where name = ${task}`;
  if (!row) throw new Error("no row");
  return row;
}

/** The claims that somebody holds, living or dead: a task's id with its fence. */
async function claimsOf(task: string): Promise<Set<string>> {
  const claims = await sql<{ claim: string }[]>`
    select id || ':' || fence as claim from outbox where name = ${task} and state = 'running'`;
  return new Set(claims.map(({ claim }) => claim));
}

/**
 * Kills the worker again and again while it is in the middle of a task, and empties the queue in between, until
 * enough faults hit; then lets it finish. Says how many tasks were cut off, and done among the faults.
 */
async function workUnderFault(queue: Queue, task: string, kills: number) {
  const before = await standingOf(task);
  let cutOff = 0;
  let ofTheDead = new Set<string>();
  const living = async () => [...(await claimsOf(task))].filter((claim) => !ofTheDead.has(claim)).length;
  let doneAmongFaults = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    await until("a task under way", 30, async () => (await living()) > 0);
    await sleep(30 + ((kill * 97) % 180));
    await worker?.killJobs();
    const left = await standingOf(task);
    cutOff += await living();
    ofTheDead = await claimsOf(task);
    doneAmongFaults = left.done;
    if (kill % 2 === 1) await emptyQueue(queue);
    worker?.startJobs();
    // Between two kills something must get done, or the faults would only test the start.
    if (kill < kills - 1)
      await until("a task done", 30, async () => (await standingOf(task)).done > left.done);
    await emptyQueue(queue);
  }
  await until("every task done", 90, async () => (await standingOf(task)).open === 0);
  const after = await standingOf(task);
  console.info(
    `${queue}, ${task}: ${kills} kills cut off ${cutOff} of ${before.open} tasks, ${doneAmongFaults - before.done} done among them`,
  );
  expect({ done: after.done - before.done, dead: after.dead }).toEqual({ done: before.open, dead: 0 });
  expect(cutOff).toBeGreaterThanOrEqual(Math.ceil(kills / 2));
  expect(doneAmongFaults - before.done).toBeGreaterThan(0);
  expect(doneAmongFaults - before.done).toBeLessThan(before.open);
}

/** Whether the worker's log holds the name or the address of anybody. */
async function namesIn(log: string): Promise<number> {
  const known = await sql<
    { name: string | null; address: string | null }[]
  >`select name, address from people`;
  const values = new Set(known.flatMap(({ name, address }) => [name, address]));
  return [...values].filter((value) => value && value.length > 3 && log.includes(value)).length;
}

/** Every run has one file, whole and read back, its letters all placed; nobody is missing and nobody twice. */
async function everyRunIsWhole(filesDir: string): Promise<{ runs: number; letters: number }> {
  const runs = await sql<{ stored: string; sha256: string; letters: number; placed: number }[]>`
    select pdf_stored_as as stored, pdf_sha256 as sha256, letter_count as letters,
      (select count(*) from print_run_letters rl where rl.print_run_id = r.id and first_page is not null)::int as placed
    from print_runs r where state = 'rendered'`;
  const [all] = await sql`select count(*)::int as runs, sum(letter_count)::int as letters from print_runs`;
  const [wrong] = await sql`
    select count(*) filter (where read_back_failed)::int as differing, count(*) filter (where state = 'in-run')::int as letters,
      count(distinct notice_id) filter (where state = 'in-run')::int as notices from letters`;
  expect(runs).toHaveLength(all?.runs);
  expect(runs.reduce((sum, run) => sum + run.placed, 0)).toBe(all?.letters);
  expect(wrong).toEqual({ differing: 0, letters: all?.letters, notices: all?.letters });
  expect(all?.letters).toBeGreaterThanOrEqual(Math.floor(people * 0.98));
  for (const run of runs) {
    const pdf = readFileSync(join(filesDir, run.stored));
    expect(createHash("sha256").update(pdf).digest("hex")).toBe(run.sha256);
  }
  const names = readdirSync(join(filesDir, "print-runs")).filter((name) => name.endsWith(".pdf"));
  expect(names.map((name) => `print-runs/${name}`).sort()).toEqual(runs.map(({ stored }) => stored).sort());
  return { runs: all?.runs, letters: all?.letters };
}

const unfinishedIn = (filesDir: string) =>
  existsSync(join(filesDir, "print-runs"))
    ? readdirSync(join(filesDir, "print-runs")).filter((name) => name.endsWith(".part"))
    : [];

describe.each(["redis", "postgres"] as const)("on %s", (queue) => {
  test(
    "kill -9 and an emptied queue in the middle of thousands of letters end in exactly one letter a person",
    async () => {
      const running = await begin(queue, asked.get(queue));
      await workUnderFault(queue, "generate-letter-chunk", 4);
      const [letters] = await sql`
      select count(*)::int as owed, count(*) filter (where live = 1)::int as with_one,
        sum(live)::int as letters, sum(all_letters)::int as ever
      from (select (select count(*) from letters l where l.notice_id = n.id and l.state <> 'void') as live,
              (select count(*) from letters l where l.notice_id = n.id) as all_letters
            from notices n where n.channel = 'letter' and n.state = 'owed') each`;
      expect(letters?.owed).toBeGreaterThanOrEqual(Math.floor(people * 0.98));
      expect(letters).toEqual({
        owed: letters?.owed,
        with_one: letters?.owed,
        letters: letters?.owed,
        ever: letters?.owed,
      });
      const [events] = await sql`
      select count(*)::int as chunks, sum((detail ->> 'letters')::int)::int as letters from events
      where action = 'letters.generated'`;
      const [chunks] = await sql`select count(*)::int as n from letter_chunks where state = 'generated'`;
      expect(events).toEqual({ chunks: chunks?.n, letters: letters?.owed });
      expect(await namesIn(running.log())).toBe(0);
    },
    mostMs,
  );

  test(
    "kill -9 and an emptied queue in the middle of the PDFs end in one whole file a run",
    async () => {
      const running = await begin(queue, sealed.get(queue));
      await workUnderFault(queue, "render-print-run", 3);
      const { runs: whole } = await everyRunIsWhole(running.filesDir);
      const [events] = await sql`select count(*)::int as n from events where action = 'print-run.rendered'`;
      expect(events?.n).toBe(whole);
      expect(await namesIn(running.log())).toBe(0);
    },
    mostMs,
  );
});

test(
  "a full disk stops the PDFs and leaves nothing half written; with room again every run is made",
  async () => {
    // Room for two runs or so.
    const running = await begin("postgres", more.disk, { OWABI_DISK_FULL_AFTER_BYTES: "2000000" });
    await until(
      "every task done or given up",
      mostMs / 2_000,
      async () => (await standingOf(render)).open === 0,
    );
    const full = await standingOf(render);
    expect(full.dead).toBeGreaterThan(0);
    expect(full.done).toBeGreaterThan(0);
    expect(unfinishedIn(running.filesDir)).toEqual([]);
    const [stored] = await sql`select count(*)::int as runs from print_runs where state = 'rendered'`;
    expect(readdirSync(join(running.filesDir, "print-runs"))).toHaveLength(stored?.runs);
    const reasons =
      await sql`select distinct last_reason from outbox where name = ${render} and state = 'dead'`;
    expect(reasons.map(({ last_reason }) => last_reason)).toEqual(["task.fault:ENOSPC"]);
    await running.killJobs();
    delete running.env.OWABI_DISK_FULL_AFTER_BYTES;
    await sql`update outbox set state = 'ready', attempts = 0, next_at = clock_timestamp(), dispatched_at = null
    where name = ${render} and state = 'dead'`;
    running.startJobs();
    await until("every task done", mostMs / 2_000, async () => (await standingOf(render)).open === 0);
    expect((await standingOf(render)).dead).toBe(0);
    await everyRunIsWhole(running.filesDir);
    expect(await namesIn(running.log())).toBe(0);
  },
  mostMs,
);

test(
  "a worker taken for dead that wakes up records nothing and leaves no file; what was killed half way is swept",
  async () => {
    const running = await begin("postgres", more.zombie);
    let second: Worker | undefined;
    try {
      for (let round = 0; round < 2; round += 1) {
        await until("a file half written", 60, async () => unfinishedIn(running.filesDir).length > 0);
        running.signalJobs("SIGSTOP");
        second ??= await startWorker({
          queue: "postgres",
          database: running.database,
          env: { ...usual(), FILES_DIR: running.filesDir },
        });
        const before = (await standingOf(render)).done;
        await until("the other has its task", 60, async () => (await standingOf(render)).done > before);
        running.signalJobs("SIGCONT");
      }
      await until("another file half written", 60, async () => unfinishedIn(running.filesDir).length > 0);
      await running.killJobs();
      await until("every task done", mostMs / 2_000, async () => (await standingOf(render)).open === 0);
      await everyRunIsWhole(running.filesDir);
      const left = unfinishedIn(running.filesDir);
      const files = new FileStore(running.filesDir);
      expect(await files.removeUnfinished(60)).toBe(0);
      expect(await files.removeUnfinished(0)).toBe(left.length);
      expect(unfinishedIn(running.filesDir)).toEqual([]);
    } finally {
      await second?.stop();
    }
  },
  mostMs,
);
