import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { AddressBatch } from "./returned/schema";

const mostBatches = 100;

/** Files of addresses that wait for a second person, the oldest first: how many addresses each, and where from. */
export async function addressBatches(db: Queryable, incidentId: string): Promise<AddressBatch[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select by_source.batch_id, sum(addresses)::int as addresses, min(proposed_by) as proposed_by,
      min(s.name) as proposed_name, min(proposed_at) as proposed_at,
      jsonb_agg(jsonb_build_object('source', source, 'addresses', addresses) order by addresses desc, source) as sources
    from (select batch_id, source, count(*)::int as addresses, min(proposed_by) as proposed_by, min(proposed_at) as proposed_at
          from address_tasks where incident_id = ${incidentId} and state = 'proposed' and batch_id is not null
          group by 1, 2) by_source
    join staff s on s.id = by_source.proposed_by
    group by 1 order by min(proposed_at), 1 limit ${mostBatches}`);
  return rows.map((row) => ({
    batchId: String(row.batch_id),
    addresses: Number(row.addresses),
    sources: row.sources as AddressBatch["sources"],
    proposedBy: String(row.proposed_by),
    proposedByName: String(row.proposed_name),
    proposedAt: new Date(String(row.proposed_at)),
  }));
}
