import { createHash } from "node:crypto";
import { and, asc, desc, eq, getTableColumns, gt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { database, type Queryable } from "@/db/client";
import {
  documentClasses,
  documentIndexes,
  documentIndexRows,
  media,
  pathRuleSets,
  pathRules,
  staff,
} from "@/db/schema";
import { uploadById } from "@/features/incidents/queries";
import { csvPreviewBytes } from "@/lib/csv-preview";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import { fileStore } from "@/lib/files";
import { type IndexPreview, previewIndex } from "./index-reader/read-index";
import { defaultPathRules } from "./path-rules/default-rules";
import { compilePathRules, type PathRule } from "./path-rules/path-rule";
import { startTrial, type Trial } from "./path-rules/trial";
import type { IndexMode } from "./rules";
import { type DocumentIndexRowsAsked, indexRowsPageSize, type PreviewIndex, type TryRules } from "./schema";
import { readDocumentIndexTask } from "./tasks";

const setsLimit = 200;
const indexesLimit = 200;
/** Rows a trial looks at; of more, evenly chosen ones. */
const trialRows = 200_000;
const batchRows = 50_000;

function revisionOf(said: unknown): string {
  return createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 16);
}

/** The incident's kinds of paper with their data elements, in the order in which letters name them. */
export async function classesOf(incidentId: string, db: Queryable = database()) {
  const classes = await db
    .select({
      code: documentClasses.code,
      nameJa: documentClasses.nameJa,
      nameEn: documentClasses.nameEn,
      words: documentClasses.words,
      elements: documentClasses.elements,
    })
    .from(documentClasses)
    .where(eq(documentClasses.incidentId, incidentId))
    .orderBy(asc(documentClasses.position), asc(documentClasses.code));
  return classes.map((one) => ({
    ...one,
    revision: revisionOf([one.nameJa, one.nameEn, one.words, one.elements]),
  }));
}

/** A version of the incident's rules. `revision` changes with every rule and word of it. */
export type RuleSet = { version: number; note: string; rules: PathRule[]; revision: string };

/** The rules by which the incident's paths are read now: version 1 is what every incident starts with. */
export async function rulesInForce(db: Queryable, incidentId: string): Promise<RuleSet> {
  const found = await ruleSetInState(db, incidentId, "active");
  return found ?? { version: 1, ...withRevision("", [...defaultPathRules]) };
}

/** The draft of the next version; null where nobody began one. */
export function ruleDraft(db: Queryable, incidentId: string) {
  return ruleSetInState(db, incidentId, "draft");
}

async function ruleSetInState(db: Queryable, incidentId: string, state: "active" | "draft") {
  const [set] = await db
    .select({ id: pathRuleSets.id, version: pathRuleSets.version, note: pathRuleSets.note })
    .from(pathRuleSets)
    .where(and(eq(pathRuleSets.incidentId, incidentId), eq(pathRuleSets.state, state)));
  return set ? { ...set, ...withRevision(set.note, await rulesOfSet(set.id, db)) } : null;
}

function withRevision(note: string, rules: PathRule[]) {
  const said = [note, rules.map((r) => [r.name, r.action, r.pattern, r.classCode ?? null])];
  return { note, rules, revision: revisionOf(said) };
}

/** The rules of one version in their order; at most 100. */
export async function rulesOfSet(setId: string, db: Queryable = database()): Promise<PathRule[]> {
  const rows = await db
    .select({
      name: pathRules.name,
      action: pathRules.action,
      pattern: pathRules.pattern,
      classCode: pathRules.classCode,
    })
    .from(pathRules)
    .where(eq(pathRules.setId, setId))
    .orderBy(asc(pathRules.position));
  return rows.map(({ classCode, ...rule }) => (classCode === null ? rule : { ...rule, classCode }));
}

