import { and, eq, sql } from "drizzle-orm";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { masterImports } from "@/db/schema";
import { refuseWhileReread } from "@/features/catalog/refuse-while-reread";
import { type WithdrawImport, withdrawImportInput } from "@/features/catalog/schema";
import { deriveScope } from "@/features/media/tasks";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";

/**
 * Takes a master back that was read in the wrong way: its lines count no more, the scope is derived anew, and the
 * same file may be read again under another mapping. Frozen lists stay as they are. Throws
 * `master-import.not-read`, `master-import.being-reread`.
 */
export async function withdrawMasterImport(actor: Actor, input: WithdrawImport): Promise<void> {
  const by = authorizeStaff(actor, "people.withdrawImport");
  const { importId, reason } = parseInput(withdrawImportInput, input);
  await inTransaction(async (tx) => {
    const [withdrawn] = await tx
      .update(masterImports)
      .set({ state: "withdrawn" })
      .where(and(eq(masterImports.id, importId), eq(masterImports.state, "read")))
      .returning({ incidentId: masterImports.incidentId, rowsRead: masterImports.rowsRead });
    if (!withdrawn) throw new NotAllowedNow("master-import.not-read");
    await refuseWhileReread(tx, "master-import", importId);
    await recordEvent(tx, {
      incidentId: withdrawn.incidentId,
      actor: by,
      action: "master-import.withdrawn",
      subject: { type: "master-import", id: importId },
      detail: { rows: withdrawn.rowsRead },
      reason,
    });
    const [asked] = await tx.execute<{ key: string }>(sql`select uuidv7()::text as key`);
    await enqueue(tx, deriveScope, withdrawn.incidentId, [
      { dedupeKey: `withdrawn:${asked?.key}`, payload: { incidentId: withdrawn.incidentId } },
    ]);
  });
}
