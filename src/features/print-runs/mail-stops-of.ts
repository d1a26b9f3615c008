import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type MailStopRow, mostMailStops } from "./schema";

/** Everything that was stopped in an incident, what stands first, then the newest; at most 500. */
export async function mailStopsOf(db: Queryable, incidentId: string): Promise<MailStopRow[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select m.id, m.kind, m.print_run_id, m.person_id, m.reason, m.at, m.ended_at, m.outcome, m.letter_id,
      teller.name as by_name, ender.name as ended_name, l.inquiry_number, r.number
    from mail_stops m join staff teller on teller.id = m.by_staff_id left join staff ender on ender.id = m.ended_by
    left join letters l on l.id = m.letter_id left join print_runs r on r.id = m.print_run_id
    where m.incident_id = ${incidentId} order by m.ended_at is not null, m.id desc limit ${mostMailStops}`);
  return rows.map((row) => ({
    id: String(row.id),
    kind: row.kind as MailStopRow["kind"],
    of: row.letter_id ? "letter" : row.print_run_id ? "run" : "person",
    inquiryNumber: row.inquiry_number as string | null,
    runNumber: row.number === null ? null : Number(row.number),
    printRunId: row.print_run_id as string | null,
    personId: row.person_id as string | null,
    reason: String(row.reason),
    byName: String(row.by_name),
    at: new Date(String(row.at)),
    endedByName: row.ended_name as string | null,
    endedAt: row.ended_at ? new Date(String(row.ended_at)) : null,
    outcome: row.outcome as MailStopRow["outcome"],
  }));
}
