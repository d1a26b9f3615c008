import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

const rowsPerDeletion = 50_000;

/**
 * Deletes some rows of an import that does not count (in reading, failed, withdrawn, replaced), with what was placed
 * and derived from them. Returns how many; none are left when that is 0.
 */
export async function deleteRows(tx: Tx, importId: string): Promise<number> {
  const [deleted] = await tx.execute<{ rows: number }>(sql`
    with gone as (
      delete from catalog_rows where id in (
        select r.id from catalog_rows r join catalog_imports i on i.id = r.import_id
        where r.import_id = ${importId} and i.state not in ('read', 'queued')
        order by r.file_number, r.line limit ${rowsPerDeletion})
      returning 1
    )
    update catalog_imports set rows_written = rows_written - (select count(*) from gone)
    where id = ${importId}
    returning (select count(*)::int from gone) as rows`);
  return deleted?.rows ?? 0;
}
