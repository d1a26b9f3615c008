import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Internal } from "@/lib/errors";

/**
 * Writes down how many rows each bucket and rule holds, and asserts that nothing was lost on the way: no row is
 * unplaced, and the buckets add up to the rows read. Where they do not, the fault is ours and everything is
 * rolled back (Internal `catalog.rows-unaccounted` { unplaced, difference }).
 */
export async function countRows(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    delete from catalog_row_counts c using catalog_imports i
    where i.id = c.import_id and i.incident_id = ${incidentId}`);
  await tx.execute(sql`
    insert into catalog_row_counts (import_id, bucket, bucket_rule, rows)
    select r.import_id, r.bucket, r.bucket_rule, count(*)
    from catalog_rows r join catalog_imports i on i.id = r.import_id
    where i.incident_id = ${incidentId} and i.state = 'read'
    group by r.import_id, r.bucket, r.bucket_rule`);
  const [wrong] = await tx.execute<{ unplaced: number; difference: number }>(sql`
    select coalesce(sum(c.rows) filter (where c.bucket = 'unplaced'), 0)::float8 as unplaced,
           (i.rows_read - coalesce(sum(c.rows), 0))::float8 as difference
    from catalog_imports i left join catalog_row_counts c on c.import_id = i.id
    where i.incident_id = ${incidentId} and i.state = 'read'
    group by i.id
    having coalesce(sum(c.rows) filter (where c.bucket = 'unplaced'), 0) > 0
        or i.rows_read <> coalesce(sum(c.rows), 0)
    limit 1`);
  if (wrong) throw new Internal("catalog.rows-unaccounted", wrong);
}
