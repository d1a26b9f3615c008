import { and, asc, desc, eq, getTableColumns, gt, isNotNull, type SQL, sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import { masterImports, personRecords } from "@/db/schema";
import type { RoleInDocument } from "@/db/schema/documents";
import { importStanding, nothingKnown } from "@/features/catalog/import-standing";
import { uploadById } from "@/features/incidents/queries";
import { NotAllowedNow } from "@/lib/errors";
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
export async function masterImportsOf(incidentId: string) {
  const imports = await database()
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
  const standing = await importStanding(database(), "master-import", incidentId);
  return imports.map((one) => ({ ...one, ...(standing.get(one.id) ?? nothingKnown) }));
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

/**
 * Beginnings of a name's keys, or a whole number; also of whoever was found to be them. Ranges and not LIKE: no
 * character of a key is a wildcard.
 */
function matches(incidentId: string, search: string): SQL {
  const number = search.normalize("NFKC").toUpperCase().replace(/\s/g, "");
  const ways = [
    beginsWith("kana_key", kanaKey(search)),
    beginsWith("name_key", nameKey(search)),
    sql`m.insured_number = ${number}`,
    sql`m.policy_number = ${number}`,
  ];
  // One index a way. Joined by "or" none would be used, and a million people looked at for one.
  const meant = sql.join(
    ways.map(
      (way) => sql`select coalesce(m.merged_into, m.id) as person_id, m.id as own_id
                   from people m where m.incident_id = ${incidentId} and ${way}`,
    ),
    sql` union all `,
  );
  return sql`p.id in (
    with meant as (${meant})
    select person_id from meant union select own_id from meant
    union select e.person_id from documents d join exposures e on e.document_id = d.id
    where d.incident_id = ${incidentId} and d.claim_number = ${number})`;
}

function beginsWith(column: "kana_key" | "name_key", key: string): SQL {
  if (key === "") return sql`false`;
  const name = sql.raw(`m.${column}`);
  return sql`(${name} >= ${key} and ${name} < ${`${key}\u{10FFFF}`})`;
}

export type LostDocument = {
  documentId: string;
  classCode: string;
  nameJa: string;
  nameEn: string;
  /** Only what the paper tells of the person in their roles. */
  elements: { code: string; ja: string; en: string; specialCare: boolean }[];
  /** As what the person stands in it; mostly `insured` and nothing else. */
  roles: RoleInDocument[];
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
             'elements', (select coalesce(jsonb_agg(told order by place), '[]')
                          from jsonb_array_elements(c.elements) with ordinality as of_class(told, place)
                          where coalesce(told ->> 'of', 'insured') = any(e.roles)),
             'roles', e.roles, 'claimNumber', d.claim_number, 'receivedOn', d.received_on,
             'certainty', d.certainty,
             'media', (select jsonb_agg(distinct m.label) from document_sources s join media m on m.id = s.medium_id
                       where s.document_id = d.id))
             order by d.received_on nulls last, d.document_key) as documents
    from (select person_id, document_id, array_agg(role order by role) as roles from exposures
          where person_id = any(${sql.param(personIds.slice(0, 1000))}::uuid[])
          group by person_id, document_id) e
    join documents d on d.id = e.document_id
    join document_classes c on c.incident_id = d.incident_id and c.code = d.class_code
    group by e.person_id
    order by e.person_id`);
  return rows.map(({ personId, documents }) => ({ personId, documents, elements: union(documents) }));
}

function union(documents: readonly LostDocument[]): WhatWasLost["elements"] {
  const byCode = new Map(documents.flatMap((d) => d.elements.map((element) => [element.code, element])));
  return [...byCode.values()];
}
