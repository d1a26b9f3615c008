import { and, eq, isNull, sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { lineMends, uploads } from "@/db/schema";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { incidentMustBeOpen } from "./queries";
import { type RevokeMend, revokeMendInput } from "./schema";

/**
 * Takes a mend back: the next reading gets the line as it stands in the file. What was read with it stays as it is
 * until then. Throws NotAllowedNow `mend.not-in-force`.
 */
export async function revokeMend(actor: Actor, input: RevokeMend): Promise<void> {
  const by = authorizeStaff(actor, "uploads.revokeMend");
  const { mendId, reason } = parseInput(revokeMendInput, input);
  await inTransaction(async (tx) => {
    const [revoked] = await tx
      .update(lineMends)
      .set({ revokedAt: sql`clock_timestamp()`, revokedBy: by.staffId })
      .where(and(eq(lineMends.id, mendId), isNull(lineMends.revokedAt)))
      .returning();
    if (!revoked) throw new NotAllowedNow("mend.not-in-force");
    const [upload] = await tx.select().from(uploads).where(eq(uploads.id, revoked.uploadId));
    if (upload) await incidentMustBeOpen(tx, upload.incidentId);
    await recordEvent(tx, {
      incidentId: upload?.incidentId ?? null,
      actor: by,
      action: "line.mend-revoked",
      subject: { type: "upload", id: revoked.uploadId },
      detail: { mendId, line: revoked.line, lines: revoked.lines },
      reason,
    });
  });
}
