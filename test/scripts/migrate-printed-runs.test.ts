import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as schema from "@/db/schema";
import { askInvariants } from "../../jobs/invariants/check-invariants";
import { addressed } from "../../scripts/ground.mjs";
import { migrateDatabase } from "../../scripts/migrate.mjs";
import { setting } from "../setup/setting";

const name = `test_printed_${process.pid}`;
const url = addressed(setting("OWABI_TEST_OWNER_URL"), name);
const runId = (place: number) => `00000000-0000-7000-8000-00000000000${place}`;
let folder: string;
let sql: postgres.Sql;

async function asSuper(statement: string): Promise<void> {
  const over = postgres(setting("OWABI_TEST_SUPER_URL"), { max: 1, onnotice: () => undefined });
  await over.unsafe(statement).finally(() => over.end());
}

/** The schema as it was before there was a bench: the first 19 migrations. */
async function migrateToBefore(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "owabi-migrations-"));
  await cp("drizzle", folder, { recursive: true });
  const journal = join(folder, "meta/_journal.json");
  const { entries, ...rest } = JSON.parse(await readFile(journal, "utf8"));
  await writeFile(journal, JSON.stringify({ ...rest, entries: entries.slice(0, 19) }));
  await migrateDatabase({ url, folder });
}

/** Four runs of two invented people each: sealed, rendered, printed, handed over; the first of each may be written to no more. */
async function printAsBefore(): Promise<void> {
  await sql.unsafe(`
    insert into staff (id, name, email, role) values ('a', '甲', 'a@example.invalid', 'mailroom'), ('b', '乙', 'b@example.invalid', 'incident-manager');
    insert into incidents (id, code, title, discovered_on, organisation_name, opened_by)
      values ('${runId(0)}', 'OLD-1', '媒体の紛失', '2014-02-10', '見本生命', 'b');
    insert into people (id, incident_id, leading_record_id, insured_number, name)
      select ('00000000-0000-7000-8000-0000000001' || lpad(g::text, 2, '0'))::uuid, '${runId(0)}', g, 'P' || g, '見本' from generate_series(1, 8) g;
    with list as (
      insert into affected_lists (incident_id, version, state, people_count, document_count, content_hash, frozen_by, decided_by, decided_at)
      select '${runId(0)}', 1, 'approved', 8, 0, encode(sha256(convert_to(string_agg(encode(sha256(convert_to(
        jsonb_build_object('insuredNumber', insured_number)::text, 'UTF8')), 'hex'), '' order by insured_number collate "C"), 'UTF8')), 'hex'), 'a', 'b', now() from people returning id),
    listed as (
      insert into affected_people (list_id, person_id, addressee, canonical)
      select list.id, p.id, 'insured', jsonb_build_object('insuredNumber', insured_number)::text from people p, list returning 1)
    insert into notices (incident_id, person_id, channel, list_id, addressee, decided_by)
      select '${runId(0)}', p.id, 'letter', list.id, 'insured', 'b' from people p, list, (select count(*) from listed) l;
    insert into letter_templates (id, incident_id, addressee, template_name, template_version, content_hash, state, submitted_by, decided_by)
      values ('${runId(9)}', '${runId(0)}', 'insured', 'insured', 'v1', 'as-then', 'approved', 'a', 'b');
    insert into print_runs (id, incident_id, letter_template_id, number, state, letter_count, page_count, pdf_sha256, pdf_bytes, pdf_stored_as,
        sealed_by, sealed_at, rendered_at, printed_by, printed_at, printed_count, handed_over_by, handed_over_at, handed_over_count, handed_over_to)
      select ('00000000-0000-7000-8000-00000000000' || g)::uuid, '${runId(0)}', '${runId(9)}', g, (array['sealed', 'rendered', 'printed', 'handed-over'])[g], 2,
        case when g > 1 then 4 end, case when g > 1 then 'hash' end, case when g > 1 then 9 end, case when g > 1 then 'print-runs/' || g || '.pdf' end,
        'a', now(), case when g > 1 then now() end, case when g > 2 then 'a' end, case when g > 2 then now() end, case when g > 2 then 2 end,
        case when g > 3 then 'a' end, case when g > 3 then now() end, case when g > 3 then 2 end, case when g > 3 then '郵便局' end
      from generate_series(1, 4) g;
    insert into letters (incident_id, notice_id, person_id, letter_template_id, state, inquiry_number, addressee, values, handed_over_at)
      select n.incident_id, n.id, n.person_id, '${runId(9)}', (array['in-run', 'in-run', 'printed', 'handed-over'])[(p.leading_record_id + 1) / 2],
        'OLD-' || p.leading_record_id, '{}', '{}', case when p.leading_record_id > 6 then now() end
      from notices n join people p on p.id = n.person_id;
    insert into print_run_letters (print_run_id, sequence, letter_id, first_page, pages)
      select r.id, 2 - p.leading_record_id % 2, l.id, case when r.number > 1 then 1 + 2 * ((p.leading_record_id + 1) % 2) end, case when r.number > 1 then 2 end
      from letters l join people p on p.id = l.person_id join print_runs r on r.number = (p.leading_record_id + 1) / 2;
    insert into outbox (name, dedupe_key, payload, incident_id, state, attempts, done_at)
      select 'render-print-run', 'render-print-run:' || id, jsonb_build_object('printRunId', id), incident_id::text, 'done', 1, now() from print_runs where number > 1;
    update notices n set state = 'withheld', withheld_reason = 'suppressed' from people p where p.id = n.person_id and p.leading_record_id % 2 = 1;
    insert into suppressions (incident_id, person_id, channel, reason, by_staff_id)
      select incident_id, id, 'letter', '本人の希望', 'b' from people where leading_record_id % 2 = 1;`);
}

