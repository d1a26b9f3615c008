import { eq } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { pathRuleSets } from "@/db/schema";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { ruleDraft } from "./queries";
import { type OfDraft, ofDraftInput } from "./schema";

/** Throws the draft away; the rules in force stay. Throws `path-rules.no-draft`, Conflict `path-rules.changed`. */
export async function discardDraft(actor: Actor, input: OfDraft): Promise<void> {
  const by = authorizeStaff(actor, "documents.discardDraft");
  const { incidentId, revision } = parseInput(ofDraftInput, input);
  await inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const draft = await ruleDraft(tx, incidentId);
    if (!draft) throw new NotAllowedNow("path-rules.no-draft");
    if (draft.revision !== revision) throw new Conflict("path-rules.changed");
    await tx.delete(pathRuleSets).where(eq(pathRuleSets.id, draft.id));
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "path-rules.discarded",
      subject: { type: "path-rule-set", id: draft.id },
      detail: { version: draft.version },
    });
  });
}
