import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { env } from "@/lib/env";
import { FileStore } from "@/lib/files";

export type HealthCheck = { name: string; ok: boolean; problem?: string; whatToDo?: string };
export type Health = { ok: boolean; checks: HealthCheck[] };

const oldestReadySecondsLimit = 60;

type Check = { name: string; whatToDo: string; problem: () => Promise<string | null> };

const checks: Check[] = [
  {
    name: "database",
    whatToDo: "Start PostgreSQL and check DATABASE_URL.",
    problem: async () => {
      await database().execute(sql`select 1`);
      return null;
    },
  },
  {
    name: "database-text",
    whatToDo:
      "Create the cluster with --lc-ctype=C.UTF-8 and encoding UTF8; Japanese search is blind without.",
    problem: async () => {
      const [row] = await database().execute<{ likeness: number }>(
        sql`select similarity('株式会社見本', '株式会社見木') as likeness`,
      );
      return Number(row?.likeness) > 0 ? null : "trigram search does not see Japanese";
    },
  },
  {
    name: "database-role",
    whatToDo: "Let DATABASE_URL name a role that is no superuser and owns no table (owabi_app).",
    problem: async () => {
      const [row] = await database().execute<{ change: boolean }>(
        sql`select has_table_privilege('events', 'UPDATE') or has_table_privilege('events', 'DELETE') as change`,
      );
      return row?.change ? "the application's role may change the event log" : null;
    },
  },
  {
    name: "tasks",
    whatToDo: "Start the jobs process, or look at its log.",
    problem: async () => {
      const [row] = await database().execute<{ oldest: number | null }>(sql`
        select extract(epoch from clock_timestamp() - min(next_at))::float8 as oldest
        from outbox where state = 'ready' and next_at <= clock_timestamp()`);
      const seconds = Math.round(Number(row?.oldest ?? 0));
      return seconds > oldestReadySecondsLimit ? `the oldest task has waited ${seconds} seconds` : null;
    },
  },
  {
    name: "dead-tasks",
    whatToDo: "Open the incident's record of work, mend the cause named there and try again.",
    problem: async () => {
      const [row] = await database().execute<{ dead: number }>(
        sql`select count(*)::int as dead from outbox where state = 'dead'`,
      );
      return row && row.dead > 0 ? `${row.dead} tasks have given up` : null;
    },
  },
  {
    name: "files",
    whatToDo: "Check that FILES_DIR exists, is writable and has room.",
    problem: async () => {
      const store = new FileStore(env().FILES_DIR);
      const name = `health/${randomUUID()}`;
      await store.put(
        name,
        (async function* () {
          yield new Uint8Array([1]);
        })(),
      );
      await store.remove(name);
      return null;
    },
  },
];

async function run(check: Check): Promise<HealthCheck> {
  try {
    const problem = await Promise.race([
      check.problem(),
      new Promise<string>((resolve) => setTimeout(() => resolve("no answer within 3 seconds"), 3_000)),
    ]);
    return problem
      ? { name: check.name, ok: false, problem, whatToDo: check.whatToDo }
      : { name: check.name, ok: true };
  } catch {
    return { name: check.name, ok: false, problem: "it failed", whatToDo: check.whatToDo };
  }
}

/** Asks every part the product stands on. No personal data, no addresses, no secrets in the answer. */
export async function healthOf(): Promise<Health> {
  const results = await Promise.all(checks.map(run));
  return { ok: results.every((result) => result.ok), checks: results };
}
