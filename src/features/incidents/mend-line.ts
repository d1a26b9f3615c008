import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { lineMends, uploads } from "@/db/schema";
import { Conflict, Invalid, NotAllowedNow, NotFound } from "@/lib/errors";
import { physicalLines } from "@/lib/mend-lines";
import { incidentMustBeOpen } from "./queries";

export type LineToMend = {
  uploadId: string;
  line: number;
  /** As it stands in the file; it says how many lines are replaced. */
  received: string;
  /** Empty: the lines are struck out. */
  mended: string;
  reason: string;
};

export type MendedLine = { id: string; incidentId: string; lines: number };

/**
 * Writes a line of an upload anew, beside the file, which never changes. An earlier mend of the same line is taken
 * back by it. The verb says so in the events, where what was and is
 * written there never stands. Throws NotFound `upload.unknown`, Invalid
 * `mend.nothing-changed`, `mend.too-many-lines` { line, lines, mended }, NotAllowedNow `mend.overlapping` { line }.
 */
export async function mendLine(
  tx: Tx,
  staffId: string,
  { uploadId, line, received, mended, reason }: LineToMend,
): Promise<MendedLine> {
  const [upload] = await tx.select().from(uploads).where(eq(uploads.id, uploadId)).for("no key update");
  if (!upload) throw new NotFound("upload.unknown");
  await incidentMustBeOpen(tx, upload.incidentId);
  const lines = physicalLines(received);
  if (mended === received) throw new Invalid("mend.nothing-changed", { line });
  if (physicalLines(mended) > lines)
    throw new Invalid("mend.too-many-lines", { line, lines, mended: physicalLines(mended) });
  await refuseOverlap(tx, upload, line, lines);
  await tx
    .update(lineMends)
    .set({ revokedAt: sql`clock_timestamp()`, revokedBy: staffId })
    .where(and(sameFile(upload), eq(lineMends.line, line), isNull(lineMends.revokedAt)));
  const [made] = await tx
    .insert(lineMends)
    .values({ uploadId, line, lines, received, mended, reason, mendedBy: staffId })
    .onConflictDoNothing()
    .returning({ id: lineMends.id });
  if (!made) throw new Conflict("mend.changed");
  return { id: made.id, incidentId: upload.incidentId, lines };
}

type File = { incidentId: string; sha256: string | null };

function sameFile({ incidentId, sha256 }: File) {
  return sql`${lineMends.uploadId} in (select id from uploads where incident_id = ${incidentId} and sha256 = ${sha256})`;
}

async function refuseOverlap(tx: Tx, file: File, line: number, lines: number): Promise<void> {
  const [other] = await tx
    .select({ line: lineMends.line })
    .from(lineMends)
    .where(
      and(
        sameFile(file),
        isNull(lineMends.revokedAt),
        sql`${lineMends.line} <> ${line}`,
        sql`${lineMends.line} < ${line + lines}`,
        sql`${lineMends.line} + ${lineMends.lines} > ${line}`,
      ),
    )
    .limit(1);
  if (other) throw new NotAllowedNow("mend.overlapping", { line: other.line });
}
