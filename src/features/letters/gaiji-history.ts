import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { GaijiDecisionRow } from "./schema";

const mostDecisions = 2_000;

/** Every decision about a character of the incident's letters, those in force first, the latest first. */
export async function gaijiHistory(db: Queryable, incidentId: string): Promise<GaijiDecisionRow[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    with used as (
      select decision::uuid as id, count(*)::int as letters
      from letters l cross join lateral jsonb_array_elements_text(l.gaiji -> 'decisions') decision
      where l.incident_id = ${incidentId} and l.gaiji is not null and l.state not in ('void', 'returned')
      group by 1)
    select d.*, p.name as person_name, s.name as by_name, w.name as withdrawn_name, coalesce(u.letters, 0) as letters
    from gaiji_decisions d join staff s on s.id = d.by_staff_id left join staff w on w.id = d.withdrawn_by
    left join people p on p.id = d.person_id left join used u on u.id = d.id
    where d.incident_id = ${incidentId}
    order by d.withdrawn_at is not null, d.at desc, d.id limit ${mostDecisions}`);
  return rows.map((row) => ({
    id: String(row.id),
    codePoint: String(row.code_point),
    remedy: row.remedy as GaijiDecisionRow["remedy"],
    font: row.font as string | null,
    replacement: row.replacement as string | null,
    personId: row.person_id as string | null,
    personName: row.person_name as string | null,
    reason: String(row.reason),
    byName: String(row.by_name),
    at: new Date(String(row.at)),
    withdrawnAt: row.withdrawn_at ? new Date(String(row.withdrawn_at)) : null,
    withdrawnByName: row.withdrawn_name as string | null,
    letters: Number(row.letters),
  }));
}
