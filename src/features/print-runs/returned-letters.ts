import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type ReturnedRow, returnedPageSize } from "./returned/schema";

/** The envelopes that came back last, the newest first: pieces and numbers, nobody's name. */
export async function returnedLetters(db: Queryable, incidentId: string): Promise<ReturnedRow[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select m.id, l.inquiry_number, r.number, rl.sequence, m.reason, s.name, m.at
    from returned_mail m join letters l on l.id = m.letter_id join staff s on s.id = m.by_staff_id
    left join print_run_letters rl on rl.letter_id = l.id left join print_runs r on r.id = rl.print_run_id
    where m.incident_id = ${incidentId} order by m.at desc limit ${returnedPageSize}`);
  return rows.map((row) => ({
    id: String(row.id),
    inquiryNumber: String(row.inquiry_number),
    runNumber: row.number === null ? null : Number(row.number),
    sequence: row.sequence === null ? null : Number(row.sequence),
    reason: row.reason as ReturnedRow["reason"],
    byName: String(row.name),
    at: new Date(String(row.at)),
  }));
}
