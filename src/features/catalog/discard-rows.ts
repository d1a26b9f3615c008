import { eq } from "drizzle-orm";
import type { InSteps } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { catalogImports } from "@/db/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Internal } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { deleteRows } from "./delete-rows";
import { type ImportInput, importInput } from "./schema";

/**
 * Deletes, in steps, the rows of an import that counts no more or failed. The files, what became of their lines by
 * number, and the mends remain.
 */
export async function discardRows(actor: Actor, input: ImportInput, work: InSteps): Promise<void> {
  const by = authorize(actor, "catalog.startImport");
  const { importId } = parseInput(importInput, input);
  let rows = 0;
  for (;;) {
    work.signal?.throwIfAborted();
    const deleted = await work.step((tx) => deleteRows(tx, importId));
    if (deleted === 0) break;
    rows += deleted;
  }
  await work.commit(async (tx) => {
    const [left] = await tx.select().from(catalogImports).where(eq(catalogImports.id, importId));
    if (left?.rowsWritten !== 0) throw new Internal("catalog.rows-unaccounted", { importId });
    await recordEvent(tx, {
      incidentId: left.incidentId,
      actor: by,
      action: "catalog-import.rows-discarded",
      subject: { type: "catalog-import", id: importId },
      detail: { rows },
    });
  });
}
