import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/**
 * Where every file of every catalog that was read lies, on whatever volume. Fills two temporary tables of this
 * transaction: `scope_job` (job_no, job_id, name, level, started_at) and `scope_volume` (volume_no, label), and
 * `scope_row` (row_id, volume_no, job_no, partly), one row for each file and volume. The same decision as in
 * `placeRowsOnMedia`, which asks only for the media in scope.
 */
export async function findCopies(tx: Tx, incidentId: string): Promise<void> {
  await findJobsAndVolumes(tx, incidentId);
  await tx.execute(sql`
    create temporary table scope_stretch on commit drop as
    with seams as (
      select a.import_id, a.job_id, side.volume, array_agg(distinct a.last_index) as seams
      from scope_range a
      join scope_range b on b.import_id = a.import_id and b.job_id = a.job_id and b.volume <> a.volume
                        and b.first_index = a.last_index
      cross join lateral (values (a.volume), (b.volume)) as side(volume)
      group by a.import_id, a.job_id, side.volume
    ), spans as (
      select import_id, job_id, count(distinct volume) as volumes from scope_range group by import_id, job_id
    )
    select r.import_id, r.job_id, r.volume_no, r.job_no, seams.seams, spans.volumes,
           range_agg(int8range(r.first_index, r.last_index, '[]')) as indexes
    from scope_range r
    join spans using (import_id, job_id)
    left join seams on seams.import_id = r.import_id and seams.job_id = r.job_id and seams.volume = r.volume
    group by r.import_id, r.job_id, r.volume_no, r.job_no, seams.seams, spans.volumes`);
  await tx.execute(sql`analyze scope_stretch`);
  await tx.execute(sql`
    create temporary table scope_row on commit drop as
    select f.id as row_id, here.volume_no, here.job_no,
           case when f.file_index is null then f.is_base = 2 or here.volumes > 1
                else coalesce(f.file_index = any(here.seams), false) end as partly
    from catalog_rows f
    join scope_stretch here on here.import_id = f.import_id and here.job_id = f.job_id
    where f.path is not null and f.path not like '%/' and f.is_base <> 1
      and (f.file_index is null or (f.file_index > 0 and f.file_index::bigint <@ here.indexes))`);
  await tx.execute(sql`analyze scope_row`);
}

/** A job that stands in several catalogs under the same number, name and beginning is one job. */
async function findJobsAndVolumes(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    create temporary table scope_range on commit drop as
    select r.import_id, r.job_id, r.volume, r.first_index, r.last_index,
           coalesce(j.name, '') as name, coalesce(j.level, '') as level, j.started_at,
           (dense_rank() over (order by r.volume) - 1)::int as volume_no,
           (dense_rank() over (order by r.job_id, coalesce(j.name, ''), j.started_at nulls last) - 1)::int as job_no
    from job_media r
    join catalog_imports i on i.id = r.import_id
    left join backup_jobs j on j.import_id = r.import_id and j.job_id = r.job_id
    where i.incident_id = ${incidentId} and i.state = 'read'`);
  await tx.execute(sql`analyze scope_range`);
  await tx.execute(sql`
    create temporary table scope_job on commit drop as
    select job_no, min(job_id) as job_id, min(name) as name, max(level) as level, min(started_at) as started_at,
           array_agg(distinct volume_no order by volume_no) as volumes
    from scope_range group by job_no`);
  await tx.execute(sql`
    create temporary table scope_volume on commit drop as
    select volume_no, min(volume) as label from scope_range group by volume_no`);
}
