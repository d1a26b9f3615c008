import { and, eq } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { documentIndexes } from "@/db/schema";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { deriveAnew } from "./derive-anew";
import { type WithdrawDocumentIndex, withdrawDocumentIndexInput } from "./schema";

/**
 * Takes a list of papers back: it speaks no more, the scope is derived anew, and the same file may be read again in
 * another way. Frozen lists stay as they are. Throws `document-index.not-read`.
 */
export async function withdrawDocumentIndex(actor: Actor, input: WithdrawDocumentIndex): Promise<void> {
  const by = authorizeStaff(actor, "documents.withdrawIndex");
  const { indexId, reason } = parseInput(withdrawDocumentIndexInput, input);
  await inTransaction(async (tx) => {
    const [withdrawn] = await tx
      .update(documentIndexes)
      .set({ state: "withdrawn" })
      .where(and(eq(documentIndexes.id, indexId), eq(documentIndexes.state, "read")))
      .returning({ incidentId: documentIndexes.incidentId, rowsRead: documentIndexes.rowsRead });
    if (!withdrawn) throw new NotAllowedNow("document-index.not-read");
    await recordEvent(tx, {
      incidentId: withdrawn.incidentId,
      actor: by,
      action: "document-index.withdrawn",
      subject: { type: "document-index", id: indexId },
      detail: { rows: withdrawn.rowsRead },
      reason,
    });
    await deriveAnew(tx, withdrawn.incidentId, "document-index");
  });
}
