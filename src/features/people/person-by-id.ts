import { eq, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { people } from "@/db/schema";
import { NotFound } from "@/lib/errors";
import { whatWasLost } from "./queries";
import type { MatchEvidence } from "./rules";

/** One catalog row that says a document lies on a medium: the way back to the tape. */
export type Evidence = {
  documentId: string;
  rowId: number;
  importId: string;
  medium: string;
  coverage: "full" | "partial";
  jobId: number | null;
  fileIndex: number | null;
  /** What of the job lies on the medium: indexes from, to; null where no range is known. */
  range: { from: number; to: number } | null;
  path: string;
  fileName: string;
  line: number;
  raw: string;
  pathRule: string;
  bucket: string;
  bucketRule: string;
  /** Version of the path rules in force. */
  ruleVersion: number | null;
};

/** One line of a master that is this person's, by number, by itself, or by a merge. */
export type RecordOfPerson = {
  id: number;
  personId: string;
  fileName: string;
  line: number;
  claimNumber: string | null;
  receivedOn: string | null;
  name: string | null;
  kana: string | null;
  address: string | null;
  raw: string;
  warnings: { field: string; reason: string; codePoint?: string }[] | null;
};

/** A merge that stands: who was found to be whom, by whose decision. */
export type StandingMerge = {
  mergeId: string;
  keptPersonId: string;
  keptName: string | null;
  mergedPersonId: string;
  mergedName: string | null;
  mergedNumber: string | null;
  evidence: MatchEvidence;
  reason: string;
  byName: string;
  at: string;
};

/**
 * One person of the incident: facts, what was lost, the rows that say so (at most 500), the records they were joined
 * from (at most 200), and the merges they stand in. Throws `person.unknown`.
 */
export async function personById(db: Queryable, personId: string) {
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  if (!person) throw new NotFound("person.unknown");
  const [[lost], evidence, records, merges] = await Promise.all([
    whatWasLost([personId], db),
    evidenceOf(db, personId),
    recordsOf(db, personId),
    mergesOf(db, person.mergedInto ?? personId),
  ]);
  return {
    person,
    documents: lost?.documents ?? [],
    elements: lost?.elements ?? [],
    evidence,
    records,
    merges,
  };
}

async function evidenceOf(db: Queryable, personId: string): Promise<Evidence[]> {
  return db.execute<Evidence>(sql`
    select s.document_id as "documentId", r.id::float8 as "rowId", r.import_id as "importId", m.label as medium,
           s.coverage, r.job_id as "jobId", r.file_index as "fileIndex",
           (select jsonb_build_object('from', j.first_index, 'to', j.last_index) from job_media j
            where j.import_id = r.import_id and j.job_id = r.job_id and j.volume = m.label
              and r.file_index between j.first_index and j.last_index
            order by j.first_index limit 1) as range,
           r.path, f.file_name as "fileName", r.line, r.raw, r.path_rule as "pathRule",
           (select substring(i.path_rules_hash from '^([0-9]{1,6}) ')::int from catalog_imports i
            where i.id = r.import_id) as "ruleVersion", r.bucket,
           r.bucket_rule as "bucketRule"
    from (select distinct document_id from exposures where person_id = ${personId}) e
    join document_sources s on s.document_id = e.document_id
    join media m on m.id = s.medium_id
    join catalog_rows r on r.id = s.catalog_row_id
    join catalog_import_files f on f.import_id = r.import_id and f.file_number = r.file_number
    order by m.label, r.job_id, r.file_index
    limit 500`);
}

async function recordsOf(db: Queryable, personId: string): Promise<RecordOfPerson[]> {
  return db.execute<RecordOfPerson>(sql`
    with theirs as materialized (
      select id, incident_id, insured_number, split_part(record_key, ':', 1) as content_hash,
             split_part(record_key, ':', 2) as line
      from people where id = ${personId} or merged_into = ${personId}
    ), found as (
      select r.id as record_id, t.id as person_id from theirs t
      join person_records r on r.insured_number = t.insured_number
      union all
      select r.id, t.id from theirs t
      join master_imports i on i.incident_id = t.incident_id and i.content_hash = t.content_hash
      join person_records r on r.import_id = i.id and r.line = t.line::int
      where t.insured_number is null
    )
    select r.id::float8 as id, f.person_id as "personId", i.file_name as "fileName", r.line,
           r.claim_number as "claimNumber", r.received_on::text as "receivedOn", r.name, r.kana, r.address, r.raw,
           r.warnings
    from found f
    join person_records r on r.id = f.record_id and r.outcome = 'record'
    join master_imports i on i.id = r.import_id and i.state = 'read'
      and i.incident_id = (select incident_id from theirs limit 1)
    order by f.person_id <> ${personId}, r.id limit 200`);
}

/** All merges among those who are one with this person. */
async function mergesOf(db: Queryable, keptPersonId: string): Promise<StandingMerge[]> {
  return db.execute<StandingMerge>(sql`
    select m.id as "mergeId", k.id as "keptPersonId", k.name as "keptName", p.id as "mergedPersonId",
           p.name as "mergedName", p.insured_number as "mergedNumber", m.evidence, m.reason, s.name as "byName",
           to_char(m.merged_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from people p
    join person_merges m on m.merged_person_id = p.id and m.unmerged_at is null
    join people k on k.id = m.kept_person_id
    join staff s on s.id = m.merged_by
    where p.merged_into = ${keptPersonId}
    order by m.merged_at, m.id limit 100`);
}
