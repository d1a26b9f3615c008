import type { Invariant } from "./invariant";

/** From the files to the people: what went in = what went on + what was set aside. */
export const ofSources: readonly Invariant[] = [
  {
    id: "master-rows",
    says: "Every row of a master that was read is a record, a duplicate or rejected, and no line is there twice.",
    violations: `
      select i.id::text as subject from master_imports i left join lateral (
        select count(*) as rows, count(distinct line) as lines, count(*) filter (where outcome = 'record') as records,
               count(*) filter (where outcome = 'duplicate') as duplicates,
               count(*) filter (where outcome = 'rejected') as rejected
        from person_records r where r.import_id = i.id) r on true
      where i.state = 'read' and (i.rows_read, i.rows_read, i.rows_recorded, i.rows_duplicate, i.rows_rejected)
        is distinct from (r.rows, r.lines, r.records, r.duplicates, r.rejected)`,
  },
  {
    id: "duplicates-of",
    says: "Every duplicate names the line it repeats, and that line is a record of the same file.",
    violations: `
      select d.id::text as subject from person_records d where d.outcome = 'duplicate' and not exists (
        select from person_records r where r.import_id = d.import_id and r.line = d.duplicate_of_line
        and r.outcome = 'record')`,
  },
  {
    id: "document-index-rows",
    says: "Every row of a list of papers that was read is taken, a duplicate or rejected, and no line is there twice.",
    violations: `
      select i.id::text as subject from document_indexes i left join lateral (
        select count(*) as rows, count(distinct line) as lines, count(*) filter (where outcome = 'row') as taken,
               count(*) filter (where outcome = 'duplicate') as duplicates,
               count(*) filter (where outcome = 'rejected') as rejected
        from document_index_rows r where r.index_id = i.id) r on true
      where i.state = 'read' and (i.rows_read, i.rows_read, i.rows_taken, i.rows_duplicate, i.rows_rejected)
        is distinct from (r.rows, r.lines, r.taken, r.duplicates, r.rejected)`,
  },
  {
    id: "rules-in-force",
    says: "An incident whose paths were read has one version of rules in force, and every document a class that is known.",
    violations: `
      select s.incident_id::text as subject from path_rule_sets s group by s.incident_id
      having count(*) filter (where s.state = 'active') <> 1
      union all
      select d.id::text from documents d where not exists (
        select from document_classes c where c.incident_id = d.incident_id and c.code = d.class_code)`,
  },
  {
    id: "catalog-lines",
    says: "Every line of a catalog's file is a fact, rejected or ignored.",
    violations: `
      select f.import_id || ':' || f.file_number as subject from catalog_import_files f
      where f.lines_read <> f.facts + f.rejected + f.ignored`,
  },
  {
    id: "catalog-rows",
    says: "A catalog that was read has as many rows as were counted while reading.",
    violations: `
      select i.id::text as subject from catalog_imports i
      where i.state = 'read' and i.rows_read <> (select count(*) from catalog_rows r where r.import_id = i.id)`,
  },
  {
    id: "rows-written",
    says: "An import of whatever state has the rows it says were written, so that a reading goes on in the right place.",
    violations: `
      select i.id::text as subject from catalog_imports i
      where i.rows_written <> (select count(*) from catalog_rows r where r.import_id = i.id)`,
  },
  {
    id: "rows-of-what-counts",
    says: "An import that failed, was withdrawn or replaced has no rows, unless their removal is still asked for.",
    violations: `
      select i.id::text as subject from catalog_imports i
      where i.state in ('failed', 'withdrawn', 'replaced')
        and exists (select from catalog_rows r where r.import_id = i.id)
        and not exists (select from outbox o where o.state in ('ready', 'running') and o.incident_id = i.incident_id::text
          and (o.dedupe_key = 'discard-catalog-rows:' || i.id or o.name = 'derive-scope'))`,
  },
  {
    id: "rows-not-yet-read",
    says: "No row of an import that is not read is placed on a medium, and none is a document's source.",
    violations: `
      select i.id::text as subject from catalog_imports i
      where i.state in ('queued', 'reading', 'failed') and exists (
        select from catalog_rows r where r.import_id = i.id and (r.bucket = 'mapped'
          or r.bucket = 'excluded' and r.bucket_rule <> 'not-on-lost-medium'
          or exists (select from catalog_row_media c where c.catalog_row_id = r.id)
          or exists (select from document_sources s where s.catalog_row_id = r.id)))`,
  },
  {
    id: "one-successor",
    says: "A replaced import was replaced by exactly one that was read.",
    violations: `
      select o.id::text as subject from (select id, state from catalog_imports union all select id, state from master_imports) o
      where o.state = 'replaced' and 1 <> (
        select count(*) from (select replaces_import_id as id, state from catalog_imports
                              union all select replaces_import_id, state from master_imports) n
        where n.id = o.id and n.state in ('read', 'withdrawn', 'replaced'))`,
  },
  {
    id: "one-mend",
    says: "A line of a file has one mend in force at most, within one incident.",
    violations: `
      select u.sha256 || ':' || m.line as subject from line_mends m join uploads u on u.id = m.upload_id
      where m.revoked_at is null group by u.incident_id, u.sha256, m.line having count(*) > 1`,
  },
  {
    id: "rows-placed",
    says: "A derivation leaves no catalog row unplaced, and none on a lost medium as it was written.",
    violations: `
      select r.import_id::text as subject from catalog_rows r
      where (r.bucket = 'unplaced' or r.bucket_rule = 'not-on-lost-medium'
             and exists (select from catalog_row_media c where c.catalog_row_id = r.id))
        and exists (select from catalog_row_counts c where c.import_id = r.import_id) group by r.import_id`,
  },
  {
    id: "row-counts",
    says: "The figures kept by bucket and rule are the rows that are there.",
    violations: `
      select distinct coalesce(c.import_id, r.import_id)::text as subject from catalog_row_counts c
      full join (select import_id, bucket, bucket_rule, count(*) as rows from catalog_rows
                 where import_id in (select import_id from catalog_row_counts) group by 1, 2, 3) r
        using (import_id, bucket, bucket_rule)
      where c.rows is distinct from r.rows`,
  },
  {
    id: "row-sums",
    says: "The figures kept by day add up to the rows read, those kept by tape are the rows that lie on it.",
    violations: `
      select i.id::text as subject from catalog_imports i join catalog_row_sums s on s.import_id = i.id and s.by = 'day'
      where i.state = 'read' group by i.id having i.rows_read <> sum(s.rows)
      union all
      select import_id || ':' || of from (
        select import_id, of, bucket, rows from catalog_row_sums where by = 'medium'
          and import_id in (select id from catalog_imports where state = 'read')) s
      full join (
        select r.import_id, c.medium_id::text as of, r.bucket, count(*) as rows
        from catalog_row_media c join catalog_rows r on r.id = c.catalog_row_id
        where r.import_id in (select c.import_id from catalog_row_counts c join catalog_imports i
                              on i.id = c.import_id and i.state = 'read') group by 1, 2, 3) r
        using (import_id, of, bucket)
      where s.rows is distinct from r.rows`,
  },
  {
    id: "rows-of-an-import",
    says: "Every catalog row belongs to an import.",
    violations: `
      select r.id::text as subject from catalog_rows r
      where not exists (select from catalog_imports i where i.id = r.import_id)`,
  },
  {
    id: "placings-of-both",
    says: "Every placing is of a catalog row on a medium, both there.",
    violations: `
      select c.catalog_row_id || ':' || c.medium_id as subject from catalog_row_media c
      where not exists (select from catalog_rows r where r.id = c.catalog_row_id)
         or not exists (select from media m where m.id = c.medium_id)`,
  },
  {
    id: "sources-of-all",
    says: "Every source of a document is of a document, a catalog row and a medium, all there.",
    violations: `
      select s.document_id || ':' || s.catalog_row_id || ':' || s.medium_id as subject from document_sources s
      where not exists (select from documents d where d.id = s.document_id)
         or not exists (select from catalog_rows r where r.id = s.catalog_row_id)
         or not exists (select from media m where m.id = s.medium_id)`,
  },
  {
    id: "exposures-of-both",
    says: "Every exposure is of a person and a document, both there and of one incident.",
    violations: `
      select e.person_id || ':' || e.document_id as subject from exposures e
      left join people p on p.id = e.person_id left join documents d on d.id = e.document_id
      where p.incident_id is distinct from d.incident_id or p.id is null`,
  },
  {
    id: "of-an-incident",
    says: "Every document and every person belongs to an incident.",
    violations: `
      select x.id::text as subject from (
        select id, incident_id from documents union all select id, incident_id from people) x
      where not exists (select from incidents i where i.id = x.incident_id)`,
  },
  {
    id: "mapped-rows",
    says: "Every mapped catalog row leads to a document of a person.",
    violations: `
      select r.id::text as subject from catalog_rows r where r.bucket = 'mapped' and not exists (
        select from document_sources s join exposures e on e.document_id = s.document_id
        where s.catalog_row_id = r.id)`,
  },
  {
    id: "affected-people",
    says: "A person is affected exactly when a document exposes them, and is kept with the number of those.",
    violations: `
      select p.id::text as subject from people p
      left join (select person_id, count(distinct document_id) as documents from exposures group by 1) e on e.person_id = p.id
      where p.document_count <> coalesce(e.documents, 0) or p.affected <> (e.documents is not null)`,
  },
  {
    id: "one-person",
    says: "Nobody is two people of one incident by the same insured number.",
    violations: `
      select min(id::text) as subject from people where insured_number is not null
      group by incident_id, insured_number having count(*) > 1`,
  },
  {
    id: "merged-people",
    says: "Whoever was merged is who the merges that stand lead to, somebody who is nobody else's, and has no document.",
    violations: `
      with recursive way as (
        select merged_person_id as id, kept_person_id as at, 1 as steps from person_merges where unmerged_at is null
        union all
        select w.id, m.kept_person_id, w.steps + 1 from way w
        join person_merges m on m.merged_person_id = w.at and m.unmerged_at is null where w.steps < 1000
      ), ends as (select distinct on (id) id, at, steps from way order by id, steps desc)
      select p.id::text as subject from people p left join ends e on e.id = p.id
      left join people kept on kept.id = p.merged_into
      where p.merged_into is distinct from e.at or e.steps >= 1000 or kept.merged_into is not null
         or kept.incident_id <> p.incident_id
         or (p.merged_into is not null and exists (select from exposures x where x.person_id = p.id))`,
  },
  {
    id: "candidates-decided",
    says: "A pair decided to be one is one person, and a pair kept apart is two.",
    violations: `
      select c.id::text as subject from match_candidates c
      join people a on a.id = c.one_person_id join people b on b.id = c.other_person_id
      where (c.state = 'merged' and coalesce(a.merged_into, a.id) <> coalesce(b.merged_into, b.id))
         or (c.state = 'kept-apart' and coalesce(a.merged_into, a.id) = coalesce(b.merged_into, b.id))`,
  },
  {
    id: "roles-by-decision",
    says: "Nobody is concerned in a role other than the insured's unless somebody linked them and it stands.",
    violations: `
      select e.person_id::text as subject from exposures e join documents d on d.id = e.document_id
      where e.role <> 'insured' and not exists (
        select from party_links l join people p on p.id = l.person_id
        where l.incident_id = d.incident_id and l.claim_number = d.claim_number and l.role = e.role
          and l.revoked_at is null and coalesce(p.merged_into, p.id) = e.person_id)`,
  },
];
