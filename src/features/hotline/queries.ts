import { type SQL, sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import { itemsToExplain } from "@/features/callbacks/queries";
import type { CallTaskState } from "@/features/callbacks/schema";
import { linesOfIncident } from "@/features/incidents/queries";
import { openAt } from "@/features/incidents/rules";
import { classesOfIncident } from "@/features/letters/queries";
import { lostClause } from "@/features/letters/rules";
import type { ListedDocument } from "@/features/letters/schema";
import { maskName } from "@/lib/japan/mask-name";
import type { VerifiedCaller } from "./rules";
import { verificationLimits } from "./rules";
import {
  type CallTaskOfTheirs,
  type EmailToThem,
  type LetterToThem,
  type LineNow,
  type LockedPerson,
  type LostOfTheirs,
  lockedShown,
  type OpenCall,
  type PersonForCaller,
  type RecentCall,
  recentCallsShown,
} from "./schema";

const when = (value: unknown) => (value ? new Date(String(value)) : null);

/** 都道府県, the only part of an address that is ever shown here. */
export const prefectureOf = sql`coalesce(substring(p.address from '^(東京都|北海道|(?:京都|大阪)府|.{2,3}県)'), '')`;

/** The agent's open call, which survives a reload: with what to dial where we ring, and the grant while it lasts. */
export async function currentCall(staffId: string): Promise<OpenCall | null> {
  const [row] = await database().execute<Record<string, unknown>>(sql`
    select c.id, c.incident_id, c.direction, c.started_at::text as started_at, c.person_id, p.name, t.id as call_task_id,
      case when c.direction = 'outbound' then coalesce(p.phone, '') end as phone,
      (select max(v.granted_until)::text from caller_verifications v where v.call_id = c.id and v.person_id = c.person_id
       and v.result = 'passed' and v.grant_ended_at is null and v.granted_until > clock_timestamp()) as granted_until,
      exists (select from caller_verifications v where v.call_id = c.id and v.person_id = c.person_id
              and v.result = 'passed') as verified,
      (select n.addressee from notices n where n.incident_id = c.incident_id and n.person_id = c.person_id limit 1) as addressee,
      clock_timestamp()::text as now
    from calls c left join people p on p.id = c.person_id
    left join call_tasks t on t.incident_id = c.incident_id and t.person_id = c.person_id
    where c.agent_id = ${staffId} and c.ended_at is null`);
  if (!row) return null;
  return {
    callId: String(row.id),
    incidentId: String(row.incident_id),
    direction: row.direction as OpenCall["direction"],
    startedAt: new Date(String(row.started_at)),
    personId: row.person_id as string | null,
    callTaskId: row.call_task_id as string | null,
    phone: row.phone as string | null,
    maskedName: row.person_id ? maskName(String(row.name ?? "")) : null,
    addressee: row.addressee as OpenCall["addressee"],
    verified: Boolean(row.verified),
    grantedUntil: when(row.granted_until),
    now: new Date(String(row.now)),
  };
}

/** The person's documents as the frozen list of their notice says them: the letter was written from the same. */
async function documentsOnList(db: Queryable, caller: VerifiedCaller): Promise<ListedDocument[]> {
  const [row] = await db.execute<{ documents: ListedDocument[] | null }>(sql`
    select a.canonical::jsonb -> 'documents' as documents
    from notices n join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
    where n.incident_id = ${caller.incidentId} and n.person_id = ${caller.personId}
    order by n.channel desc limit 1`);
  return row?.documents ?? [];
}

async function lostOf(db: Queryable, caller: VerifiedCaller): Promise<LostOfTheirs[]> {
  const documents = await documentsOnList(db, caller);
  const classes = await classesOfIncident(db, caller.incidentId);
  return classes.flatMap((kind) => {
    const ofKind = documents.filter((document) => document.class === kind.code);
    if (ofKind.length === 0) return [];
    const whole = ofKind.filter((document) => document.certainty === "full").length;
    return [
      {
        classCode: kind.code,
        nameJa: kind.nameJa,
        nameEn: kind.nameEn,
        whole,
        partly: ofKind.length - whole,
        sentencesJa: lostClause(ofKind, [kind], "ja"),
        sentencesEn: lostClause(ofKind, [kind], "en"),
        media: [...new Set(ofKind.flatMap((document) => document.media ?? []))].sort(),
      },
    ];
  });
}

/** The caller's own, and that of whoever was found to be them. */
const isTheirs = (personId: SQL, caller: VerifiedCaller) =>
  sql`${personId} in (select id from people where id = ${caller.personId} or merged_into = ${caller.personId})`;

async function lettersTo(db: Queryable, caller: VerifiedCaller): Promise<LetterToThem[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select inquiry_number, state, created_at::text as created_at, handed_over_at::text as handed_over_at, held_for
    from letters where incident_id = ${caller.incidentId} and ${isTheirs(sql`person_id`, caller)}
    order by generation desc, id desc limit 20`);
  return rows.map((row) => {
    const held = row.held_for as { reason: string; detail?: { codePoint?: string | null } } | null;
    return {
      inquiryNumber: String(row.inquiry_number),
      state: row.state as LetterToThem["state"],
      createdAt: new Date(String(row.created_at)),
      handedOverAt: when(row.handed_over_at),
      heldFor: held && { reason: held.reason, codePoint: held.detail?.codePoint ?? null },
    };
  });
}

async function emailsTo(db: Queryable, caller: VerifiedCaller): Promise<EmailToThem[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select inquiry_number, state, sent_at::text as sent_at from email_messages
    where incident_id = ${caller.incidentId} and kind = 'notice' and state <> 'cancelled'
      and ${isTheirs(sql`person_id`, caller)}
    order by generation desc, id desc limit 20`);
  return rows.map((row) => ({
    inquiryNumber: String(row.inquiry_number),
    state: row.state as EmailToThem["state"],
    sentAt: when(row.sent_at),
  }));
}

