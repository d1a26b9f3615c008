import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { mostSpoils, type SpoilRow } from "./schema";

/** The spoils of an incident: those that wait for a second person first, then the newest; at most 500. */
export async function spoilsOfIncident(db: Queryable, incidentId: string): Promise<SpoilRow[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select s.id, s.print_run_id, r.number, r.code, rl.sequence, l.inquiry_number, s.reason, s.reported_by,
      teller.name as reported_name, s.reported_at, seen.name as confirmed_name, s.confirmed_at,
      next.inquiry_number as next_number, nr.number as next_run, nrl.sequence as next_sequence
    from spoils s join print_runs r on r.id = s.print_run_id join letters l on l.id = s.letter_id
    join staff teller on teller.id = s.reported_by left join print_run_letters rl on rl.letter_id = s.letter_id
    left join staff seen on seen.id = s.confirmed_by left join letters next on next.id = s.successor_letter_id
    left join print_run_letters nrl on nrl.letter_id = next.id left join print_runs nr on nr.id = nrl.print_run_id
    where s.incident_id = ${incidentId} order by s.confirmed_at is not null, s.id desc limit ${mostSpoils}`);
  return rows.map(spoilRow);
}

const number = (value: unknown) => (value === null ? null : Number(value));

function spoilRow(row: Record<string, unknown>): SpoilRow {
  const successor =
    row.next_number === null
      ? null
      : {
          inquiryNumber: String(row.next_number),
          runNumber: number(row.next_run),
          sequence: number(row.next_sequence),
        };
  return {
    id: String(row.id),
    printRunId: String(row.print_run_id),
    runNumber: Number(row.number),
    runCode: String(row.code),
    sequence: number(row.sequence),
    inquiryNumber: String(row.inquiry_number),
    reason: row.reason as SpoilRow["reason"],
    state: row.confirmed_at === null ? "waiting" : successor ? "replaced" : "no-successor",
    reportedBy: String(row.reported_by),
    reportedByName: String(row.reported_name),
    reportedAt: new Date(String(row.reported_at)),
    confirmedByName: row.confirmed_name as string | null,
    confirmedAt: row.confirmed_at ? new Date(String(row.confirmed_at)) : null,
    successor,
  };
}
