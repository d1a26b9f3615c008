import { and, asc, desc, eq, getTableColumns, gt, isNotNull, type SQL, sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import { masterImports, people, personRecords } from "@/db/schema";
import { uploadById } from "@/features/incidents/queries";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import { fileStore } from "@/lib/files";
import { kanaKey, nameKey } from "@/lib/japan/name-key";
import { type MasterPreview, previewMaster } from "./readers/master";
import {
  type AffectedPeopleAsked,
  type PersonRecordsAsked,
  type PreviewMaster,
  peoplePageSize,
  recordsPageSize,
} from "./schema";
import { readMasterTask } from "./tasks";

const previewBytes = 256 * 1024;

/** The beginning of an uploaded master, decoded, with a suggested mapping and what is wrong with it. */
export async function masterPreview(
  uploadId: string,
  encoding?: PreviewMaster["encoding"],
): Promise<MasterPreview> {
  const { state, storedAs, bytesExpected } = await uploadById(uploadId);
  if (state !== "complete" || !storedAs) throw new NotAllowedNow("upload.not-complete");
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of fileStore().read(storedAs)) {
    pieces.push(piece);
    bytes += piece.byteLength;
    if (bytes >= previewBytes) break;
  }
  const sample = Buffer.concat(pieces).subarray(0, previewBytes);
  return previewMaster(sample, { truncated: bytesExpected > sample.length, encoding });
}

/** The incident's master imports with how far each is, the latest first; at most 200. */
export function masterImportsOf(incidentId: string) {
  return database()
    .select({
      ...getTableColumns(masterImports),
      /** Reading it was given up after several faults of ours; an administrator can have it tried again. */
      givenUp: sql<boolean>`exists (select from outbox o where o.state = 'dead'
        and o.dedupe_key = ${`${readMasterTask.name}:`} || master_imports.id::text)`,
    })
    .from(masterImports)
    .where(eq(masterImports.incidentId, incidentId))
    .orderBy(desc(masterImports.id))
    .limit(200);
}

/** One page of an import's lines of one outcome, each with its line number and raw text. */
export async function personRecordsOf(asked: PersonRecordsAsked) {
  const rows = await database()
    .select({
      line: personRecords.line,
      raw: personRecords.raw,
      outcome: personRecords.outcome,
      reason: personRecords.reason,
      reasonColumn: personRecords.reasonColumn,
      codePoint: personRecords.codePoint,
      duplicateOfLine: personRecords.duplicateOfLine,
      warnings: personRecords.warnings,
      claimNumber: personRecords.claimNumber,
      insuredNumber: personRecords.insuredNumber,
    })
    .from(personRecords)
    .where(
      and(
        eq(personRecords.importId, asked.importId),
        eq(personRecords.outcome, asked.outcome),
        asked.withWarnings ? isNotNull(personRecords.warnings) : undefined,
        gt(personRecords.line, asked.afterLine ?? 0),
      ),
    )
    .orderBy(asc(personRecords.line))
    .limit(recordsPageSize + 1);
  const page = rows.slice(0, recordsPageSize);
  return { rows: page, next: rows.length > page.length ? (page.at(-1)?.line ?? null) : null };
}

export type AffectedPerson = {
  id: string;
  insuredNumber: string | null;
  name: string | null;
  kana: string | null;
  kanaKey: string;
  birthDate: string | null;
  address: string | null;
  deceasedOn: string | null;
  guardianName: string | null;
  documentCount: number;
};

/** One page of the people the incident concerns, in the order of their kana. */
export async function affectedPeople(asked: AffectedPeopleAsked) {
  const rows = await database().execute<AffectedPerson>(sql`
    select p.id, p.insured_number as "insuredNumber", p.name, p.kana, coalesce(p.kana_key, '') as "kanaKey",
           p.birth_date::text as "birthDate", p.address, p.deceased_on::text as "deceasedOn",
           p.guardian_name as "guardianName", p.document_count as "documentCount"
    from people p
    where p.incident_id = ${asked.incidentId} and p.affected
      and ${asked.search?.trim() ? matches(asked.incidentId, asked.search.trim()) : sql`true`}
      and ${asked.after ? sql`(coalesce(p.kana_key, ''), p.id) > (${asked.after.kanaKey}, ${asked.after.id}::uuid)` : sql`true`}
    order by coalesce(p.kana_key, ''), p.id
    limit ${peoplePageSize + 1}`);
  const page = rows.slice(0, peoplePageSize);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return { people: page, next: last ? { kanaKey: last.kanaKey, id: last.id } : null };
}

/** Beginnings of a name's keys, or a whole number. Ranges and not LIKE: no character of a key is a wildcard. */
function matches(incidentId: string, search: string): SQL {
  const number = search.normalize("NFKC").toUpperCase().replace(/\s/g, "");
  return sql`(
    ${beginsWith(people.kanaKey, kanaKey(search))} or ${beginsWith(people.nameKey, nameKey(search))}
    or p.insured_number = ${number} or p.policy_number = ${number}
    or p.id in (select e.person_id from documents d join exposures e on e.document_id = d.id
                where d.incident_id = ${incidentId} and d.claim_number = ${number}))`;
}