async function linesNow(db: Queryable, incidentId: string): Promise<LineNow[]> {
  const [clock] = await db.execute<{ now: string }>(sql`select clock_timestamp()::text as now`);
  const lines = await linesOfIncident(incidentId, db);
  return lines.map(({ nameJa, nameEn, number, charge, hours }) => ({
    nameJa,
    nameEn,
    number,
    charge,
    opening: openAt(hours, new Date(String(clock?.now))),
  }));
}

async function callTaskOf(db: Queryable, caller: VerifiedCaller): Promise<CallTaskOfTheirs | null> {
  const [task] = await db.execute<Record<string, unknown>>(sql`
    select id, state, attempts, next_callable_at::text as next_callable_at from call_tasks
    where incident_id = ${caller.incidentId} and person_id = ${caller.personId}`);
  if (!task) return null;
  const callTaskId = String(task.id);
  const attempts = await db.execute<Record<string, unknown>>(sql`
    select a.at::text as at, a.outcome, s.name from call_attempts a left join staff s on s.id = a.by_staff_id
    where a.call_task_id = ${callTaskId} order by a.at desc limit 10`);
  return {
    callTaskId,
    state: task.state as CallTaskState,
    attempts: Number(task.attempts),
    nextCallableAt: when(task.next_callable_at),
    toExplain: await itemsToExplain(callTaskId, db),
    latest: attempts.map((row) => ({
      at: new Date(String(row.at)),
      outcome: row.outcome as CallTaskOfTheirs["latest"][number]["outcome"],
      byName: row.name as string | null,
    })),
  };
}

async function bookedFor(db: Queryable, caller: VerifiedCaller): Promise<PersonForCaller["callback"]> {
  const [row] = await db.execute<{ id: string; due_at: string; note: string }>(sql`
    select id, due_at::text as due_at, note from callbacks
    where incident_id = ${caller.incidentId} and person_id = ${caller.personId} and state = 'booked'`);
  return row ? { callbackId: row.id, dueAt: new Date(row.due_at), note: row.note } : null;
}

const callColumns = sql`c.id, c.started_at::text as started_at, c.ended_at::text as ended_at, c.direction, c.outcome,
  c.complaint, s.name as agent_name`;

function recentCall(row: Record<string, unknown>): RecentCall {
  return {
    callId: String(row.id),
    startedAt: new Date(String(row.started_at)),
    endedAt: when(row.ended_at),
    direction: row.direction as RecentCall["direction"],
    outcome: row.outcome as RecentCall["outcome"],
    complaint: Boolean(row.complaint),
    agentName: String(row.agent_name),
    note: String(row.note ?? ""),
  };
}

