import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuild, ensureJobsBundle } from "../../scripts/build.mjs";
import { type Child, startChild } from "../../scripts/children.mjs";
import { freePort } from "../../scripts/free-port.mjs";
import { createTestDatabase, type TestDatabase } from "./database";
import { type TestRedis, testRedis } from "./redis";

export type Queue = "postgres" | "redis";

export type ServerWish = {
  /** Where BullMQ keeps its queues; PostgreSQL unless said. */
  queue?: Queue;
  /** A Redis of the test's own, instead of the shared one. */
  redisUrl?: string;
  /** A database that is there already; else a fresh one, dropped at the end. */
  database?: TestDatabase;
  /** false: no jobs process at first. */
  jobs?: boolean;
  /** Further settings for web and jobs. */
  env?: Record<string, string>;
};

export type TestServer = {
  url: string;
  database: TestDatabase;
  filesDir: string;
  /** What web and jobs run with. */
  env: NodeJS.ProcessEnv;
  /** SIGKILL to the jobs process, as a crash would. Resolves when it is gone. */
  killJobs: () => Promise<void>;
  /** Starts the jobs process (again). */
  startJobs: () => void;
  logs: () => { web: string; jobs: string };
  stop: () => Promise<void>;
};

export type Worker = Pick<TestServer, "database" | "filesDir" | "env" | "killJobs" | "startJobs" | "stop"> & {
  log: () => string;
  /** Stops the process where it is, or lets it go on. */
  signalJobs: (signal: "SIGSTOP" | "SIGCONT") => void;
};

type Place = { folder: string; database: TestDatabase; env: NodeJS.ProcessEnv; leave: () => Promise<void> };

/** The production build's web and jobs processes on free ports, with a fresh database and folder for files. */
export async function startServer(wish: ServerWish = {}): Promise<TestServer> {
  await ensureBuild();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const place = await makePlace(wish, url, port);
  const webLog = join(place.folder, "web.log");
  const args = ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"];
  const web = startChild({ name: "web", args, env: place.env, log: webLog });
  const jobs = jobsProcess(place);
  if (wish.jobs !== false) jobs.start();
  const stop = async () => {
    await Promise.all([web.stop(), jobs.stop()]);
    await place.leave();
  };
  try {
    await answering(url, web);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    database: place.database,
    filesDir: String(place.env.FILES_DIR),
    env: place.env,
    killJobs: jobs.kill9,
    startJobs: jobs.start,
    logs: () => ({ web: read(webLog), jobs: jobs.log() }),
    stop,
  };
}

/** The bundled jobs process alone, with a fresh database: for tests of the queue that need no screen. */
export async function startWorker(wish: Omit<ServerWish, "jobs"> = {}): Promise<Worker> {
  await ensureJobsBundle();
  const place = await makePlace(wish, "http://localhost:3000", 0);
  const jobs = jobsProcess(place);
  jobs.start();
  return {
    database: place.database,
    filesDir: String(place.env.FILES_DIR),
    env: place.env,
    killJobs: jobs.kill9,
    startJobs: jobs.start,
    signalJobs: jobs.signal,
    log: jobs.log,
    stop: async () => {
      await jobs.stop();
      await place.leave();
    },
  };
}

async function makePlace(wish: ServerWish, url: string, port: number): Promise<Place> {
  mkdirSync(".tmp", { recursive: true });
  const folder = mkdtempSync(join(process.cwd(), ".tmp/server-"));
  const filesDir = join(folder, "files");
  mkdirSync(filesDir);
  const database = wish.database ?? (await createTestDatabase());
  const shared: TestRedis | undefined =
    wish.queue === "redis" && !wish.redisUrl ? await testRedis() : undefined;
  const redisUrl = wish.redisUrl ?? shared?.url;
  const { REDIS_URL: _developers, ...inherited } = process.env;
  return {
    folder,
    database,
    env: {
      ...inherited,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      DATABASE_URL: database.appUrl,
      APP_URL: url,
      PORT: String(port),
      FILES_DIR: filesDir,
      BETTER_AUTH_SECRET: randomBytes(32).toString("base64url"),
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
      ...wish.env,
    },
    leave: async () => {
      await shared?.close();
      if (!wish.database) await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function jobsProcess(place: Place) {
  const logPath = join(place.folder, "jobs.log");
  let child: Child | undefined;
  return {
    start: () => {
      const args = ["--enable-source-maps", "dist/jobs/main.js"];
      child = startChild({ name: "jobs", args, env: place.env, log: logPath });
    },
    signal: (signal: NodeJS.Signals) => {
      if (child?.pid) process.kill(child.pid, signal);
    },
    kill9: async () => {
      if (child?.pid) process.kill(child.pid, "SIGKILL");
      await child?.ended;
      child = undefined;
    },
    stop: async () => {
      await child?.stop();
    },
    log: () => read(logPath),
  };
}

async function answering(url: string, web: Child): Promise<void> {
  let died: string | undefined;
  web.ended.then((sentence) => {
    died = sentence;
  });
  const until = Date.now() + 60_000;
  while (Date.now() < until && died === undefined) {
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => undefined,
    );
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${died ?? "web did not answer within a minute."}\n${web.tail()}`);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
