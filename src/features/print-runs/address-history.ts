import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { AddressHistoryEntry } from "./returned/schema";

const mostEntries = 500;

/** All that happened to the letters and the address of the task's person, the oldest first. */
export async function addressHistory(db: Queryable, addressTaskId: string): Promise<AddressHistoryEntry[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    with who as (select incident_id, person_id from address_tasks where id = ${addressTaskId})
    select * from (
      select 'letter' as kind, coalesce(l.handed_over_at, l.created_at) as at, null as by_staff_id,
             l.generation::text as what, l.postcode, l.addressee ->> 'addressLines' as address
      from who join letters l on l.incident_id = who.incident_id and l.person_id = who.person_id
      where l.state in ('handed-over', 'returned', 'printed', 'in-run', 'generated')
      union all
      select 'returned', m.at, m.by_staff_id, m.reason, null, null
      from who join returned_mail m on m.incident_id = who.incident_id and m.person_id = who.person_id
      union all
      select 'proposed', t.proposed_at, t.proposed_by, t.source, t.postcode, t.address
      from who join address_tasks t on t.incident_id = who.incident_id and t.person_id = who.person_id
      where t.proposed_at is not null
      union all
      select 'decided', t.decided_at, t.decided_by, t.state, null, null
      from who join address_tasks t on t.incident_id = who.incident_id and t.person_id = who.person_id
      where t.decided_at is not null
      union all
      select 'substitute', s.at, s.by_staff_id, s.because, null, s.measure
      from who join substitute_measures s on s.incident_id = who.incident_id and s.person_id = who.person_id) h
    left join (select id as staff_id, name from staff) f on f.staff_id = h.by_staff_id
    order by at, kind limit ${mostEntries}`);
  return rows.map((row) => ({
    kind: row.kind as AddressHistoryEntry["kind"],
    at: new Date(String(row.at)),
    byName: row.name as string | null,
    what: String(row.what),
    postcode: row.postcode as string | null,
    address: row.address as string | null,
  }));
}
