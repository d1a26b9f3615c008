import { and, eq, inArray, sql } from "drizzle-orm";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { catalogImports } from "@/db/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { type FailImport, failImportInput } from "./schema";
import { discardRowsTask } from "./tasks";

/** Records why a catalog could not be read: reason and place. Rows that were written already are discarded. */
export async function failCatalogImport(actor: Actor, input: FailImport): Promise<void> {
  const by = authorize(actor, "catalog.startImport");
  const { importId, problem } = parseInput(failImportInput, input);
  await inTransaction(async (tx) => {
    const [failed] = await tx
      .update(catalogImports)
      .set({ state: "failed", problem, rowsRead: 0, pace: null, endedAt: sql`clock_timestamp()` })
      .where(and(eq(catalogImports.id, importId), inArray(catalogImports.state, ["queued", "reading"])))
      .returning({ incidentId: catalogImports.incidentId, rowsWritten: catalogImports.rowsWritten });
    if (!failed) return;
    await recordEvent(tx, {
      incidentId: failed.incidentId,
      actor: by,
      action: "catalog-import.failed",
      subject: { type: "catalog-import", id: importId },
      detail: { reason: problem.reason },
    });
    if (failed.rowsWritten > 0)
      await enqueue(tx, discardRowsTask, failed.incidentId, [{ dedupeKey: importId, payload: { importId } }]);
  });
}