beforeAll(async () => {
  await asSuper(
    `create database "${name}" template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C.UTF-8' owner owabi_owner`,
  );
  await migrateToBefore();
  sql = postgres(url, { max: 1, onnotice: () => undefined });
  await printAsBefore();
  await migrateDatabase({ url });
});
afterAll(async () => {
  await sql.end();
  await asSuper(`drop database if exists "${name}" with (force)`);
  await rm(folder, { recursive: true, force: true });
});

test("runs that were printed or posted before pieces had stages are counted as they were, and no letter is lost", async () => {
  const runs = await sql`
    select number, state, letter_count, pending_count, printed_pieces, handed_over_pieces, void_pieces, printed_count,
      handed_over_count, length(code) as code from print_runs order by number`;
  const none = {
    letter_count: 2,
    pending_count: 0,
    printed_pieces: 0,
    handed_over_pieces: 0,
    void_pieces: 0,
  };
  const uncounted = { printed_count: null, handed_over_count: null, code: 10 };
  expect(runs.map((run) => ({ ...run }))).toEqual([
    { ...none, ...uncounted, number: 1, state: "sealed", pending_count: 2 },
    { ...none, ...uncounted, number: 2, state: "sealed", pending_count: 2 },
    { ...none, ...uncounted, number: 3, state: "printed", printed_pieces: 2, printed_count: 2 },
    {
      ...none,
      number: 4,
      state: "handed-over",
      handed_over_pieces: 2,
      printed_count: 2,
      handed_over_count: 2,
      code: 10,
    },
  ]);
  const stages = await sql`select distinct stage, stage_by from print_run_letters order by stage`;
  expect(stages.map((row) => ({ ...row }))).toEqual([
    { stage: "handed-over", stage_by: "count" },
    { stage: "pending", stage_by: null },
    { stage: "printed", stage_by: "count" },
  ]);
});

test("a run whose pages bear no marks and were never read back is rendered again before anybody prints it", async () => {
  const [again] = await sql`
    select o.state, r.pdf_sha256, (select count(first_page)::int from print_run_letters where print_run_id = r.id) as pages
    from print_runs r join outbox o on o.dedupe_key = 'render-print-run:' || r.id where r.number = 2`;
  expect({ ...again }).toEqual({ state: "ready", pdf_sha256: null, pages: 0 });
  const [printed] = await sql`
    select o.state from print_runs r join outbox o on o.dedupe_key = 'render-print-run:' || r.id where r.number = 3`;
  expect({ ...printed }).toEqual({ state: "done" });
});

test("every invariant of letters and runs holds right after the migration", async () => {
  const client = postgres(addressed(setting("OWABI_TEST_APP_URL"), name), { max: 1 });
  const verdicts = await askInvariants(drizzle(client, { schema }));
  await client.end();
  const broken = verdicts.filter(({ violations }) => violations > 0);
  expect(broken.map(({ invariant }) => invariant.id)).toEqual([]);
});