/** The rules in force, the draft, and every version there was, the latest first; at most 200. */
export async function ruleSetsOf(incidentId: string) {
  const db = database();
  const maker = alias(staff, "maker");
  const [active, draft, versions] = await Promise.all([
    rulesInForce(db, incidentId),
    ruleDraft(db, incidentId),
    db
      .select({
        id: pathRuleSets.id,
        version: pathRuleSets.version,
        state: pathRuleSets.state,
        note: pathRuleSets.note,
        rules: sql<number>`(select count(*)::int from path_rules r where r.set_id = ${pathRuleSets.id})`,
        madeByName: maker.name,
        madeAt: pathRuleSets.madeAt,
        activatedByName: staff.name,
        activatedAt: pathRuleSets.activatedAt,
      })
      .from(pathRuleSets)
      .leftJoin(maker, eq(maker.id, pathRuleSets.madeBy))
      .leftJoin(staff, eq(staff.id, pathRuleSets.activatedBy))
      .where(eq(pathRuleSets.incidentId, incidentId))
      .orderBy(desc(pathRuleSets.version))
      .limit(setsLimit),
  ]);
  return { active, draft, versions };
}

/** As of the last derivation: how many rows on the media in scope each rule or reason decided. */
export async function rowsByRule(incidentId: string): Promise<{ rule: string; rows: number }[]> {
  const rows = await database().execute<{ rule: string; rows: number }>(sql`
    select r.path_rule as rule, count(*)::int as rows
    from catalog_rows r
    where r.path_rule is not null and exists (
      select from catalog_row_media c join media m on m.id = c.medium_id
      where c.catalog_row_id = r.id and m.incident_id = ${incidentId})
    group by r.path_rule order by 2 desc, 1`);
  return [...rows];
}

/** Paths of the incident in batches; `placed` is how many rows lie on its media in scope in all. */
type PathBatch = { paths: string[]; placed: number };

/**
 * The paths of the rows that lie on the incident's media in scope, one a row. Where there are more than `mostRows`,
 * about as many of them, chosen evenly by their id's hash; a catalog's own rhythm cannot fall in with it.
 */
async function* placedPaths(
  db: Queryable,
  incidentId: string,
  mostRows: number = Number.POSITIVE_INFINITY,
): AsyncGenerator<PathBatch> {
  const lost = await db.select({ id: media.id }).from(media).where(eq(media.incidentId, incidentId));
  const onMedia = sql`c.medium_id = any(${sql.param(lost.map(({ id }) => id))}::uuid[])`;
  const [counted] = await db.execute<{ rows: number }>(
    sql`select count(distinct c.catalog_row_id)::int as rows from catalog_row_media c where ${onMedia}`,
  );
  const placed = counted?.rows ?? 0;
  const every = Math.max(1, Math.ceil(placed / mostRows));
  const chosen = every === 1 ? sql`true` : sql`(hashint8(c.catalog_row_id) & 2147483647) % ${every} = 0`;
  for (let afterId = 0; ; ) {
    const rows = await db.execute<{ id: number; path: string }>(sql`
      select r.id::float8 as id, r.path
      from (select distinct c.catalog_row_id as id from catalog_row_media c
            where ${onMedia} and ${chosen} and c.catalog_row_id > ${afterId}::bigint
            order by 1 limit ${batchRows}) next
      join catalog_rows r on r.id = next.id
      order by r.id`);
    const last = rows.at(-1);
    if (!last) return;
    yield { paths: rows.map(({ path }) => path), placed };
    afterId = last.id;
  }
}

/** A trial, and of how many rows it speaks: `tried` of `placed`, evenly chosen where there are more than 200,000. */
export type TriedRules = Trial & { tried: number; placed: number };

/**
 * Runs rules over the incident's own paths and counts what each becomes, with samples; against the rules in force
 * where other ones are given. Throws what `compilePathRules` says.
 */
