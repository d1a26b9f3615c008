import { and, asc, desc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import { catalogImportFiles, catalogImports, catalogRowCounts, catalogRows } from "@/db/schema";
import { NotFound } from "@/lib/errors";
import { importStanding, nothingKnown } from "./import-standing";
import { type CatalogRowsAsked, catalogRowsPageSize } from "./schema";
import { readCatalogTask } from "./tasks";

const importsLimit = 200;
/** Days and tapes of all imports together. */
const sumsLimit = 20_000;

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
  const standing = await importStanding(database(), "catalog-import", incidentId);
  return imports.map((one) => ({
    ...one,
    ...(standing.get(one.id) ?? nothingKnown),
    files: files.filter(({ importId }) => importId === one.id),
  }));
}

async function filesOf(importIds: string[]) {
  if (importIds.length === 0) return [];
  return database()
    .select({
      ...getTableColumns(catalogImportFiles),
      /** Byte for byte the same as a file of an earlier import that counts too: its rows are there twice. */
      isInEarlierImport: sql<boolean>`exists (
        select from uploads u
        join uploads same on same.incident_id = u.incident_id and same.sha256 = u.sha256
        join catalog_import_files f on f.upload_id = same.id and f.import_id < catalog_import_files.import_id
        join catalog_imports earlier on earlier.id = f.import_id and earlier.state in ('queued', 'reading', 'read')
        join catalog_imports this on this.id = catalog_import_files.import_id
          and this.state in ('queued', 'reading', 'read') and this.replaces_import_id is distinct from earlier.id
        where u.id = catalog_import_files.upload_id)`,
    })
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

export type RowSum = {
  importId: string;
  by: "medium" | "day";
  /** The medium's id, or the day as the path says it; `""`: no day is known. */
  of: string;
  /** What people call it: the medium's label or the day. */
  label: string;
  mapped: number;
  excluded: number;
  unresolved: number;
};

/**
 * The account by tape (of the rows that lie on it; a row on two tapes is in both) and by day received (each row of
 * the import once), as of the last derivation. The sums are asserted when they are written. In order of label.
 */
export async function rowSums(incidentId: string, db: Queryable = database()): Promise<RowSum[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select s.import_id, s.by, s.of, coalesce(m.label, s.of) as label,
      coalesce(sum(s.rows) filter (where s.bucket = 'mapped'), 0) as mapped,
      coalesce(sum(s.rows) filter (where s.bucket = 'excluded'), 0) as excluded,
      coalesce(sum(s.rows) filter (where s.bucket = 'unresolved'), 0) as unresolved
    from catalog_row_sums s join catalog_imports i on i.id = s.import_id
    left join media m on s.by = 'medium' and m.id::text = s.of
    where i.incident_id = ${incidentId} and i.state = 'read'
    group by s.import_id, s.by, s.of, m.label order by s.import_id, s.by, label limit ${sumsLimit}`);
  return rows.map((row) => ({
    importId: String(row.import_id),
    by: row.by as RowSum["by"],
    of: String(row.of),
    label: String(row.label),
    mapped: Number(row.mapped),
    excluded: Number(row.excluded),
    unresolved: Number(row.unresolved),
  }));
}

const notOnLostMedium = "not-on-lost-medium";

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
      fileNumber: catalogRows.fileNumber,
      reasonColumn: catalogRows.reasonColumn,
      codePoint: catalogRows.codePoint,
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
        // Said literally, for the index of the rows set apart.
        asked.bucket === "excluded" && (asked.rule ?? notOnLostMedium) === notOnLostMedium
          ? undefined
          : sql`${catalogRows.bucketRule} <> 'not-on-lost-medium'`,
        asked.day === undefined ? undefined : sql`coalesce(${catalogRows.receivedOn}, '') = ${asked.day}`,
        asked.mediumId === undefined
          ? undefined
          : sql`exists (select from catalog_row_media c where c.catalog_row_id = ${catalogRows.id}
              and c.medium_id = ${asked.mediumId})`,
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

/** One import of the incident. Throws `catalog-import.unknown`. */
export async function catalogImportById(importId: string) {
  const [found] = await database().select().from(catalogImports).where(eq(catalogImports.id, importId));
  if (!found) throw new NotFound("catalog-import.unknown");
  return { ...found, files: await filesOf([importId]) };
}
