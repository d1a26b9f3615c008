import { and, eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { pathRuleSets } from "@/db/schema";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { deriveAnew } from "./derive-anew";
import { ruleDraft, tryRules } from "./queries";
import { type OfDraft, ofDraftInput } from "./schema";

/**
 * Puts the draft in force: the version before it is superseded and the scope is derived anew. Refused while two of
 * its rules contradict each other on any path on the media in scope: `path-rules.conflict` { rows, one, other }.
 * Throws `path-rules.no-draft`, Conflict `path-rules.changed`. All paths are gone through before the act begins, so
 * that nobody waits for them.
 */
export async function activatePathRules(
  actor: Actor,
  input: OfDraft,
): Promise<{ version: number; changedRows: number }> {
  const by = authorizeStaff(actor, "documents.activateRules");
  const { incidentId, revision } = parseInput(ofDraftInput, input);
  const changedRows = await rowsThatChange(incidentId, revision);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const draft = await ruleDraft(tx, incidentId);
    if (draft?.revision !== revision) throw new Conflict("path-rules.changed");
    await tx
      .update(pathRuleSets)
      .set({ state: "superseded" })
      .where(and(eq(pathRuleSets.incidentId, incidentId), eq(pathRuleSets.state, "active")));
    await tx
      .update(pathRuleSets)
      .set({ state: "active", activatedBy: by.staffId, activatedAt: sql`clock_timestamp()` })
      .where(eq(pathRuleSets.id, draft.id));
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "path-rules.activated",
      subject: { type: "path-rule-set", id: draft.id },
      detail: { version: draft.version, rules: draft.rules.length, rows: changedRows },
    });
    await deriveAnew(tx, incidentId, "path-rules");
    return { version: draft.version, changedRows };
  });
}

async function rowsThatChange(incidentId: string, revision: string): Promise<number> {
  const draft = await ruleDraft(database(), incidentId);
  if (!draft) throw new NotAllowedNow("path-rules.no-draft");
  if (draft.revision !== revision) throw new Conflict("path-rules.changed");
  const tried = await tryRules({ incidentId, rules: draft.rules }, Number.POSITIVE_INFINITY);
  const [worst] = tried.conflicts;
  if (worst) {
    const rows = tried.conflicts.reduce((sum, conflict) => sum + conflict.rows, 0);
    const [one, other] = worst.between;
    throw new NotAllowedNow("path-rules.conflict", { rows, one, other });
  }
  return (tried.effects ?? []).reduce((sum, effect) => sum + effect.rows, 0);
}
