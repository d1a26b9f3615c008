import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { type SubstituteRow, type SubstitutesAsked, substitutesPageSize } from "./returned/schema";

/** Who cannot be told in person, and what is done in its place (APPI art. 26(2), proviso); a page after `afterId`. */
export async function substitutes(db: Queryable, asked: SubstitutesAsked): Promise<SubstituteRow[]> {
  const after = asked.afterId ?? "00000000-0000-0000-0000-000000000000";
  const rows = await db.execute<Record<string, unknown>>(sql`
    select m.id, m.person_id, p.name, m.because, m.measure, s.name as by_name, m.at
    from substitute_measures m join people p on p.id = m.person_id left join staff s on s.id = m.by_staff_id
    where m.incident_id = ${asked.incidentId} and m.ended_at is null and m.id > ${after}
    order by m.id limit ${substitutesPageSize}`);
  return rows.map((row) => ({
    id: String(row.id),
    personId: String(row.person_id),
    name: (row.name as string | null) ?? "",
    because: row.because as SubstituteRow["because"],
    measure: row.measure as string | null,
    byName: row.by_name as string | null,
    at: new Date(String(row.at)),
  }));
}
