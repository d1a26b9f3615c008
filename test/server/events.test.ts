import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { database, driver } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { openIncident } from "@/features/incidents/open-incident";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { type Act, type Role, roles, rolesByAct } from "@/features/staff/rules";
import { manager } from "../features/upstream/bench";
import { incidentWithLetters } from "../setup/incident-with-letters";
import { type Bench, call, captureLog, oneOfEachRole, openBench, type Session } from "./bench";
import { procedures } from "./procedures";
import { type RealIds, sampleInput } from "./sample-input";

let bench: Bench;
let superuser: postgres.Sql;
let sessions: Record<Role, Session>;
let incidentId: string;
let logged: string[];

beforeAll(async () => {
  bench = await openBench();
  superuser = postgres(bench.database.superUrl, { max: 1, onnotice: () => undefined });
  sessions = await oneOfEachRole(bench.database);
  const log = captureLog();
  ({ incidentId } = await incidentWithLetters({ people: 120 }));
  await planPrintRuns(manager, { incidentId });
  log.stop();
  logged = log.lines;
});
afterAll(async () => {
  await superuser.end();
  await bench.close();
});

const changes = ["update events set action = 'x'", "delete from events", "truncate events"];

describe("what happened cannot be changed", () => {
  it.each(changes)("by the application: %s is no right of its role", async (statement) => {
    await expect(driver().unsafe(statement)).rejects.toMatchObject({ code: "42501" });
  });

  it.each(changes)(
    "by the owner of the tables, nor by the superuser: %s meets the trigger",
    async (statement) => {
      for (const sql of [bench.owner, superuser])
        await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: "23001" });
    },
  );

  it("by the application giving itself the right, taking the trigger away or standing in for the table", async () => {
    for (const statement of [
      "alter table events disable trigger events_never_change",
      "drop trigger events_never_change on events",
      "alter table events rename to old_events",
      "create table public.events_2 (id int)",
      "set session_replication_role = replica",
    ])
      await expect(driver().unsafe(statement)).rejects.toMatchObject({ code: "42501" });
    // PostgreSQL only warns of a grant that grants nothing.
    await driver().unsafe("grant update, delete, truncate on events to owabi_app");
    await expect(driver().unsafe("delete from events")).rejects.toMatchObject({ code: "42501" });
  });

  it("and the application works under a role without any right to make rights", async () => {
    const [role] = await database().execute(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
  });
});

describe("an act and its event", () => {
  it("commit together: what is rolled back leaves no event", async () => {
    const before = await rows("events");
    const gone = inTransaction(async (tx) => {
      await openIncident(manager, {
        code: "GONE",
        title: "媒体の紛失",
        discoveredOn: "2014-02-10",
        organisationName: "見本生命",
      });
      await tx.execute("select 1/0");
    });
    await expect(gone).rejects.toThrow();
    expect(await rows("events")).toBe(before);
  });

  it("are one: where no event can be written nothing is done, by any procedure that changes something", async () => {
    const ids = await realIds();
    await bench.owner`revoke insert on events from owabi_app`;
    const acted: string[] = [];
    try {
      for (const { path, inputs, type } of procedures) {
        if (type !== "mutation") continue;
        const role =
          roles.find((one) => (rolesByAct[path as Act] as readonly Role[]).includes(one)) ?? "agent";
        const before = await everything();
        const input = sampleInput(inputs[0] as z.ZodType, { ...ids, email: `${randomUUID()}@example.test` });
        const answer = await call(path, input, sessions[role].cookie);
        const after = await everything();
        const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
        expect(`${path} ${answer.status} changed: ${changed.join()}`).toBe(
          `${path} ${answer.status} changed: `,
        );
        if (answer.status === 500) acted.push(path);
      }
    } finally {
      await bench.owner`grant insert on events to owabi_app`;
    }
    // These got as far as their event; the others were refused before it.
    expect(acted.length).toBeGreaterThan(12);
  });

  it("are done once the log can be written again", async () => {
    const input = { incidentId, label: "V-LATER" };
    const answer = await call("media.register", input, sessions["incident-manager"].cookie);
    expect(answer.status).toBe(200);
    const [event] = await bench.owner`select action, subject_id from events order by id desc limit 1`;
    expect(event).toEqual({ action: "medium.registered", subject_id: (answer.result as { id: string }).id });
  });

  const rows = async (table: string) =>
    Number((await bench.owner.unsafe(`select count(*) as n from ${table}`))[0]?.n);

  /** A fingerprint of every table's content; sessions and the throttle live by themselves. */
  async function everything(): Promise<Record<string, string>> {
    const tables = await bench.owner<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public'
      and tablename not in ('staff_sessions', 'sign_in_throttles', 'catalog_rows', 'person_records')`;
    const prints = tables.map(
      ({ name }) =>
        `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as print from ${name} t`,
    );
    const found = await bench.owner.unsafe<{ name: string; print: string }[]>(prints.join(" union all "));
    return Object.fromEntries(found.map(({ name, print }) => [name, print]));
  }

  async function realIds(): Promise<RealIds> {
    const id = async (question: string) => String((await bench.owner.unsafe(question))[0]?.id);
    return {
      incidentId,
      mediumId: await id("select id from media limit 1"),
      uploadId: await id("select id from uploads limit 1"),
      listId: await id("select id from affected_lists limit 1"),
      personId: await id("select person_id as id from affected_people limit 1"),
      letterTemplateId: await id("select id from letter_templates limit 1"),
      callTaskId: await id("select id from call_tasks limit 1"),
      printRunId: await id("select id from print_runs limit 1"),
      id: await id("select id from media limit 1"),
      outcome: "no-answer",
      direction: "inbound",
      callId: randomUUID(),
      staffId: sessions.agent.id,
    };
  }
});

describe("nothing personal of the people concerned", () => {
  it("stands in the events, in the tasks or in the log, from the master to the print run", async () => {
    const people = await bench.owner<Record<string, string | null>[]>`
      select name, kana, address, phone, insured_number, policy_number, guardian_name, bereaved_name from people
      where affected`;
    const personal = new Set(
      people.flatMap((one) => Object.values(one)).filter((value) => (value?.length ?? 0) > 3),
    );
    expect(personal.size).toBeGreaterThan(300);
    const [written] = await bench.owner<{ events: string; tasks: string; queue: string }[]>`
      select (select string_agg(to_jsonb(e)::text, ' ') from events e) as events,
             (select string_agg(to_jsonb(o)::text, ' ') from outbox o) as tasks`;
    const texts = { events: written?.events ?? "", tasks: written?.tasks ?? "", log: logged.join("\n") };
    expect(texts.events.length).toBeGreaterThan(2_000);
    expect(texts.tasks.length).toBeGreaterThan(500);
    for (const [where, text] of Object.entries(texts)) {
      const found = [...personal].filter((value) => value && text.includes(value));
      expect(`${where}: ${found.length}`).toBe(`${where}: 0`);
    }
  });
});