function beginsWith(column: typeof people.kanaKey | typeof people.nameKey, key: string): SQL {
  if (key === "") return sql`false`;
  const name = sql.raw(`p.${column.name}`);
  return sql`(${name} >= ${key} and ${name} < ${`${key}\u{10FFFF}`})`;
}

export type LostDocument = {
  documentId: string;
  classCode: string;
  nameJa: string;
  nameEn: string;
  elements: { code: string; ja: string; en: string; specialCare: boolean }[];
  claimNumber: string;
  /** YYYY-MM-DD, or YYYY-MM where the path tells no more. */
  receivedOn: string | null;
  certainty: "full" | "partial";
  /** Labels of the media in scope it lies on. */
  media: string[];
};

/** What was lost of one person: every document, and the union of what the documents tell. */
export type WhatWasLost = {
  personId: string;
  documents: LostDocument[];
  elements: { code: string; ja: string; en: string; specialCare: boolean }[];
};

/**
 * What of whose: for each of these people (at most 1,000) what of theirs lies on the media in scope, in the order
 * of receipt. People of whom nothing was lost are left out. The one source of this for letters, hotline and lists.
 */
export async function whatWasLost(
  personIds: readonly string[],
  db: Queryable = database(),
): Promise<WhatWasLost[]> {
  const rows = await db.execute<{ personId: string; documents: LostDocument[] }>(sql`
    select e.person_id as "personId",
           jsonb_agg(jsonb_build_object(
             'documentId', d.id, 'classCode', d.class_code, 'nameJa', c.name_ja, 'nameEn', c.name_en,
             'elements', c.elements, 'claimNumber', d.claim_number, 'receivedOn', d.received_on,
             'certainty', d.certainty,
             'media', (select jsonb_agg(distinct m.label) from document_sources s join media m on m.id = s.medium_id
                       where s.document_id = d.id))
             order by d.received_on nulls last, d.document_key) as documents
    from exposures e
    join documents d on d.id = e.document_id
    join document_classes c on c.incident_id = d.incident_id and c.code = d.class_code
    where e.person_id = any(${sql.param(personIds.slice(0, 1000))}::uuid[])
    group by e.person_id
    order by e.person_id`);
  return rows.map(({ personId, documents }) => ({ personId, documents, elements: union(documents) }));
}

function union(documents: readonly LostDocument[]): WhatWasLost["elements"] {
  const byCode = new Map(documents.flatMap((d) => d.elements.map((element) => [element.code, element])));
  return [...byCode.values()];
}

/** One catalog row that says a document lies on a medium: the way back to the tape. */
export type Evidence = {
  documentId: string;
  medium: string;
  coverage: "full" | "partial";
  jobId: number | null;
  fileIndex: number | null;
  path: string;
  fileName: string;
  line: number;
  pathRule: string;
};

/**
 * One person of the incident: facts, what was lost, the rows that say so (at most 500), and the records the
 * person was joined from. Throws `person.unknown`.
 */
export async function personById(personId: string) {
  const [person] = await database().select().from(people).where(eq(people.id, personId));
  if (!person) throw new NotFound("person.unknown");
  const [[lost], evidence, records] = await Promise.all([
    whatWasLost([personId]),
    evidenceOf(personId),
    recordsOf(person.incidentId, person.insuredNumber),
  ]);
  return { person, documents: lost?.documents ?? [], elements: lost?.elements ?? [], evidence, records };
}

function evidenceOf(personId: string): Promise<Evidence[]> {
  return database().execute<Evidence>(sql`
    select s.document_id as "documentId", m.label as medium, s.coverage, r.job_id as "jobId",
           r.file_index as "fileIndex", r.path, f.file_name as "fileName", r.line, r.path_rule as "pathRule"
    from exposures e
    join document_sources s on s.document_id = e.document_id
    join media m on m.id = s.medium_id
    join catalog_rows r on r.id = s.catalog_row_id
    join catalog_import_files f on f.import_id = r.import_id and f.file_number = r.file_number
    where e.person_id = ${personId}
    order by m.label, r.job_id, r.file_index
    limit 500`);
}

async function recordsOf(incidentId: string, insuredNumber: string | null) {
  if (insuredNumber === null) return [];
  return database()
    .select({
      id: personRecords.id,
      fileName: masterImports.fileName,
      line: personRecords.line,
      claimNumber: personRecords.claimNumber,
      receivedOn: personRecords.receivedOn,
      name: personRecords.name,
      kana: personRecords.kana,
      address: personRecords.address,
      warnings: personRecords.warnings,
    })
    .from(personRecords)
    .innerJoin(masterImports, eq(masterImports.id, personRecords.importId))
    .where(
      and(
        eq(masterImports.incidentId, incidentId),
        eq(masterImports.state, "read"),
        eq(personRecords.insuredNumber, insuredNumber),
        eq(personRecords.outcome, "record"),
      ),
    )
    .orderBy(asc(personRecords.id))
    .limit(200);
}
