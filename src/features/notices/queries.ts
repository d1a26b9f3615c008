import { sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import type { NoticeChannel } from "./rules";
import { type NoticeCounts, type WithheldAsked, type WithheldNotice, withheldPageSize } from "./schema";

/** Why a notice on `channel` cannot reach the person whom `said` (frozen JSON) describes, or null; in SQL. */
export const lackedReason = sql`case
  when channel = 'letter' and coalesce(btrim(said ->> 'address'), '') = '' then 'no-address'
  when channel = 'letter' and coalesce(btrim(said ->> 'name'), '') = '' then 'no-name'
  when channel = 'call' and coalesce(btrim(said ->> 'phone'), '') = '' then 'no-phone'
  when channel = 'email' and not (coalesce(said ->> 'email', '') <> '' and coalesce((said ->> 'emailConsent')::boolean, false))
    then 'no-consent' end`;

/**
 * Everybody of the incident and channel with a live wish not to be contacted, as (person_id, channel); in SQL. What
 * one says holds for whoever they were found to be, and for all who were found to be the same.
 */
export const wishes = (incidentId: string) => sql`
  select together.id as person_id, on_channel.channel
  from suppressions s
  join people wisher on wisher.id = s.person_id
  cross join lateral (
    select wisher.id union select wisher.merged_into where wisher.merged_into is not null
    union select m.id from people m where m.merged_into in (wisher.id, wisher.merged_into)) as together
  join (values ('letter'), ('call'), ('email')) as on_channel(channel) on s.channel in (on_channel.channel, 'all')
  where s.incident_id = ${incidentId} and s.lifted_at is null`;

/**
 * Whose last letter came back, as (person_id, reason): `substitute` where somebody gave up writing, and `returned` as
 * long as version `listId` has no other address for them than the version their notice was decided by; in SQL. A letter
 * to another record of theirs came back to whoever has none of their own.
 */
export const sentBack = (incidentId: string, listId: string) => sql`
  select k.person_id, case when given_up.id is null then 'returned' else 'substitute' end as reason
  from notices k
  join affected_people old on old.list_id = k.list_id and old.person_id = k.person_id
  join affected_people new on new.list_id = ${listId} and new.person_id = k.person_id
  left join substitute_measures given_up on given_up.incident_id = k.incident_id
    and given_up.person_id = k.person_id and given_up.ended_at is null
  where k.incident_id = ${incidentId} and k.channel = 'letter'
    and k.withheld_reason in ('returned', 'substitute', 'not-on-list')
    and (select l.state from letters l where l.notice_id = k.id order by l.generation desc limit 1) = 'returned'
    and (given_up.id is not null
      or (old.canonical::jsonb ->> 'address', old.canonical::jsonb ->> 'postcode') is not distinct from
         (new.canonical::jsonb ->> 'address', new.canonical::jsonb ->> 'postcode'))
  union
  select new.person_id, 'returned'
  from affected_people new
  join people other on other.merged_into = new.person_id
  join notices n on n.incident_id = ${incidentId} and n.person_id = other.id and n.channel = 'letter'
  join affected_people old on old.list_id = n.list_id and old.person_id = n.person_id
  left join notices k on k.incident_id = ${incidentId} and k.person_id = new.person_id and k.channel = 'letter'
  where new.list_id = ${listId}
    and (k.id is null or k.withheld_reason in ('told-as-another', 'returned', 'not-on-list'))
    and not exists (select from letters l where l.notice_id = k.id)
    and (select l.state from letters l where l.notice_id = n.id order by l.generation desc limit 1) = 'returned'
    and (old.canonical::jsonb ->> 'address', old.canonical::jsonb ->> 'postcode') is not distinct from
        (new.canonical::jsonb ->> 'address', new.canonical::jsonb ->> 'postcode')`;

/** How many notices are owed or withheld, by channel, addressee and reason. */
export async function noticeCounts(incidentId: string): Promise<NoticeCounts[]> {
  const rows = await database().execute<Record<string, unknown>>(sql`
    select channel, addressee, state, withheld_reason, count(*) as notices from notices
    where incident_id = ${incidentId} group by 1, 2, 3, 4 order by 1 desc, 2, 3, 4`);
  return rows.map((row) => ({
    channel: row.channel as NoticeCounts["channel"],
    addressee: row.addressee as NoticeCounts["addressee"],
    state: row.state as NoticeCounts["state"],
    withheldReason: row.withheld_reason as string | null,
    notices: Number(row.notices),
  }));
}

/**
 * How many people the approved list still has to be decided for: who has no notice yet, and whose letter nobody
 * asked for and of whom this version says something else than the one their notice was decided by, or nothing.
 */
export async function undecidedPeople(incidentId: string, db: Queryable = database()): Promise<number> {
  const [row] = await db.execute<{ people: number }>(sql`
    with approved as materialized (
      select id, incident_id from affected_lists where incident_id = ${incidentId} and state = 'approved')
    select (select count(*)::int from approved f join affected_people a on a.list_id = f.id
            where not exists (select from notices n where n.incident_id = ${incidentId} and n.person_id = a.person_id
                              and n.channel = 'letter'))
         + (select count(*)::int from notices n join approved f on f.id <> n.list_id
            left join affected_people new on new.list_id = f.id and new.person_id = n.person_id
            left join affected_people old on old.list_id = n.list_id and old.person_id = n.person_id
            where n.incident_id = ${incidentId} and n.channel = 'letter' and n.letter_chunk_id is null and n.withheld_reason is distinct from 'cancelled'
              and case when n.withheld_reason = 'not-on-list' then new.person_id is not null
                       else new.canonical is distinct from old.canonical end) as people`);
  return row?.people ?? 0;
}

/** Who is on the list and is not written to (or rung), and why; a page after `afterNoticeId`. */
export async function withheldNotices(asked: WithheldAsked): Promise<WithheldNotice[]> {
  const after = asked.afterNoticeId ?? "00000000-0000-0000-0000-000000000000";
  const rows = await database().execute<Record<string, unknown>>(sql`
    select n.id, n.person_id, p.name, p.kana, n.withheld_reason,
      (select s.id from suppressions s join people w on w.id = s.person_id
       where s.incident_id = n.incident_id and coalesce(w.merged_into, w.id) = coalesce(p.merged_into, p.id)
       and s.channel in (n.channel, 'all') and s.lifted_at is null limit 1) as suppression_id
    from notices n join people p on p.id = n.person_id
    where n.incident_id = ${asked.incidentId} and n.channel = ${asked.channel} and n.state = 'withheld'
      and n.id > ${after} order by n.id limit ${withheldPageSize}`);
  return rows.map((row) => ({
    noticeId: String(row.id),
    personId: String(row.person_id),
    name: (row.name as string | null) ?? "",
    kana: (row.kana as string | null) ?? "",
    reason: String(row.withheld_reason),
    suppressionId: row.suppression_id as string | null,
  }));
}

export type StandingWish = {
  id: string;
  channel: NoticeChannel | "all";
  reason: string;
  byName: string;
  at: Date;
};

/** The wishes of a person, or of whoever was found to be the same, that stand. */
export async function standingWishes(personId: string): Promise<StandingWish[]> {
  const rows = await database().execute<Omit<StandingWish, "at"> & { at: string }>(sql`
    select s.id, s.channel, s.reason, f.name as "byName", s.at::text as at
    from (select coalesce(merged_into, id) as kept_id from people where id = ${personId}) p
    cross join lateral (select p.kept_id as id union all
                        select m.id from people m where m.merged_into = p.kept_id) w
    join suppressions s on s.person_id = w.id and s.lifted_at is null
    join staff f on f.id = s.by_staff_id
    order by s.at`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}
