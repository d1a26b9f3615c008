import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import postgres from "postgres";
import { closeDatabase } from "@/db/client";
import { createTestDatabase } from "../setup/database";
import { type PrivateRedis, startPrivateRedis } from "../setup/redis";
import { effectsTable } from "./test-tasks";

export type QueueBackend = "redis" | "postgres";

export type Bench = {
  /** As the application's role. */
  sql: postgres.Sql;
  superuser: postgres.Sql;
  /** A Redis of this bench's own. */
  redis: PrivateRedis;
  /** The folder where handlers write. */
  folder: string;
  /** Starts a worker process of its own; resolves when it says that it works. */
  start: (queue: QueueBackend, extra?: Record<string, string>) => Promise<WorkerProcess>;
  /** Starts one without waiting. */
  launch: (queue: QueueBackend, extra?: Record<string, string>) => WorkerProcess;
  /** Ends every worker and forgets every task and effect; hints stay, stale as they are. */
  clear: () => Promise<void>;
  close: () => Promise<void>;
};

export type WorkerProcess = {
  pid: number;
  signal: (name: NodeJS.Signals) => void;
  /** Exit code or signal. */
  ended: Promise<string>;
  isAlive: () => boolean;
  output: () => string;
  ready: Promise<void>;
};

const secret = "only-for-tests-only-for-tests-only";

/**
 * A database with the effects table, a Redis of its own, and a way to start worker processes. One a test file:
 * the file's own process reads its settings once, and enqueues as the web process would.
 */
export async function openBench(
  lease: number,
  concurrency = 2,
  worker = "test/jobs/worker.ts",
): Promise<Bench> {
  const database = await createTestDatabase();
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => undefined });
  await owner.unsafe(effectsTable);
  mkdirSync(".tmp", { recursive: true });
  const folder = mkdtempSync(join(process.cwd(), ".tmp/jobs-"));
  const redis = await startPrivateRedis();
  const env: Record<string, string> = {
    DATABASE_URL: database.appUrl,
    APP_URL: "http://127.0.0.1:3000",
    BETTER_AUTH_SECRET: secret,
    FILES_DIR: folder,
    LOG_LEVEL: "debug",
    JOBS_CONCURRENCY: String(concurrency),
    JOBS_LEASE_SECONDS: String(lease),
  };
  Object.assign(process.env, env);
  const program = join(folder, "worker.mjs");
  await bundle(worker, program);
  const sql = postgres(database.appUrl, { max: 4, onnotice: () => undefined });
  const superuser = postgres(database.superUrl, { max: 1, onnotice: () => undefined });
  const started: WorkerProcess[] = [];
  const launch: Bench["launch"] = (queue, extra = {}) => {
    const worker = launchProcess(program, {
      ...env,
      REDIS_URL: queue === "redis" ? redis.url : "",
      ...extra,
    });
    started.push(worker);
    return worker;
  };
  const endAll = async () => {
    for (const worker of started) worker.signal("SIGKILL");
    await Promise.all(started.splice(0).map((worker) => worker.ended));
  };
  return {
    sql,
    superuser,
    redis,
    folder,
    launch,
    start: async (queue, extra) => {
      const worker = launch(queue, extra);
      const early = worker.ended.then((how) => {
        throw new Error(`the worker ended (${how}):\n${worker.output()}`);
      });
      await Promise.race([worker.ready, early]);
      return worker;
    },
    clear: async () => {
      await endAll();
      await owner.unsafe("truncate outbox, test_effects");
    },
    close: async () => {
      await endAll();
      await Promise.all([sql.end(), owner.end(), superuser.end(), closeDatabase()]);
      await redis.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As the product is bundled, so that a worker starts in half a second. */
async function bundle(entry: string, outfile: string): Promise<void> {
  const format = { bundle: true, platform: "node", target: "node20", format: "esm" } as const;
  await build({ entryPoints: [entry], outfile, ...format, packages: "external", logLevel: "silent" });
}

function launchProcess(program: string, env: Record<string, string>): WorkerProcess {
  const child: ChildProcess = spawn(process.execPath, ["--enable-source-maps", program], {
    env: { PATH: process.env.PATH, NODE_ENV: "test", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let alive = true;
  let sayReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    sayReady = resolve;
  });
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes("jobs ready")) sayReady();
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  const ended = new Promise<string>((resolve) => {
    child.once("close", (code, signal) => {
      alive = false;
      resolve(signal ?? String(code));
    });
  });
  return {
    pid: child.pid ?? 0,
    signal: (name) => {
      if (alive) child.kill(name);
    },
    ended,
    isAlive: () => alive,
    output: () => output,
    ready,
  };
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Asks again and again until the answer is true; fails with `what` after `seconds`. */
export async function until(what: string, seconds: number, ask: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!(await ask())) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(50);
  }
}

export type Counts = { effects: number; items: number; done: number; open: number; dead: number };

/** What was counted how often, and where the test's tasks stand. */
export async function counts(sql: postgres.Sql): Promise<Counts> {
  const [row] = await sql<Counts[]>`
    select (select count(*) from test_effects)::int as effects,
           (select count(distinct item) from test_effects)::int as items,
           count(*) filter (where state = 'done')::int as done,
           count(*) filter (where state in ('ready', 'running'))::int as open,
           count(*) filter (where state = 'dead')::int as dead
    from outbox where name like 'test.%'`;
  if (!row) throw new Error("no row");
  return row;
}