export async function tryRules(
  { incidentId, rules }: TryRules,
  mostRows: number = trialRows,
  db: Queryable = database(),
): Promise<TriedRules> {
  const active = compilePathRules((await rulesInForce(db, incidentId)).rules);
  const classes = await classesOf(incidentId, db);
  const trial = rules ? startTrial(compilePathRules(rules), classes, active) : startTrial(active, classes);
  let placed = 0;
  for await (const batch of placedPaths(db, incidentId, mostRows)) {
    placed = batch.placed;
    for (const path of batch.paths) trial.add(path);
  }
  const result = trial.result();
  return { ...result, tried: result.rows, placed };
}

/** The lists of papers that speak now, and how: where any of them is to replace the rules, all of them do. */
export type IndexInForce = { indexIds: string[]; mode: IndexMode };

/** The incident's own lists of papers that count; null where there are none. */
export async function indexesInForce(db: Queryable, incidentId: string): Promise<IndexInForce | null> {
  const read = await db
    .select({ id: documentIndexes.id, mode: documentIndexes.mode })
    .from(documentIndexes)
    .where(and(eq(documentIndexes.incidentId, incidentId), eq(documentIndexes.state, "read")))
    .orderBy(asc(documentIndexes.id));
  if (read.length === 0) return null;
  const mode = read.some((one) => one.mode === "replace") ? "replace" : "complete";
  return { indexIds: read.map(({ id }) => id), mode };
}

/** The beginning of an uploaded list of papers, decoded, with a suggested mapping and what is wrong with it. */
export async function documentIndexPreview({ uploadId, encoding }: PreviewIndex): Promise<IndexPreview> {
  const { state, storedAs, bytesExpected } = await uploadById(uploadId);
  if (state !== "complete" || !storedAs) throw new NotAllowedNow("upload.not-complete");
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of fileStore().read(storedAs)) {
    pieces.push(piece);
    bytes += piece.byteLength;
    if (bytes >= csvPreviewBytes) break;
  }
  const sample = Buffer.concat(pieces).subarray(0, csvPreviewBytes);
  return previewIndex(sample, { truncated: bytesExpected > sample.length, encoding });
}

/** The incident's lists of papers with how far each is read, the latest first; at most 200. */
export function documentIndexesOf(incidentId: string) {
  return database()
    .select({
      ...getTableColumns(documentIndexes),
      /** Reading it was given up after several faults of ours; an administrator can have it tried again. */
      givenUp: sql<boolean>`exists (select from outbox o where o.state = 'dead'
        and o.dedupe_key = ${`${readDocumentIndexTask.name}:`} || document_indexes.id::text)`,
    })
    .from(documentIndexes)
    .where(eq(documentIndexes.incidentId, incidentId))
    .orderBy(desc(documentIndexes.id))
    .limit(indexesLimit);
}

/** One list of papers. Throws `document-index.unknown`. */
export async function documentIndexById(indexId: string, db: Queryable = database()) {
  const [found] = await db.select().from(documentIndexes).where(eq(documentIndexes.id, indexId));
  if (!found) throw new NotFound("document-index.unknown");
  return found;
}

/** One page of a list's lines of one outcome, each with its line number and raw text. */
export async function documentIndexRowsOf(asked: DocumentIndexRowsAsked) {
  const rows = await database()
    .select({
      line: documentIndexRows.line,
      raw: documentIndexRows.raw,
      outcome: documentIndexRows.outcome,
      reason: documentIndexRows.reason,
      reasonColumn: documentIndexRows.reasonColumn,
      path: documentIndexRows.path,
      claimNumber: documentIndexRows.claimNumber,
      classCode: documentIndexRows.classCode,
      receivedOn: documentIndexRows.receivedOn,
    })
    .from(documentIndexRows)
    .where(
      and(
        eq(documentIndexRows.indexId, asked.indexId),
        eq(documentIndexRows.outcome, asked.outcome),
        gt(documentIndexRows.line, asked.afterLine ?? 0),
      ),
    )
    .orderBy(asc(documentIndexRows.line))
    .limit(indexRowsPageSize + 1);
  const page = rows.slice(0, indexRowsPageSize);
  return { rows: page, next: rows.length > page.length ? (page.at(-1)?.line ?? null) : null };
}
