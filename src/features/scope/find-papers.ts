import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

const number = (value: number) => sql.raw(`${value}::bigint`);

/**
 * Which papers the files of `scope_row` are, and what papers have in common. By `classified` for rows that
 * are on no medium in scope, else by what stands beside the row. Fills `scope_copy` (copy_no, code; the code is
 * (volume × jobs + job) × 2 + partly), `scope_day` (day_no, day; '' where no path tells it), `scope_class` (class_no, code), `scope_place`
 * (place_no, day_no, class_no, copies) and `scope_claim_place` (claim_number, class_no, place_no, papers).
 */
export async function findPapers(tx: Tx, incidentId: string, jobs: number): Promise<void> {
  await tx.execute(sql`
    create temporary table scope_paper on commit drop as
    select min(said.claim_number) as claim_number, min(said.class_code) as class_code,
           coalesce(min(said.received_on) filter (where length(said.received_on) = 10), min(said.received_on), '') as day,
           array_agg(distinct (s.volume_no::bigint * ${number(jobs)} + s.job_no) * 2 + s.partly::int) as copies
    from scope_row s
    join catalog_rows r on r.id = s.row_id
    left join classified c on c.row_id = s.row_id
    cross join lateral (select
      case when r.path_rule is null then c.document_key else r.document_key end as document_key,
      case when r.path_rule is null then c.claim_number else r.claim_number end as claim_number,
      case when r.path_rule is null then c.class_code else r.class_code end as class_code,
      case when r.path_rule is null then c.received_on else r.received_on end as received_on) said
    where said.document_key is not null
    group by said.document_key`);
  await tx.execute(sql`analyze scope_paper`);
  await numberWhatTheyShare(tx, incidentId);
  await tx.execute(sql`
    create temporary table scope_claim_place on commit drop as
    select p.claim_number, l.class_no, l.place_no, count(*)::int as papers
    from scope_paper p
    join scope_class k on k.code = p.class_code
    join scope_day d on d.day = p.day
    join scope_place l on l.day_no = d.day_no and l.class_no = k.class_no and l.codes = p.copies
    group by p.claim_number, l.class_no, l.place_no`);
  await tx.execute(sql`analyze scope_claim_place`);
}

async function numberWhatTheyShare(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    create temporary table scope_shared on commit drop as
    select day, class_code, copies from scope_paper group by day, class_code, copies`);
  await tx.execute(sql`
    create temporary table scope_day on commit drop as
    select (row_number() over (order by nullif(day, '') nulls last) - 1)::int as day_no, day
    from (select distinct day from scope_shared) d`);
  await tx.execute(sql`
    create temporary table scope_class on commit drop as
    select (row_number() over (order by k.position, k.code) - 1)::int as class_no, k.code
    from document_classes k
    where k.incident_id = ${incidentId} and k.code in (select class_code from scope_shared)`);
  await tx.execute(sql`
    create temporary table scope_copy on commit drop as
    select (row_number() over (order by code) - 1)::int as copy_no, code
    from (select distinct unnest(copies) as code from scope_shared) c`);
  await tx.execute(sql`
    create temporary table scope_place on commit drop as
    select (row_number() over (order by d.day_no, k.class_no, s.copies) - 1)::int as place_no,
           d.day_no, k.class_no, s.copies as codes
    from scope_shared s
    join scope_day d on d.day = s.day
    join scope_class k on k.code = s.class_code`);
  await tx.execute(sql`analyze scope_day, scope_class, scope_copy, scope_place`);
}
