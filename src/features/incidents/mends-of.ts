import { createHash } from "node:crypto";
import { and, asc, eq, inArray, isNull, or } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { lineMends, staff, uploads } from "@/db/schema";
import { LimitReached } from "@/lib/errors";

export type Mend = {
  id: string;
  /** Of the file it is for: brought again in the same incident, the same file has the same mends. */
  sha256: string;
  line: number;
  lines: number;
  received: string;
  mended: string;
  reason: string;
  mendedBy: string;
  mendedAt: Date;
  isRevoked: boolean;
};

export type MendsOfFiles = {
  /** In the order of file and line. */
  mends: Mend[];
  /** Of those in force; `""` where there are none. Other mends, other hash. */
  hash: string;
};

const mostMends = 5_000;

/**
 * The line mends of these files (by hash) that are in force, and, revoked or not, those named in `ids`. Throws
 * LimitReached `mend.too-many` { max }: so many wrong lines are a wrong format or encoding.
 */
export async function mendsOf(
  db: Queryable,
  incidentId: string,
  sha256s: readonly string[],
  ids: readonly string[] = [],
): Promise<MendsOfFiles> {
  if (sha256s.length === 0) return { mends: [], hash: "" };
  const named = ids.length > 0 ? inArray(lineMends.id, [...ids]) : undefined;
  const rows = await db
    .select({ mend: lineMends, sha256: uploads.sha256, mendedBy: staff.name })
    .from(lineMends)
    .innerJoin(uploads, eq(uploads.id, lineMends.uploadId))
    .innerJoin(staff, eq(staff.id, lineMends.mendedBy))
    .where(
      and(
        eq(uploads.incidentId, incidentId),
        inArray(uploads.sha256, [...sha256s]),
        or(isNull(lineMends.revokedAt), named),
      ),
    )
    .orderBy(asc(uploads.sha256), asc(lineMends.line), asc(lineMends.id))
    .limit(mostMends + 1);
  if (rows.length > mostMends) throw new LimitReached("mend.too-many", { max: mostMends });
  const mends = rows.map(({ mend, sha256, mendedBy }) => ({
    id: mend.id,
    sha256: sha256 ?? "",
    line: mend.line,
    lines: mend.lines,
    received: mend.received,
    mended: mend.mended,
    reason: mend.reason,
    mendedBy,
    mendedAt: mend.mendedAt,
    isRevoked: mend.revokedAt !== null,
  }));
  return { mends, hash: hashOf(mends.filter(({ isRevoked }) => !isRevoked)) };
}

function hashOf(mends: readonly Mend[]): string {
  if (mends.length === 0) return "";
  const all = createHash("sha256");
  for (const { sha256, line, lines, mended } of mends)
    all.update(JSON.stringify([sha256, line, lines, mended]));
  return all.digest("hex");
}
