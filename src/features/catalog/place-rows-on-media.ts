import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { lockDerivation } from "./lock-derivation";

/** How many rows lie on a medium in scope now, and how many placings came and went. */
export type Placed = { rows: number; added: number; removed: number };

/**
 * Works out which catalog rows lie on the incident's media in scope (missing or lost), wholly or in part, and
 * excludes the others by a named rule. `whereOnVolume` in `rules.ts` decides the same for one file. Doing it
 * again changes nothing.
 */
export async function placeRowsOnMedia(actor: Actor, input: OfIncident): Promise<Placed> {
  const by = authorize(actor, "people.derive");
  const { incidentId } = parseInput(ofIncidentInput, input);
  return inTransaction(async (tx) => {
    await lockDerivation(tx, incidentId);
    await makePlacement(tx, incidentId);
    const placed = await updatePlacings(tx, incidentId);
    await excludeTheOthers(tx, incidentId);
    await tx.execute(sql`drop table placement`);
    if (placed.added + placed.removed > 0) {
      await tx.execute(sql`analyze catalog_row_media`);
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "catalog.placed",
        subject: { type: "incident", id: incidentId },
        detail: placed,
      });
    }
    return placed;
  });
}

/**
 * One row for each (catalog row, medium in scope). A job's index ranges on a volume become one multirange, so a
 * row is joined once per volume; a file at the seam of two volumes is only partly on either; a file without an
 * index (console text) may be on any volume its job wrote to.
 */
async function makePlacement(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    create temporary table placement on commit drop as
    with ranges as materialized (
      select jm.* from job_media jm join catalog_imports i on i.id = jm.import_id
      where i.incident_id = ${incidentId} and i.state = 'read'
    ), seams as (
      select a.import_id, a.job_id, side.volume, array_agg(distinct a.last_index) as seams
      from ranges a
      join ranges b on b.import_id = a.import_id and b.job_id = a.job_id and b.volume <> a.volume
                   and b.first_index = a.last_index
      cross join lateral (values (a.volume), (b.volume)) as side(volume)
      group by a.import_id, a.job_id, side.volume
    ), spans as (
      select import_id, job_id, count(distinct volume) as volumes from ranges group by import_id, job_id
    ), here as materialized (
      select r.import_id, r.job_id, m.id as medium_id, seams.seams, spans.volumes,
             range_agg(int8range(r.first_index, r.last_index, '[]')) as indexes
      from ranges r
      join media m on m.incident_id = ${incidentId} and m.label = r.volume and m.state in ('missing', 'lost')
      join spans using (import_id, job_id)
      left join seams on seams.import_id = r.import_id and seams.job_id = r.job_id and seams.volume = r.volume
      group by r.import_id, r.job_id, m.id, seams.seams, spans.volumes
    )
    select f.id as row_id, here.medium_id,
           case when f.file_index is null then f.is_base = 2 or here.volumes > 1
                else coalesce(f.file_index = any(here.seams), false) end as partly
    from catalog_rows f
    join here on here.import_id = f.import_id and here.job_id = f.job_id
    where f.path is not null and f.path not like '%/' and f.is_base <> 1
      and (f.file_index is null or (f.file_index > 0 and f.file_index::bigint <@ here.indexes))`);
  await tx.execute(sql`create unique index on placement (row_id, medium_id)`);
  await tx.execute(sql`analyze placement`);
}

async function updatePlacings(tx: Tx, incidentId: string): Promise<Placed> {
  const [counts] = await tx.execute<{ rows: number; added: number; removed: number }>(sql`
    with wanted as (
      select row_id, medium_id, case when partly then 'partial' else 'full' end as coverage from placement
    ), gone as (
      delete from catalog_row_media c using media m
      where m.id = c.medium_id and m.incident_id = ${incidentId}
        and not exists (select from placement p where p.row_id = c.catalog_row_id and p.medium_id = c.medium_id)
      returning 1
    ), come as (
      insert into catalog_row_media (catalog_row_id, medium_id, coverage)
      select row_id, medium_id, coverage from wanted w
      where not exists (select from catalog_row_media c
                        where c.catalog_row_id = w.row_id and c.medium_id = w.medium_id)
      returning 1
    ), other as (
      update catalog_row_media c set coverage = w.coverage
      from wanted w where w.row_id = c.catalog_row_id and w.medium_id = c.medium_id and w.coverage <> c.coverage
      returning 1
    )
    select (select count(distinct row_id)::int from placement) as rows,
           (select count(*)::int from (table come union all table other) c) as added,
           (select count(*)::int from gone) as removed`);
  return { rows: counts?.rows ?? 0, added: counts?.added ?? 0, removed: counts?.removed ?? 0 };
}

const asideBy = sql`case when r.path like '%/' then 'directory' when r.file_index <= 0 then 'deleted-entry'
                         when r.is_base = 1 then 'base-job' else 'not-on-lost-medium' end`;

/** Rows that lie on no medium in scope are set aside by the first rule that fits. Unreadable ones stay so. */
async function excludeTheOthers(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    update catalog_rows r set bucket = 'excluded', bucket_rule = ${asideBy}
    from catalog_imports i
    where i.id = r.import_id and i.incident_id = ${incidentId} and i.state = 'read' and r.path is not null
      and (r.bucket, r.bucket_rule) is distinct from ('excluded', ${asideBy})
      and not exists (select from placement p where p.row_id = r.id)`);
}