async function callsWith(db: Queryable, caller: VerifiedCaller): Promise<RecentCall[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select ${callColumns}, c.note from calls c join staff s on s.id = c.agent_id
    where c.incident_id = ${caller.incidentId} and ${isTheirs(sql`c.person_id`, caller)} and c.id <> ${caller.callId}
    order by c.started_at desc limit ${recentCallsShown}`);
  return rows.map(recentCall);
}

/** What of theirs was lost in their letter's words, what was sent, what is promised: for a verified caller only. */
export async function personForCaller(caller: VerifiedCaller): Promise<PersonForCaller> {
  const db = database();
  const [person] = await db.execute<Record<string, unknown>>(sql`
    select p.name, p.kana, p.guardian_name, p.bereaved_name, p.proxy_name, ${prefectureOf} as prefecture,
      right(p.phone_key, 4) as phone_last_four, l.addressee, l.withheld_reason
    from people p
    join lateral (select addressee, withheld_reason from notices n where n.person_id = p.id
                  and n.incident_id = p.incident_id order by n.channel desc limit 1) l on true
    where p.id = ${caller.personId} and p.incident_id = ${caller.incidentId}`);
  const [lost, letters, emails, lines, callTask, callback, calls] = await Promise.all([
    lostOf(db, caller),
    lettersTo(db, caller),
    emailsTo(db, caller),
    linesNow(db, caller.incidentId),
    callTaskOf(db, caller),
    bookedFor(db, caller),
    callsWith(db, caller),
  ]);
  return {
    personId: caller.personId,
    name: String(person?.name ?? ""),
    kana: String(person?.kana ?? ""),
    addressee: person?.addressee as PersonForCaller["addressee"],
    guardianName: (person?.guardian_name as string | null) || null,
    bereavedName: (person?.bereaved_name as string | null) || null,
    proxyName: (person?.proxy_name as string | null) || null,
    prefecture: String(person?.prefecture ?? ""),
    phoneLastFour: (person?.phone_last_four as string | null) || null,
    lost,
    letters,
    emails,
    letterWithheld: (person?.withheld_reason as PersonForCaller["letterWithheld"]) ?? null,
    lines,
    callTask,
    callback,
    calls,
    grantedUntil: caller.grantedUntil,
  };
}

/** The agent's own latest calls, without whom they were with and what was said. */
export async function recentCalls(staffId: string): Promise<RecentCall[]> {
  const rows = await database().execute<Record<string, unknown>>(sql`
    select ${callColumns} from calls c join staff s on s.id = c.agent_id
    where c.agent_id = ${staffId} order by c.started_at desc limit ${recentCallsShown}`);
  return rows.map(recentCall);
}

/** Whose verification failed so often in 24 hours that nobody may try again, the latest first. */
export async function lockedPeople(incidentId: string): Promise<LockedPerson[]> {
  const rows = await database().execute<Record<string, unknown>>(sql`
    with failed as (
      select v.person_id, v.at, s.name as agent,
        row_number() over (partition by v.person_id order by v.at desc) as nth
      from caller_verifications v join calls c on c.id = v.call_id join staff s on s.id = v.agent_id
      where c.incident_id = ${incidentId} and v.failures > 0 and v.at > clock_timestamp() - interval '24 hours')
    select f.person_id, p.name, count(*) as failures, max(f.at)::text as last_at,
      (max(f.at) filter (where nth = ${verificationLimits.failuresPerPersonPerDay}) + interval '24 hours')::text as until,
      array_agg(distinct f.agent) as agents
    from failed f join people p on p.id = f.person_id
    group by f.person_id, p.name having count(*) >= ${verificationLimits.failuresPerPersonPerDay}
    order by max(f.at) desc limit ${lockedShown}`);
  return rows.map((row) => ({
    personId: String(row.person_id),
    maskedName: maskName(String(row.name ?? "")),
    failures: Number(row.failures),
    lastFailureAt: new Date(String(row.last_at)),
    lockedUntil: new Date(String(row.until)),
    agentNames: row.agents as string[],
  }));
}
