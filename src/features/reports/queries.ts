import { sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import { completenessOf } from "@/features/catalog/completeness-of";
import { scopeThen } from "@/features/catalog/rules";
import { unwrittenNotice } from "@/features/emails/queries";
import { undecidedPeople } from "@/features/notices/queries";
import { NotFound } from "@/lib/errors";
import { mailSettings } from "@/lib/mail-settings";
import { type RiverFacts, restsOnLess, type ScopeOfMedium } from "./rules";
import { type EventRow, type EventsAsked, eventsPageSize, type TaskFigures } from "./schema";

type Counts = Record<string, number | string | boolean | null>;

const n = (value: Counts[string] | undefined) => Number(value ?? 0);

async function one(db: Queryable, query: ReturnType<typeof sql>): Promise<Counts> {
  const [row] = await db.execute<Counts>(query);
  return row ?? {};
}

const open = sql`state in ('queued', 'reading')`;

/** The task that reads the import `i` failed for good. Task names are those of the features' `tasks.ts`. */
const gaveUp = (name: "read-catalog" | "read-master") => sql`exists (
  select from outbox o where o.dedupe_key = ${`${name}:`} || i.id and o.state = 'dead')`;

/** The kinds of letter that are owed to somebody: of whom, and made in which way. */
const owedKinds = (id: string) => sql`
  select distinct n.addressee, coalesce(v.variant, 'standard') as variant from notices n
  left join letter_preferences v on v.incident_id = n.incident_id and v.person_id = n.person_id
  where n.incident_id = ${id} and n.channel = 'letter' and n.state = 'owed'`;

async function upstream(db: Queryable, id: string) {
  const media = await one(
    db,
    sql`
    select count(*) registered, count(*) filter (where state = 'missing') missing,
           count(*) filter (where state = 'lost') lost, count(*) filter (where state = 'found') found
    from media where incident_id = ${id}`,
  );
  const imports = await one(
    db,
    sql`
    select count(*) filter (where state = 'read') read, count(*) filter (where ${open} and not ${gaveUp("read-catalog")}) reading,
           count(*) filter (where state = 'failed') failed,
           count(*) filter (where ${open} and ${gaveUp("read-catalog")}) given_up,
           coalesce(sum(rows_read) filter (where state = 'read'), 0) rows
    from catalog_imports i where incident_id = ${id}`,
  );
  const rows = await one(
    db,
    sql`
    select coalesce(sum(c.rows) filter (where bucket = 'excluded'), 0) excluded,
           coalesce(sum(c.rows) filter (where bucket = 'unresolved'), 0) unresolved,
           coalesce(sum(c.rows) filter (where bucket = 'mapped'), 0) mapped
    from catalog_row_counts c join catalog_imports i on i.id = c.import_id
    where i.incident_id = ${id} and i.state = 'read'`,
  );
  const master = await one(
    db,
    sql`
    select count(*) filter (where state = 'read') read, count(*) filter (where ${open} and not ${gaveUp("read-master")}) reading,
           count(*) filter (where state = 'failed') failed,
           count(*) filter (where ${open} and ${gaveUp("read-master")}) given_up,
           coalesce(sum(rows_read) filter (where state = 'read'), 0) rows,
           coalesce(sum(rows_rejected) filter (where state = 'read'), 0) rejected
    from master_imports i where incident_id = ${id}`,
  );
  const people = await one(
    db,
    sql`
    select count(*) affected, coalesce(sum(document_count), 0) documents,
           (select count(distinct e.person_id) from exposures e join documents d on d.id = e.document_id
            join document_classes c on c.incident_id = d.incident_id and c.code = d.class_code
            where d.incident_id = ${id} and c.elements @> '[{"specialCare": true}]') special_care
    from people where incident_id = ${id} and affected`,
  );
  const derivation = await one(
    db,
    sql`
    select count(*) filter (where state in ('ready', 'running')) deriving,
           count(*) filter (where state = 'dead' and id = (select id from outbox
             where incident_id = ${id}::text and name = 'derive-scope' order by id desc limit 1)) given_up
    from outbox where incident_id = ${id}::text and name = 'derive-scope'`,
  );
  return { media, imports, rows, master, people, derivation };
}

/** Whether more speaks against the scope now than was signed with the approved list. */
async function scopeIsLess(db: Queryable, id: string, list: Counts): Promise<boolean> {
  if (list.state !== "approved" || typeof list.decided_scope !== "string") return false;
  const signed = JSON.parse(list.decided_scope) as ScopeOfMedium[];
  return restsOnLess(signed, (await completenessOf(db, id)).map(scopeThen));
}

async function downstream(db: Queryable, id: string) {
  const list = await one(
    db,
    sql`
    select version, state, people_count, decided_scope::text as decided_scope,
           exists (select from people p where p.incident_id = ${id} and p.affected and not exists
                     (select from affected_people a where a.list_id = l.id and a.person_id = p.id))
           or exists (select from affected_people a join people p on p.id = a.person_id
                      where a.list_id = l.id and not p.affected) differs
    from affected_lists l where incident_id = ${id} and state in ('frozen', 'approved')
    order by (state = 'frozen') desc, version desc limit 1`,
  );
  const notices = await one(
    db,
    sql`
    select count(*) filter (where channel = 'letter' and state = 'owed') letters,
           count(*) filter (where channel = 'letter' and state = 'withheld') letters_withheld,
           count(*) filter (where channel = 'call' and state = 'owed') calls,
           count(*) filter (where channel = 'call' and state = 'withheld') calls_withheld,
           count(*) filter (where ${unwrittenNotice}) emails_unasked,
           (select count(*) from email_messages m
            where m.incident_id = ${id} and m.kind = 'notice' and m.state = 'unknown') emails_unknown,
           (select count(*) from (${owedKinds(id)}) k) templates_needed,
           count(*) filter (where channel = 'letter' and state = 'owed' and not exists (
             select from letters l where l.notice_id = n.id and l.state not in ('void', 'returned'))) letters_missing
    from notices n where incident_id = ${id}`,
  );
  const letters = await one(
    db,
    sql`
    select (select count(*) from notices where incident_id = ${id} and channel = 'letter' and state = 'owed'
              and letter_chunk_id is not null) asked,
           (select coalesce(sum(notice_count), 0) from letter_chunks
            where incident_id = ${id} and state = 'asked') writing,
           (select count(*) from outbox where incident_id = ${id}::text and name = 'generate-letter-chunk'
            and state = 'dead') given_up,
           count(*) filter (where state = 'generated') generated, count(*) filter (where state = 'held') held,
           count(*) filter (where state in ('in-run', 'printed', 'handed-over')) in_runs,
           count(*) filter (where state = 'handed-over') handed_over,
           (select count(*) from (${owedKinds(id)}) k join letter_templates t on t.incident_id = ${id}
              and t.state = 'approved' and t.addressee = k.addressee and t.variant = k.variant) templates_approved
    from letters where incident_id = ${id}`,
  );
  const runs = await one(
    db,
    sql`
    select count(*) runs, count(*) filter (where state = 'open') open,
           count(*) filter (where state = 'sealed' and not dead) rendering,
           count(*) filter (where state = 'sealed' and dead) failed,
           count(*) filter (where state = 'rendered') rendered, count(*) filter (where state = 'released') released, count(*) filter (where state = 'printed') printed
    from (select r.state, exists (select from outbox o where o.dedupe_key = 'render-print-run:' || r.id and o.state = 'dead') dead
          from print_runs r where r.incident_id = ${id}) r`,
  );
  const calls = await one(
    db,
    sql`
    select count(*) tasks, count(*) filter (where t.state = 'owed' and n.state = 'owed') owed,
           count(*) filter (where t.state = 'promised') promised, count(*) filter (where t.state = 'done') done,
           count(*) filter (where t.state not in ('owed', 'promised', 'done')
                            or t.state = 'owed' and n.state = 'withheld') other,
           (select count(*) from callbacks c where c.incident_id = ${id} and c.state = 'booked'
            and c.due_at < clock_timestamp()) overdue
    from call_tasks t join notices n on n.id = t.notice_id where t.incident_id = ${id}`,
  );
  const less = await scopeIsLess(db, id, list);
  return { list, less, notices, undecided: await undecidedPeople(id, db), letters, runs, calls };
}

/** The counts behind the incident's front page. Throws `NotFound` (`incident.unknown`). */
export async function riverFacts(incidentId: string): Promise<RiverFacts> {
  const db = database();
  const known = await one(db, sql`select 1 as yes from incidents where id = ${incidentId}`);
  if (!known.yes) throw new NotFound("incident.unknown");
  const [up, down] = await Promise.all([upstream(db, incidentId), downstream(db, incidentId)]);
  return { ...upstreamFacts(up), ...downstreamFacts(down) };
}

function upstreamFacts(u: Awaited<ReturnType<typeof upstream>>) {
  return {
    media: {
      registered: n(u.media.registered),
      missing: n(u.media.missing),
      lost: n(u.media.lost),
      found: n(u.media.found),
    },
    catalog: {
      imports: n(u.imports.read),
      reading: n(u.imports.reading),
      failed: n(u.imports.failed),
      givenUp: n(u.imports.given_up),
      rows: n(u.imports.rows),
      onMedia: n(u.rows.mapped),
      excluded: n(u.rows.excluded),
      unresolved: n(u.rows.unresolved),
    },
    master: {
      imports: n(u.master.read),
      reading: n(u.master.reading),
      failed: n(u.master.failed),
      givenUp: n(u.master.given_up),
      rows: n(u.master.rows),
      rejected: n(u.master.rejected),
    },
    people: {
      affected: n(u.people.affected),
      documents: n(u.people.documents),
      specialCare: n(u.people.special_care),
      deriving: n(u.derivation.deriving),
      givenUp: n(u.derivation.given_up),
    },
  };
}

function downstreamFacts(d: Awaited<ReturnType<typeof downstream>>) {
  return {
    list: {
      version: n(d.list.version),
      state: (d.list.state as "frozen" | "approved" | undefined) ?? null,
      people: n(d.list.people_count),
      differsFromNow: Boolean(d.list.differs),
      restsOnLess: d.less,
    },
    notices: {
      letters: n(d.notices.letters),
      lettersWithheld: n(d.notices.letters_withheld),
      calls: n(d.notices.calls),
      callsWithheld: n(d.notices.calls_withheld),
      undecided: d.undecided,
      emailsUnknown: n(d.notices.emails_unknown),
      emailsUnasked: mailSettings() ? n(d.notices.emails_unasked) : 0,
    },
    letters: {
      asked: n(d.letters.asked),
      writing: n(d.letters.writing),
      missing: n(d.notices.letters_missing),
      givenUp: n(d.letters.given_up),
      generated: n(d.letters.generated),
      held: n(d.letters.held),
      inRuns: n(d.letters.in_runs),
      templatesApproved: n(d.letters.templates_approved),
      templatesNeeded: n(d.notices.templates_needed),
    },
    printRuns: {
      runs: n(d.runs.runs),
      open: n(d.runs.open),
      rendering: n(d.runs.rendering),
      failed: n(d.runs.failed),
      rendered: n(d.runs.rendered),
      released: n(d.runs.released),
      printed: n(d.runs.printed),
      lettersHandedOver: n(d.letters.handed_over),
    },
    calls: {
      tasks: n(d.calls.tasks),
      owed: n(d.calls.owed),
      promised: n(d.calls.promised),
      done: n(d.calls.done),
      other: n(d.calls.other),
      overdue: n(d.calls.overdue),
    },
  };
}

/** The newest events of an incident before `beforeId`, at most `eventsPageSize`. */
export async function eventsOfIncident(asked: EventsAsked): Promise<EventRow[]> {
  const rows = await database().execute<Record<string, unknown>>(sql`
    select e.id, e.at, e.actor_kind, coalesce(s.name, e.actor_id) as actor_name, e.action, e.subject_type,
           e.subject_id, e.detail, e.reason
    from events e left join staff s on s.id = e.actor_id and e.actor_kind = 'staff'
    where e.incident_id = ${asked.incidentId} and e.id < ${asked.beforeId ?? Number.MAX_SAFE_INTEGER}
    order by e.id desc limit ${eventsPageSize}`);
  return rows.map((row) => ({
    id: Number(row.id),
    at: new Date(String(row.at)),
    actorKind: row.actor_kind as EventRow["actorKind"],
    actorName: String(row.actor_name),
    action: String(row.action),
    subjectType: String(row.subject_type),
    subjectId: String(row.subject_id),
    detail: row.detail as EventRow["detail"],
    reason: row.reason as string | null,
  }));
}

/** Background work of an incident by kind: how much waits, runs, is done, is dead and why. */
export async function taskFigures(incidentId: string): Promise<TaskFigures[]> {
  const rows = await database().execute<Record<string, unknown>>(sql`
    select name, count(*) filter (where state = 'ready') ready, count(*) filter (where state = 'running') running,
           count(*) filter (where state = 'done') done, count(*) filter (where state = 'dead') dead,
           extract(epoch from clock_timestamp() - min(next_at) filter (where state = 'ready'))::float8 oldest,
           max(last_reason) filter (where state = 'dead') last_reason
    from outbox where incident_id = ${incidentId} group by name order by name`);
  return rows.map((row) => ({
    name: String(row.name),
    ready: Number(row.ready),
    running: Number(row.running),
    done: Number(row.done),
    dead: Number(row.dead),
    oldestReadySeconds: row.oldest === null ? null : Number(row.oldest),
    lastReason: row.last_reason as string | null,
  }));
}
