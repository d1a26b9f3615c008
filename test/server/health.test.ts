import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { GET as healthRoute } from "@/app/api/health/route";
import { closeDatabase } from "@/db/client";
import { env } from "@/lib/env";
import type { Health } from "@/server/health";
import { type Bench, openBench } from "./bench";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.owner`truncate outbox`;
  await jobsSwept(1);
});

async function asked(): Promise<{ status: number; health: Health; text: string }> {
  const response = await healthRoute();
  expect(response.headers.get("cache-control")).toBe("no-store");
  const text = await response.text();
  return { status: response.status, health: JSON.parse(text) as Health, text };
}

const problems = ({ checks }: Health) =>
  checks.filter(({ ok }) => !ok).map(({ name, problem }) => `${name}: ${problem}`);

const jobsSwept = (secondsAgo: number) => bench.owner`
  insert into outbox (name, dedupe_key, payload, state, done_at)
  values ('sweep-stalled-tasks', ${`sweep:${Math.random()}`}, '{}', 'done', clock_timestamp() - make_interval(secs => ${secondsAgo}::float8))`;

const task = (state: string, secondsAgo: number, leaseSeconds: number | null = null) => bench.owner`
  insert into outbox (name, dedupe_key, payload, state, next_at, lease_until)
  values ('read-catalog', ${`task:${Math.random()}`}, '{}', ${state}, clock_timestamp() - make_interval(secs => ${secondsAgo}::float8),
          clock_timestamp() + make_interval(secs => ${leaseSeconds}::float8))`;

it("all is well: 200, every part named, nothing left behind in the folder", async () => {
  const { status, health } = await asked();
  expect(problems(health)).toEqual([]);
  expect([status, health.ok, health.serves]).toEqual([200, true, true]);
  expect(health.checks.map(({ name }) => name)).toEqual([
    "database",
    "database-text",
    "database-role",
    "tasks",
    "jobs",
    "dead-tasks",
    "files",
  ]);
  expect(readdirSync(`${bench.filesDir}/health`)).toEqual([]);
});

it("the files' folder cannot be written to: 503, says so and what to do", async () => {
  rmSync(bench.filesDir, { recursive: true });
  writeFileSync(bench.filesDir, "not a folder");
  const { status, health, text } = await asked();
  rmSync(bench.filesDir);
  mkdirSync(bench.filesDir);
  expect(status).toBe(503);
  expect(problems(health)).toEqual(["files: it failed"]);
  expect(health.checks.at(-1)?.whatToDo).toContain("FILES_DIR");
  expect(text).not.toContain(bench.filesDir);
});

it("the jobs never ran, or are silent: said so, but people can work: 200", async () => {
  await bench.owner`truncate outbox`;
  let { status, health } = await asked();
  expect(problems(health)).toEqual(["jobs: the jobs process has not reported yet"]);
  expect([status, health.ok, health.serves]).toEqual([200, false, true]);
  await jobsSwept(300);
  ({ status, health } = await asked());
  expect(problems(health)).toEqual(["jobs: the jobs process was last heard 300 seconds ago"]);
  await task("running", 0, 30);
  ({ health } = await asked());
  expect(problems(health)).toEqual([]);
});

it("work waits too long, or its worker vanished: says how long", async () => {
  await task("ready", 90);
  expect(problems((await asked()).health)).toEqual(["tasks: the oldest task has waited 90 seconds"]);
  await bench.owner`truncate outbox`;
  await jobsSwept(1);
  await task("running", 0, -120);
  expect(problems((await asked()).health)).toEqual(["tasks: the oldest task has waited 120 seconds"]);
});

it("tasks have given up: says how many, and does not take the hotline off the net", async () => {
  await task("dead", 0);
  await task("dead", 0);
  const { status, health } = await asked();
  expect(problems(health)).toEqual(["dead-tasks: 2 tasks have given up"]);
  expect(status).toBe(200);
});

it("the application works as owner or superuser: 503, since nothing guards the log then", async () => {
  for (const [url, problem] of [
    [bench.database.ownerUrl, "database-role: the application's role may change the event log"],
    [
      bench.database.superUrl,
      "database-role: the application's role stands above every rule of the database",
    ],
  ] as const) {
    await worksAs(url);
    const { status, health, text } = await asked();
    expect(problems(health)).toEqual([problem]);
    expect(status).toBe(503);
    expect(text).not.toContain(new URL(url).password);
  }
  await worksAs(bench.database.appUrl);
  expect((await asked()).health.ok).toBe(true);
});

it("the database is gone: 503 within seconds, with no address and no password in it", async () => {
  const gone = new URL(bench.database.appUrl);
  gone.port = "1";
  await worksAs(gone.href);
  const begun = Date.now();
  const { status, health, text } = await asked();
  await worksAs(bench.database.appUrl);
  expect(Date.now() - begun).toBeLessThan(6_000);
  expect(status).toBe(503);
  expect(health.checks.find(({ name }) => name === "database")?.ok).toBe(false);
  for (const secret of [gone.password, gone.hostname, ":1/"]) expect(text).not.toContain(secret);
});

it("many ask at once: they share one answer, so that asking writes no flood of files", async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => asked()));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
});

async function worksAs(url: string): Promise<void> {
  await closeDatabase();
  env().DATABASE_URL = url;
}
