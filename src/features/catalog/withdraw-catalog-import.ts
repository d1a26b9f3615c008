import { and, eq, sql } from "drizzle-orm";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { catalogImports } from "@/db/schema";
import { deriveScope } from "@/features/media/tasks";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { refuseWhileReread } from "./refuse-while-reread";
import { type WithdrawImport, withdrawImportInput } from "./schema";

/**
 * Takes a catalog back that does not belong here or was read wrongly: its rows count no more, the scope is derived
 * anew, and the same files may be brought again. Frozen lists stay as they are. Throws NotAllowedNow
 * `catalog-import.not-read`, `catalog-import.being-reread`.
 */
export async function withdrawCatalogImport(actor: Actor, input: WithdrawImport): Promise<void> {
  const by = authorizeStaff(actor, "catalog.withdrawImport");
  const { importId, reason } = parseInput(withdrawImportInput, input);
  await inTransaction(async (tx) => {
    const [withdrawn] = await tx
      .update(catalogImports)
      .set({ state: "withdrawn" })
      .where(and(eq(catalogImports.id, importId), eq(catalogImports.state, "read")))
      .returning({ incidentId: catalogImports.incidentId, rowsRead: catalogImports.rowsRead });
    if (!withdrawn) throw new NotAllowedNow("catalog-import.not-read");
    await refuseWhileReread(tx, "catalog-import", importId);
    await recordEvent(tx, {
      incidentId: withdrawn.incidentId,
      actor: by,
      action: "catalog-import.withdrawn",
      subject: { type: "catalog-import", id: importId },
      detail: { rows: withdrawn.rowsRead },
      reason,
    });
    const [asked] = await tx.execute<{ key: string }>(sql`select uuidv7()::text as key`);
    await enqueue(tx, deriveScope, withdrawn.incidentId, [
      { dedupeKey: `withdrawn:${asked?.key}`, payload: { incidentId: withdrawn.incidentId } },
    ]);
  });
}
