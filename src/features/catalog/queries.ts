import { and, asc, desc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import {
  backupJobs,
  catalogImportFiles,
  catalogImports,
  catalogJobEntries,
  catalogMedia,
  catalogRowCounts,
  catalogRowMedia,
  catalogRows,
  jobMedia,
  media,
} from "@/db/schema";
import { NotFound } from "@/lib/errors";
import { type IncompleteReason, incompleteReasons, scopeVerdict, type VolumeEvidence } from "./rules";
import { type CatalogRowsAsked, catalogRowsPageSize } from "./schema";
import { readCatalogTask } from "./tasks";

const importsLimit = 200;

/** The incident's catalog imports with how far each is, the latest first; at most 200. */
export async function catalogImportsOf(incidentId: string) {
  const imports = await database()
    .select({
      ...getTableColumns(catalogImports),
      /** Reading it was given up after several faults of ours; an administrator can have it tried again. */
      givenUp: sql<boolean>`exists (select from outbox o where o.state = 'dead'
        and o.dedupe_key = ${`${readCatalogTask.name}:`} || catalog_imports.id::text)`,
    })
    .from(catalogImports)
    .where(eq(catalogImports.incidentId, incidentId))
    .orderBy(desc(catalogImports.id))
    .limit(importsLimit);
  const files = await filesOf(imports.map(({ id }) => id));
  return imports.map((one) => ({ ...one, files: files.filter(({ importId }) => importId === one.id) }));
}

async function filesOf(importIds: string[]) {
  if (importIds.length === 0) return [];
  return database()
    .select()
    .from(catalogImportFiles)
    .where(inArray(catalogImportFiles.importId, importIds))
    .orderBy(asc(catalogImportFiles.importId), asc(catalogImportFiles.fileNumber));
}

export type RowAccount = {
  importId: string;
  rowsRead: number;
  mapped: number;
  excluded: number;
  unresolved: number;
  /** Rows read since the last derivation, which has still to place them. */
  unplaced: number;
  rules: { bucket: "mapped" | "excluded" | "unresolved"; rule: string; rows: number }[];
};

/**
 * Per import that was read: rows read = mapped + excluded (by rule) + unresolved (by reason), as of the last
 * derivation. The sums are asserted when they are written.
 */
export async function rowAccounts(incidentId: string, db: Queryable = database()): Promise<RowAccount[]> {
  const imports = await db
    .select({ id: catalogImports.id, rowsRead: catalogImports.rowsRead })
    .from(catalogImports)
    .where(and(eq(catalogImports.incidentId, incidentId), eq(catalogImports.state, "read")))
    .orderBy(asc(catalogImports.id));
  const counts = await db
    .select({
      importId: catalogRowCounts.importId,
      bucket: catalogRowCounts.bucket,
      rule: catalogRowCounts.bucketRule,
      rows: catalogRowCounts.rows,
    })
    .from(catalogRowCounts)
    .innerJoin(catalogImports, eq(catalogImports.id, catalogRowCounts.importId))
    .where(eq(catalogImports.incidentId, incidentId))
    .orderBy(asc(catalogRowCounts.bucket), desc(catalogRowCounts.rows));
  return imports.map(({ id, rowsRead }) => {
    const rules = counts.flatMap(({ importId, bucket, rule, rows }) =>
      importId === id && bucket !== "unplaced" ? [{ bucket, rule, rows }] : [],
    );
    const sumOf = (bucket: string) =>
      rules.filter((one) => one.bucket === bucket).reduce((sum, { rows }) => sum + rows, 0);
    const [mapped, excluded, unresolved] = [sumOf("mapped"), sumOf("excluded"), sumOf("unresolved")];
    const unplaced = rowsRead - mapped - excluded - unresolved;
    return { importId: id, rowsRead, mapped, excluded, unresolved, unplaced, rules };
  });
}

/** One page of the rows a figure of the account counts, each with its file, line and raw text. */
export async function catalogRowsOf(asked: CatalogRowsAsked) {
  const rows = await database()
    .select({
      id: catalogRows.id,
      fileName: catalogImportFiles.fileName,
      line: catalogRows.line,
      raw: catalogRows.raw,
      jobId: catalogRows.jobId,
      fileIndex: catalogRows.fileIndex,
      path: catalogRows.path,
      sizeBytes: catalogRows.sizeBytes,
      bucket: catalogRows.bucket,
      rule: catalogRows.bucketRule,
      claimNumber: catalogRows.claimNumber,
      classCode: catalogRows.classCode,
      receivedOn: catalogRows.receivedOn,
    })
    .from(catalogRows)
    .innerJoin(
      catalogImportFiles,
      and(
        eq(catalogImportFiles.importId, catalogRows.importId),
        eq(catalogImportFiles.fileNumber, catalogRows.fileNumber),
      ),
    )
    .where(
      and(
        eq(catalogRows.importId, asked.importId),
        eq(catalogRows.bucket, asked.bucket),
        asked.rule === undefined ? undefined : eq(catalogRows.bucketRule, asked.rule),
        asked.after &&
          sql`(${catalogRows.bucketRule}, ${catalogRows.id}) > (${asked.after.rule}, ${asked.after.id}::bigint)`,
      ),
    )
    .orderBy(asc(catalogRows.bucketRule), asc(catalogRows.id))
    .limit(catalogRowsPageSize + 1);
  const page = rows.slice(0, catalogRowsPageSize);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return { rows: page, next: last ? { rule: last.rule, id: last.id } : null };
}

export type MediumCompleteness = {
  mediumId: string;
  label: string;
  /** The import the verdict rests on; null where no catalog was read yet. */
  importId: string | null;
  /** Catalog rows that lie on the medium, wholly or in part. */
  rows: number;
  verdict: "complete" | "unconfirmed" | "incomplete";
  reasons: IncompleteReason[];
};

/**
 * For every medium in scope: does the catalog name all that lies on it? Judged on each import that knows the
 * medium; the best verdict of them counts. See `incompleteReasons`.
 */
export async function completenessOf(
  incidentId: string,
  db: Queryable = database(),
): Promise<MediumCompleteness[]> {
  const inScope = await db
    .select({ id: media.id, label: media.label })
    .from(media)
    .where(and(eq(media.incidentId, incidentId), inArray(media.state, ["missing", "lost"])))
    .orderBy(asc(media.label));
  const imports = await db
    .select({ id: catalogImports.id })
    .from(catalogImports)
    .where(and(eq(catalogImports.incidentId, incidentId), eq(catalogImports.state, "read")))
    .orderBy(desc(catalogImports.id))
    .limit(importsLimit);
  const answers: MediumCompleteness[] = [];
  for (const medium of inScope) {
    const rows = await db.$count(catalogRowMedia, eq(catalogRowMedia.mediumId, medium.id));
    answers.push({
      mediumId: medium.id,
      label: medium.label,
      rows,
      ...(await bestVerdict(db, medium.label, imports)),
    });
  }
  return answers;
}

type Verdict = Pick<MediumCompleteness, "importId" | "verdict" | "reasons">;

async function bestVerdict(db: Queryable, volume: string, imports: { id: string }[]): Promise<Verdict> {
  const order = ["complete", "unconfirmed", "incomplete"];
  let best: Verdict | null = null;
  for (const { id } of imports) {
    const evidence = await evidenceOf(db, id, volume);
    if (!evidence.medium && evidence.jobMedia.length === 0) continue;
    const reasons = incompleteReasons(evidence);
    const verdict = scopeVerdict(reasons);
    if (!best || order.indexOf(verdict) < order.indexOf(best.verdict))
      best = { importId: id, verdict, reasons };
  }
  if (best) return best;
  const reasons = incompleteReasons({ volume, medium: null, jobs: [], jobMedia: [], entries: [] });
  return { importId: imports[0]?.id ?? null, verdict: scopeVerdict(reasons), reasons };
}

async function evidenceOf(db: Queryable, importId: string, volume: string): Promise<VolumeEvidence> {
  const jobsHere = sql`(select job_id from job_media where import_id = ${importId} and volume = ${volume})`;
  const [medium] = await db
    .select({ facts: catalogMedia.facts })
    .from(catalogMedia)
    .where(and(eq(catalogMedia.importId, importId), eq(catalogMedia.volume, volume)));
  const jobs = await db
    .select({ facts: backupJobs.facts })
    .from(backupJobs)
    .where(and(eq(backupJobs.importId, importId), sql`${backupJobs.jobId} in ${jobsHere}`));
  const ranges = await db
    .select({
      jobId: jobMedia.jobId,
      volume: jobMedia.volume,
      firstIndex: jobMedia.firstIndex,
      lastIndex: jobMedia.lastIndex,
      startAddress: jobMedia.startBlock,
      endAddress: jobMedia.endBlock,
    })
    .from(jobMedia)
    .where(and(eq(jobMedia.importId, importId), sql`${jobMedia.jobId} in ${jobsHere}`));
  const entries = await db
    .select()
    .from(catalogJobEntries)
    .where(and(eq(catalogJobEntries.importId, importId), sql`${catalogJobEntries.jobId} in ${jobsHere}`));
  return {
    volume,
    // Written by `writeFacts` from these very types.
    medium: (medium?.facts ?? null) as VolumeEvidence["medium"],
    jobs: jobs.map(({ facts }) => facts) as unknown as VolumeEvidence["jobs"],
    jobMedia: ranges,
    entries,
  };
}

/** One import of the incident. Throws `catalog-import.unknown`. */
export async function catalogImportById(importId: string) {
  const [found] = await database().select().from(catalogImports).where(eq(catalogImports.id, importId));
  if (!found) throw new NotFound("catalog-import.unknown");
  return { ...found, files: await filesOf([importId]) };
}
