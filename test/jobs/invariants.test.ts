import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, type Tx } from "@/db/client";
import * as schema from "@/db/schema";
import { bookCallback } from "@/features/callbacks/book-callback";
import { cancelCallback } from "@/features/callbacks/cancel-callback";
import { openSlots } from "@/features/callbacks/queries";
import { recordAttempt } from "@/features/callbacks/record-attempt";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { confirmSpoils } from "@/features/print-runs/confirm-spoils";
import { handOverPrintRun } from "@/features/print-runs/hand-over-print-run";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { printRunsOf } from "@/features/print-runs/queries";
import { recordPrinted } from "@/features/print-runs/record-printed";
import { releasePrintRun } from "@/features/print-runs/release-print-run";
import { reportSpoil } from "@/features/print-runs/report-spoil";
import { scanPiece } from "@/features/print-runs/scan-piece";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { stopMail } from "@/features/print-runs/stop-mail";
import type { Actor } from "@/features/staff/rules";
import { askInvariants, checkInvariants, invariants } from "../../jobs/invariants/check-invariants";
import { doReadyTasks, manager } from "../features/upstream/bench";
import { createTestDatabase, type TestDatabase } from "../setup/database";
import { actAsApplication, incidentWithLetters } from "../setup/incident-with-letters";
import { addTestStaff } from "../setup/staff";

let scratch: TestDatabase;
let folder: string;
let superuser: postgres.Sql;
let asSuper: PostgresJsDatabase<typeof schema>;

