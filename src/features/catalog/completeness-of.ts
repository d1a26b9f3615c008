import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import {
  backupJobs,
  catalogImports,
  catalogJobEntries,
  catalogMedia,
  catalogRowSums,
  jobMedia,
  media,
} from "@/db/schema";
import { type IncompleteReason, incompleteReasons, scopeVerdict, type VolumeEvidence } from "./rules";

const importsLimit = 200;

export type MediumCompleteness = {
  mediumId: string;
  label: string;
  /** The import the verdict rests on; null where no catalog was read yet. */
  importId: string | null;
  /** Catalog rows that lie on the medium, wholly or in part, as of the last derivation. */
  rows: number;
  verdict: "complete" | "unconfirmed" | "incomplete";
  reasons: IncompleteReason[];
};

/**
 * For every medium in scope: does the catalog name all that lies on it? Judged on each import that knows the
 * medium; the best verdict of them counts, among those of its newest state where the source numbers its states
 * (an older index knows nothing of what a newer one could not tell). See `incompleteReasons`.
 */
export async function completenessOf(db: Queryable, incidentId: string): Promise<MediumCompleteness[]> {
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
  const rows = await rowsByMedium(db, incidentId);
  const answers: MediumCompleteness[] = [];
  for (const medium of inScope) {
    answers.push({
      mediumId: medium.id,
      label: medium.label,
      rows: rows.get(medium.id) ?? 0,
      ...(await bestVerdict(db, medium.label, imports)),
    });
  }
  return answers;
}

async function rowsByMedium(db: Queryable, incidentId: string): Promise<Map<string, number>> {
  const sums = await db
    .select({ mediumId: catalogRowSums.of, rows: sql<number>`sum(${catalogRowSums.rows})::float8` })
    .from(catalogRowSums)
    .innerJoin(catalogImports, eq(catalogImports.id, catalogRowSums.importId))
    .where(
      and(
        eq(catalogImports.incidentId, incidentId),
        eq(catalogImports.state, "read"),
        eq(catalogRowSums.by, "medium"),
      ),
    )
    .groupBy(catalogRowSums.of);
  return new Map(sums.map(({ mediumId, rows }) => [mediumId, rows]));
}

type Verdict = Pick<MediumCompleteness, "importId" | "verdict" | "reasons">;

async function bestVerdict(db: Queryable, volume: string, imports: { id: string }[]): Promise<Verdict> {
  const order = ["complete", "unconfirmed", "incomplete"];
  let best: Verdict | null = null;
  let newest = -1;
  for (const { id } of imports) {
    const evidence = await evidenceOf(db, id, volume);
    if (!evidence.medium && evidence.jobMedia.length === 0) continue;
    const generation = evidence.medium?.generation ?? newest;
    if (generation < newest) continue;
    if (generation > newest && newest >= 0) best = null;
    newest = generation;
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
