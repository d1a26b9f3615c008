import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Internal } from "@/lib/errors";

/**
 * Writes down how many rows each bucket and rule holds, and how many each tape and each day received, and asserts
 * that nothing was lost on the way: no row is unplaced, and the buckets add up to the rows read, also over the days,
 * and to the rows placed over the tapes. Where they do not, the fault is ours and everything is rolled back (Internal
 * `catalog.rows-unaccounted` { unplaced, difference }). The rows are read once.
 */
export async function countRows(tx: Tx, incidentId: string): Promise<void> {
  for (const table of ["catalog_row_counts", "catalog_row_sums"]) {
    await tx.execute(sql`
      delete from ${sql.identifier(table)} c using catalog_imports i
      where i.id = c.import_id and i.incident_id = ${incidentId}`);
  }
  // As a list, for joined to the imports the planner takes millions of rows for a few.
  const anyRead = sql`any(array(select id from catalog_imports where incident_id = ${incidentId} and state = 'read'))`;
  await tx.execute(sql`
    create temporary table rows_counted on commit drop as
    select r.import_id, r.bucket, r.bucket_rule, coalesce(r.received_on, '') as day, count(*) as rows
    from catalog_rows r where r.import_id = ${anyRead}
    group by 1, 2, 3, 4`);
  await tx.execute(sql`
    insert into catalog_row_counts (import_id, bucket, bucket_rule, rows)
    select import_id, bucket, bucket_rule, sum(rows) from rows_counted group by 1, 2, 3`);
  await refuseUnaccounted(tx, incidentId);
  await tx.execute(sql`
    create temporary table placed_counted on commit drop as
    select r.import_id, c.medium_id, r.bucket, r.bucket_rule in ('', 'not-on-lost-medium') as undecided,
           r.import_id = ${anyRead} as counts, count(*) as rows
    from catalog_row_media c join catalog_rows r on r.id = c.catalog_row_id
    where c.medium_id = any(array(select id from media where incident_id = ${incidentId}))
    group by 1, 2, 3, 4, 5`);
  await tx.execute(sql`
    insert into catalog_row_sums (import_id, by, of, bucket, rows)
    select import_id, 'day', day, bucket, sum(rows) from rows_counted group by 1, 3, 4
    union all
    select import_id, 'medium', medium_id::text, bucket, sum(rows) from placed_counted where counts group by 1, 3, 4`);
  await refuseUndecided(tx);
  await refuseWrongSums(tx, incidentId);
  await tx.execute(sql`drop table rows_counted, placed_counted`);
}

async function refuseUnaccounted(tx: Tx, incidentId: string): Promise<void> {
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

/** A row that lies on a medium in scope was decided on: it is not as it was written. */
async function refuseUndecided(tx: Tx): Promise<void> {
  const [left] = await tx.execute<{ unplaced: number }>(sql`
    select coalesce(sum(rows), 0)::float8 as unplaced from placed_counted where undecided`);
  if (left && left.unplaced > 0)
    throw new Internal("catalog.rows-unaccounted", { unplaced: left.unplaced, difference: 0 });
}

/** What was withdrawn or replaced lies there still until the derivation it asked for, and is in no sum. */
async function refuseWrongSums(tx: Tx, incidentId: string): Promise<void> {
  const [wrong] = await tx.execute<{ unplaced: number; difference: number }>(sql`
    select 0 as unplaced, (i.rows_read - sum(s.rows))::float8 as difference
    from catalog_imports i join catalog_row_sums s on s.import_id = i.id and s.by = 'day'
    where i.incident_id = ${incidentId} and i.state = 'read'
    group by i.id having i.rows_read <> sum(s.rows)
    union all
    select 0, (placed.rows - coalesce(apart.rows, 0) - coalesce(summed.rows, 0))::float8
    from (select c.medium_id, count(*) as rows from catalog_row_media c join media m on m.id = c.medium_id
          where m.incident_id = ${incidentId} group by 1) placed
    left join (select s.of, sum(s.rows) as rows from catalog_row_sums s join catalog_imports i on i.id = s.import_id
               where i.incident_id = ${incidentId} and s.by = 'medium' group by 1) summed
      on summed.of = placed.medium_id::text
    left join (select medium_id, sum(rows) as rows from placed_counted where not counts group by 1) apart
      using (medium_id)
    where placed.rows <> coalesce(apart.rows, 0) + coalesce(summed.rows, 0)
    limit 1`);
  if (wrong) throw new Internal("catalog.rows-unaccounted", wrong);
}
