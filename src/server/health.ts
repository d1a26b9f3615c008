import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { oldestReadySeconds } from "@/db/oldest-ready-seconds";
import { fileStore } from "@/lib/files";

export type HealthCheck = {
  name: string;
  isVital: boolean;
  ok: boolean;
  problem?: string;
  whatToDo?: string;
};
/** `serves`: people can work. `ok`: and nothing waits for an operator. */
export type Health = { ok: boolean; serves: boolean; checks: HealthCheck[] };

const oldestReadySecondsLimit = 60;
const jobsSilentSecondsLimit = 60;
const patienceMs = 3_000;

/** `isVital`: nobody can work without it. The rest is told as well, but screens still serve. */
type Check = { name: string; isVital: boolean; whatToDo: string; problem: () => Promise<string | null> };

const checks: Check[] = [
  {
    name: "database",
    isVital: true,
    whatToDo: "Start PostgreSQL and check DATABASE_URL.",
    problem: async () => {
      await database().execute(sql`select 1`);
      return null;
    },
  },
  {
    name: "database-text",
    isVital: true,
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
    isVital: true,
    whatToDo: "Let DATABASE_URL name a role that is no superuser and owns no table (owabi_app).",
    problem: async () => {
      const [row] = await database().execute<{ change: boolean; past: boolean }>(sql`
        select has_table_privilege('events', 'UPDATE') or has_table_privilege('events', 'DELETE')
               or has_table_privilege('events', 'TRUNCATE') as change, rolsuper or rolbypassrls as past
        from pg_roles where rolname = current_user`);
      if (row?.past) return "the application's role stands above every rule of the database";
      return row?.change ? "the application's role may change the event log" : null;
    },
  },
  {
    name: "tasks",
    isVital: false,
    whatToDo: "Start the jobs process, or look at its log.",
    problem: async () => {
      const seconds = Math.round(await oldestReadySeconds(database()));
      return seconds > oldestReadySecondsLimit ? `the oldest task has waited ${seconds} seconds` : null;
    },
  },
  {
    name: "jobs",
    isVital: false,
    whatToDo: "Start the jobs process, or look at its log.",
    problem: async () => {
      // The jobs sweep by the clock every few seconds, and hold a lease on whatever they are busy with.
      const [row] = await database().execute<{ silent: number | null; busy: boolean }>(sql`
        select (select extract(epoch from clock_timestamp() - max(done_at))::float8
                from outbox where name like 'sweep-%' and state = 'done') as silent,
               exists (select from outbox where state = 'running' and lease_until > clock_timestamp()) as busy`);
      if (row?.busy) return null;
      if (row?.silent == null) return "the jobs process has not reported yet";
      const seconds = Math.round(row.silent);
      return seconds > jobsSilentSecondsLimit
        ? `the jobs process was last heard ${seconds} seconds ago`
        : null;
    },
  },
  {
    name: "dead-tasks",
    isVital: false,
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
    isVital: true,
    whatToDo: "Check that FILES_DIR exists, is writable and has room.",
    problem: async () => {
      const store = fileStore();
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
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${patienceMs / 1_000} seconds`), patienceMs);
  });
  const { name, isVital, whatToDo } = check;
  try {
    const problem = await Promise.race([check.problem(), tooLate]);
    return problem ? { name, isVital, ok: false, problem, whatToDo } : { name, isVital, ok: true };
  } catch {
    return { name, isVital, ok: false, problem: "it failed", whatToDo };
  } finally {
    clearTimeout(timer);
  }
}

let underWay: Promise<Health> | undefined;

/**
 * Asks every part the product stands on. No personal data, no addresses, no secrets in the answer. Those who ask
 * at the same time share one answer: anybody may ask, and each asking writes a file.
 */
export function healthOf(): Promise<Health> {
  underWay ??= Promise.all(checks.map(run))
    .then((results) => ({
      ok: results.every(({ ok }) => ok),
      serves: results.every(({ ok, isVital }) => ok || !isVital),
      checks: results,
    }))
    .finally(() => {
      underWay = undefined;
    });
  return underWay;
}