beforeAll(async () => {
  scratch = await createTestDatabase();
  folder = mkdtempSync(join(process.cwd(), ".tmp/invariants-"));
  actAsApplication(scratch, folder);
  superuser = postgres(scratch.superUrl, { max: 1, onnotice: () => undefined });
  asSuper = drizzle(superuser, { schema });
});
afterAll(async () => {
  await closeDatabase();
  await superuser.end();
  await scratch.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function actor(role: "mailroom" | "agent"): Promise<Actor> {
  return { kind: "staff", staffId: (await addTestStaff(scratch, role)).id, role };
}

/** An incident that has come all the way: one run handed over, others on the bench, calls made and promised. */
async function wholeChain(): Promise<void> {
  const { incidentId } = await incidentWithLetters({ people: 150 });
  await planPrintRuns(manager, { incidentId });
  const [wish] = await superuser<
    { id: string }[]
  >`select person_id as id from letters where state = 'in-run' limit 1`;
  await suppressNotices(manager, {
    incidentId,
    personId: wish?.id ?? "",
    channel: "letter",
    reason: "本人の希望",
  });
  const bench = await actor("mailroom");
  const [first, ...others] = await printRunsOf(incidentId);
  await sealPrintRuns(bench, { printRunIds: [first, ...others.slice(1)].map((run) => run?.id ?? "") });
  await doReadyTasks();
  const [done] = (await printRunsOf(incidentId)).filter(({ state }) => state === "rendered");
  const count = done?.letterCount ?? 0;
  const printRunId = done?.id ?? "";
  await releasePrintRun(manager, { printRunId });
  await scanPiece(bench, { printRunId, station: "print", code: "no code of ours" });
  await recordPrinted(bench, { printRunId, count });
  const { spoils } = await reportSpoil(bench, { printRunId, sequences: [1], reason: "jam" });
  await confirmSpoils(manager, { spoilIds: spoils.map(({ id }) => id) });
  await handOverPrintRun(bench, { printRunId, count: count - 1, to: "見本郵便局" });
  const [cancelled] = await superuser<{ code: string }[]>`
    select inquiry_number as code from letters where state = 'in-run' and replaces is null order by id desc limit 1`;
  const of = { code: cancelled?.code ?? "" };
  await stopMail(manager, { incidentId, kind: "cancel", of, reason: "重ねて届くため" });

  const agent = await actor("agent");
  const owed = await superuser<{ id: string; personId: string }[]>`
    select id, person_id as "personId" from call_tasks where state = 'owed' order by id limit 4`;
  const slots = await openSlots(incidentId);
  const book = (at: number) =>
    bookCallback(agent, {
      incidentId,
      personId: owed[at]?.personId ?? "",
      startsAt: slots[0]?.startsAt ?? new Date(),
    });
  await book(0);
  await cancelCallback(agent, { callbackId: (await book(1)).id });
  await recordAttempt(agent, { callTaskId: owed[2]?.id ?? "", outcome: "no-answer" });
}

describe("what must hold at every commit", () => {
  it("holds in an empty database", async () => {
    expect(await broken()).toEqual([]);
  });

  it("holds at the end of the whole chain, and the program says so and ends with 0", async () => {
    await wholeChain();
    expect(await broken()).toEqual([]);
    const run = program();
    expect(run.stdout).toMatch(new RegExp(`\n${invariants.length} hold, 0 broken\n$`));
    expect(run.status).toBe(0);
  });

  const broken = async () =>
    (await checkInvariants())
      .filter(({ violations }) => violations !== 0)
      .map(({ invariant, violations, examples }) => `${invariant.id} ${violations} ${examples.join()}`);
});

function program(url = scratch.appUrl) {
  return spawnSync(process.execPath, ["--import", "tsx", "jobs/invariants/main.ts"], {
    env: { ...process.env, DATABASE_URL: url },
    encoding: "utf8",
  });
}

const oneOf = (table: string, where = "true") =>
  `(select id from ${table} where ${where} order by id limit 1)`;

const emailNotice = `insert into notices (incident_id, person_id, channel, list_id, addressee, decided_by)
  select incident_id, person_id, 'email', list_id, addressee, decided_by from notices
  where channel = 'letter' and state = 'owed' order by id limit 1`;

/** Messages of the first notice of a channel, as `copies` of them in a state. */
const emailMessage = (state: string, channel = "email", copies = 1) => `
  insert into email_messages (incident_id, kind, notice_id, person_id, template_name, template_version, inquiry_number,
    to_address, values, dedupe_key, state, message_id, claimed_at)
  select incident_id, 'notice', id, person_id, 'x', 'v1', id::text || g, 'a@b.example', '{}', id::text || g, '${state}',
    id::text || g, now() - interval '2 hours'
  from (select * from notices where channel = '${channel}' order by id desc limit 1) n, generate_series(1, ${copies}) g`;

const everybodyByEmail = `update affected_people
  set canonical = (canonical::jsonb || '{"email": "a@b.example", "emailConsent": true}')::text`;

/** One fault each, as somebody with every right could make it, past every trigger and constraint. */
const faults: Record<string, string> = {
  "master-rows":
    "delete from person_records where id = (select min(id) from person_records where outcome = 'record')",
  "duplicates-of": `update person_records set outcome = 'duplicate', reason = 'x', duplicate_of_line = -1
    where id = (select min(id) from person_records)`,
  "document-index-rows": `insert into document_indexes (incident_id, upload_id, file_name, encoding, mapping, mode, state, content_hash, bytes_total)
    select incident_id, id, 'x', 'utf-8', '{}', 'complete', 'read', 'x', 1 from uploads where state = 'complete' limit 1;
    insert into document_index_rows (index_id, line, raw, outcome) select id, 1, 'x', 'row' from document_indexes`,
  "rules-in-force": "update path_rule_sets set state = 'superseded'",
  "catalog-lines": `alter table catalog_import_files drop constraint catalog_import_files_account;
    update catalog_import_files set lines_read = lines_read + 1`,
  "catalog-rows": "update catalog_imports set rows_read = rows_read - 1",
  "rows-written": "update catalog_imports set rows_written = rows_written + 1",
  "rows-of-what-counts": "update catalog_imports set state = 'failed'",
  "rows-not-yet-read": "update catalog_imports set state = 'reading'",
  "one-successor": "update master_imports set state = 'replaced'",
  "one-mend": `drop index line_mends_line;
    insert into line_mends (upload_id, line, received, mended, reason, mended_by)
    select u.id, 2, 'a', 'b', 'x', (select min(id) from staff) from uploads u, generate_series(1, 2)
    where u.state = 'complete'`,
  "rows-placed": "update catalog_rows set bucket = 'unplaced' where id = (select min(id) from catalog_rows)",
  "row-counts": "update catalog_row_counts set rows = rows + 1",
  "row-sums": "update catalog_row_sums set rows = rows + 1 where by = 'day'",
  "rows-of-an-import": `update catalog_rows set import_id = gen_random_uuid() where id = (select min(id) from catalog_rows)`,
  "placings-of-both": "update catalog_row_media set medium_id = gen_random_uuid()",
  "sources-of-all": `update document_sources set document_id = gen_random_uuid() where catalog_row_id =
    (select min(catalog_row_id) from document_sources)`,
  "exposures-of-both": `update exposures set document_id = gen_random_uuid() where (person_id, document_id) in
    (select person_id, document_id from exposures order by 1, 2 limit 1)`,
  "of-an-incident": `update people set incident_id = gen_random_uuid() where id = ${oneOf("people", "not affected")}`,
  "mapped-rows": `delete from document_sources where catalog_row_id =
    (select min(id) from catalog_rows where bucket = 'mapped')`,
  "affected-people": `update people set affected = false where id = ${oneOf("people", "affected")}`,
  "one-person": `drop index people_insured_number;
    insert into people (incident_id, leading_record_id, insured_number)
    select incident_id, leading_record_id, insured_number from people where id = ${oneOf("people")}`,
  "merged-people": `update people set merged_into = ${oneOf("people", "not affected")} where id = ${oneOf("people", "affected")}`,
  "candidates-decided": `insert into match_candidates (incident_id, one_person_id, other_person_id, score, evidence, state, reason)
    select incident_id, min(id::text)::uuid, max(id::text)::uuid, 90, '{}', 'merged', 'x' from people group by 1`,
  "roles-by-decision": `update exposures set role = 'proxy' where (person_id, document_id) in
    (select person_id, document_id from exposures order by 1, 2 limit 1)`,
  "list-hash": `update affected_people set canonical = canonical || ' ' where person_id =
    (select person_id from affected_people order by 1 limit 1)`,
  "second-person": `alter table affected_lists drop constraint affected_lists_second_person;
    update affected_lists set decided_by = frozen_by`,
  "everybody-decided":
    "delete from notices where id = (select min(id::text)::uuid from notices where channel = 'call')",
  "notice-on-list": `insert into notices (incident_id, person_id, channel, list_id, addressee, decided_by)
    select incident_id, ${oneOf("people", "not affected")}, 'letter', list_id, addressee, decided_by from notices limit 1`,
  wishes: "update suppressions set lifted_at = clock_timestamp()",
  "follows-list": `update affected_lists set state = 'superseded';
    insert into affected_lists (incident_id, version, state, people_count, document_count, content_hash, frozen_by)
    select incident_id, version + 1, 'approved', 0, 0, '', frozen_by from affected_lists limit 1`,
  "letter-for-notice": `update letters set state = 'void' where id = ${oneOf("letters", "state = 'generated' or state = 'held'")}`,
  "letter-to-its-person": `update letters set person_id = ${oneOf("people", "not affected")} where id = ${oneOf("letters")}`,
  "one-live-letter": `drop index letters_one_live;
    insert into letters (incident_id, notice_id, person_id, letter_template_id, generation, state, inquiry_number,
                         addressee, values, held_for)
    select incident_id, notice_id, person_id, letter_template_id, 2, 'held', 'X', addressee, values, '{}'
    from letters where state <> 'void' limit 1`,
  "email-owed": emailNotice,
  "email-not-forgotten": `update notices set state = 'withheld', withheld_reason = 'no-address' where channel = 'letter';
    ${everybodyByEmail}`,
  "one-live-email": `drop index email_messages_one_live; ${emailNotice}; ${emailMessage("generated", "email", 2)}`,
  "email-to-its-person": emailMessage("generated", "call"),
  "email-words-approved": `${emailNotice}; ${emailMessage("claimed")}`,
  "email-claim-named": `${emailNotice}; ${emailMessage("claimed")}`,
  "undelivered-email-told-otherwise": `${emailNotice}; ${emailMessage("bounced")}; ${everybodyByEmail}`,
  "held-with-reason": `alter table letters drop constraint letters_held_reason;
    update letters set state = 'held' where id = ${oneOf("letters", "state = 'void'")}`,
  "run-counts": `delete from print_run_letters where letter_id = (select min(letter_id::text)::uuid from print_run_letters)`,
  "letter-states": `update letters set state = 'handed-over' where id = ${oneOf("letters", "state = 'in-run'")}`,
  spoils: "update spoils set successor_letter_id = null",
  "released-once": `insert into events (actor_kind, actor_id, action, subject_type, subject_id)
    select actor_kind, actor_id, action, subject_type, subject_id from events where action = 'print-run.released'`,
  "scans-of-pieces": `insert into piece_scans (incident_id, print_run_id, station, sequence, verdict, source, by_staff_id)
    select incident_id, id, 'print', 9999, 'ok', 'scan', released_by from print_runs where released_by is not null`,
  "cancelled-for-good": `update notices set state = 'withheld', withheld_reason = 'cancelled'
    where id = (select notice_id from letters where state = 'in-run' limit 1)`,
  "run-of-one-kind": `update print_runs set letter_template_id = (select t.id from letter_templates t
    where t.id <> print_runs.letter_template_id limit 1)`,
  "run-pages": `update print_run_letters set first_page = first_page + 1
    where letter_id = (select letter_id from print_run_letters where sequence = 2 and pages is not null limit 1)`,
  "returned-letters": `update letters set state = 'returned' where id = ${oneOf("letters", "state = 'handed-over'")}`,
  "returned-not-owed": `update letters set state = 'returned' where id = ${oneOf("letters", "state = 'handed-over'")};
    insert into returned_mail (incident_id, letter_id, person_id, reason, by_staff_id)
    select incident_id, id, person_id, 'moved', (select min(id) from staff) from letters where state = 'returned'`,
  "returned-followed": `update notices set state = 'withheld', withheld_reason = 'returned'
    where id = ${oneOf("notices", "channel = 'letter'")}`,
  "new-addresses": `insert into address_tasks (incident_id, person_id, state, address, source)
    select incident_id, id, 're-letter', 'x', 'family' from people where id = ${oneOf("people")}`,
  "posting-sums": `insert into postings (incident_id, number, posted_on, office, pieces, yen, sheet, by_staff_id)
    select id, 1, '2014-03-12', 'x', 1, 110, '{"postage": {"lines": []}, "runs": []}', (select min(id) from staff)
    from incidents limit 1`,
  "call-tasks": `delete from call_tasks where id = ${oneOf("call_tasks", "state = 'owed'")}`,
  "slot-capacity": "update callback_slots set booked = booked + 1",
  "one-live-promise": "update call_tasks set state = 'owed' where state = 'promised'",
  attempts: "update call_tasks set attempts = attempts + 1 where attempts = 1",
  "grants-end": `insert into calls (id, incident_id, agent_id, direction, ended_at, outcome)
      select gen_random_uuid(), incident_id, (select id from staff limit 1), 'inbound', now(), 'other' from notices limit 1;
    insert into caller_verifications (call_id, person_id, agent_id, method, result, granted_until)
      select ${oneOf("calls")}, ${oneOf("people")}, (select id from staff limit 1), 'questions', 'passed', now()`,
  "append-only-rights": "grant update on events to owabi_app",
  "append-only-triggers": "alter table custody_events disable trigger custody_events_never_change",
  "staff-events": `insert into events (actor_kind, actor_id, action, subject_type, subject_id)
    values ('staff', 'nobody', 'x', 'x', 'x')`,
  leases: "update outbox set state = 'running' where id = (select min(id::text)::uuid from outbox)",
  uploads: "delete from upload_parts where upload_id = (select min(upload_id::text)::uuid from upload_parts)",
};

/** What is seen to be broken by this fault, which is taken back. */
function brokenBy(fault: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    asSuper
      .transaction(async (tx) => {
        await tx.execute("set local session_replication_role = replica");
        for (const statement of fault.split(";")) await tx.execute(statement);
        await tx.execute("set local role owabi_app");
        const verdicts = await askInvariants(tx as unknown as Tx);
        resolve(verdicts.filter(({ violations }) => violations > 0).map(({ invariant }) => invariant.id));
        tx.rollback();
      })
      .catch(reject);
  });
}

