import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type NoticeCounts, type WithheldAsked, type WithheldNotice, withheldPageSize } from "./schema";

/** Why a notice on `channel` cannot reach the person whom `said` (frozen JSON) describes, or null; in SQL. */
export const lackedReason = sql`case
  when channel = 'letter' and coalesce(btrim(said ->> 'address'), '') = '' then 'no-address'
  when channel = 'letter' and coalesce(btrim(said ->> 'name'), '') = '' then 'no-name'
  when channel = 'call' and coalesce(btrim(said ->> 'phone'), '') = '' then 'no-phone' end`;

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

/** Who is on the list and is not written to (or rung), and why; a page after `afterNoticeId`. */
export async function withheldNotices(asked: WithheldAsked): Promise<WithheldNotice[]> {
  const after = asked.afterNoticeId ?? "00000000-0000-0000-0000-000000000000";
  const rows = await database().execute<Record<string, unknown>>(sql`
    select n.id, n.person_id, p.name, p.kana, n.withheld_reason,
      (select s.id from suppressions s where s.incident_id = n.incident_id and s.person_id = n.person_id
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
