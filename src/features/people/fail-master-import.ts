import { and, eq, inArray, sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { masterImports } from "@/db/schema";
import { type FailImport, failImportInput } from "@/features/catalog/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";

/** Records why a master could not be read: reason and place. Not a row of it is kept. */
export async function failMasterImport(actor: Actor, input: FailImport): Promise<void> {
  const by = authorize(actor, "people.startImport");
  const { importId, problem } = parseInput(failImportInput, input);
  await inTransaction(async (tx) => {
    const [failed] = await tx
      .update(masterImports)
      .set({ state: "failed", problem, rowsRead: 0, endedAt: sql`clock_timestamp()` })
      .where(and(eq(masterImports.id, importId), inArray(masterImports.state, ["queued", "reading"])))
      .returning({ incidentId: masterImports.incidentId });
    if (!failed) return;
    await recordEvent(tx, {
      incidentId: failed.incidentId,
      actor: by,
      action: "master-import.failed",
      subject: { type: "master-import", id: importId },
      detail: { reason: problem.reason },
    });
  });
}