describe("each invariant", () => {
  it("has a fault here that it must see", () => {
    expect(Object.keys(faults).sort()).toEqual(invariants.map(({ id }) => id).sort());
  });

  it.each(Object.entries(faults))("%s is seen to be broken when it is", async (id, fault) => {
    expect(await brokenBy(fault)).toContain(id);
  });

  it.each([
    ["placings-of-both", "update catalog_row_media set catalog_row_id = -catalog_row_id"],
    ["sources-of-all", "update document_sources set catalog_row_id = -catalog_row_id"],
    ["sources-of-all", "update document_sources set medium_id = gen_random_uuid()"],
    ["exposures-of-both", `update exposures set person_id = gen_random_uuid()`],
    ["of-an-incident", "update documents set incident_id = gen_random_uuid()"],
  ])("%s is seen to be broken whichever parent is gone", async (id, fault) => {
    expect(await brokenBy(fault)).toContain(id);
  });

  it("and the program names the broken one with an id, and ends with 1; where it cannot ask, with 2", async () => {
    await superuser`update callback_slots set booked = booked + 1`;
    const run = program();
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/BROKEN {2}slot-capacity.*\n +1 times, for instance: [0-9a-f-]{36}\n/);
    expect(run.stdout).toContain(`${invariants.length - 1} hold, 1 broken`);
    const unreachable = program("postgres://owabi_app:wrong@127.0.0.1:1/owabi");
    expect(unreachable.status).toBe(2);
    expect(unreachable.stderr).toContain("could not be asked");
    expect(unreachable.stderr).not.toContain("wrong");
  });
});
