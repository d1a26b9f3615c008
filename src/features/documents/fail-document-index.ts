import { and, eq, inArray, sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { documentIndexes } from "@/db/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { type FailDocumentIndex, failDocumentIndexInput } from "./schema";

/** Records why a list of papers could not be read: reason and place. Not a row of it is kept. */
export async function failDocumentIndex(actor: Actor, input: FailDocumentIndex): Promise<void> {
  const by = authorize(actor, "documents.startIndex");
  const { indexId, problem } = parseInput(failDocumentIndexInput, input);
  await inTransaction(async (tx) => {
    const [failed] = await tx
      .update(documentIndexes)
      .set({ state: "failed", problem, rowsRead: 0, endedAt: sql`clock_timestamp()` })
      .where(and(eq(documentIndexes.id, indexId), inArray(documentIndexes.state, ["queued", "reading"])))
      .returning({ incidentId: documentIndexes.incidentId });
    if (!failed) return;
    await recordEvent(tx, {
      incidentId: failed.incidentId,
      actor: by,
      action: "document-index.failed",
      subject: { type: "document-index", id: indexId },
      detail: { reason: problem.reason },
    });
  });
}
