import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { documentClasses, pathRuleSets } from "@/db/schema";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { addDefaultRules } from "./add-default-rules";
import { compilePathRules, type PathRule } from "./path-rules/path-rule";
import { ruleDraft, rulesInForce } from "./queries";
import { type DraftPathRules, draftPathRulesInput } from "./schema";
import { writeRules } from "./write-rules";

/**
 * Begins the next version of the rules as a copy of those in force (where a draft is there already, that one is
 * answered), or puts rules in the place of the draft's. Throws what `compilePathRules` says,
 * `path-rule.class-unknown` { rule, classCode }, `path-rules.no-draft`, and Conflict `path-rules.changed` where
 * somebody else changed the draft meanwhile.
 */
export async function draftPathRules(
  actor: Actor,
  input: DraftPathRules,
): Promise<{ version: number; revision: string }> {
  const by = authorizeStaff(actor, "documents.draftRules");
  const { incidentId, change } = parseInput(draftPathRulesInput, input);
  if (change) compilePathRules(change.rules);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    await addDefaultRules(actor, { incidentId });
    const draft = await ruleDraft(tx, incidentId);
    if (change && !draft) throw new NotAllowedNow("path-rules.no-draft");
    if (change && draft) {
      if (change.revision !== draft.revision) throw new Conflict("path-rules.changed");
      await refuseUnknownClasses(tx, incidentId, change.rules);
      await tx.update(pathRuleSets).set({ note: change.note }).where(eq(pathRuleSets.id, draft.id));
      await writeRules(tx, draft.id, change.rules);
    } else if (!draft) await beginDraft(tx, incidentId, by.staffId);
    const drafted = await ruleDraft(tx, incidentId);
    if (!drafted) throw new Conflict("path-rules.changed");
    if (change || !draft) {
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: change ? "path-rules.edited" : "path-rules.drafted",
        subject: { type: "path-rule-set", id: drafted.id },
        detail: { version: drafted.version, rules: drafted.rules.length },
      });
    }
    return { version: drafted.version, revision: drafted.revision };
  });
}

async function beginDraft(tx: Tx, incidentId: string, madeBy: string): Promise<void> {
  const { rules } = await rulesInForce(tx, incidentId);
  const [set] = await tx
    .insert(pathRuleSets)
    .values({
      incidentId,
      version: sql`(select max(version) + 1 from path_rule_sets where incident_id = ${incidentId})`,
      madeBy,
    })
    .returning({ id: pathRuleSets.id });
  if (set) await writeRules(tx, set.id, rules);
}

async function refuseUnknownClasses(tx: Tx, incidentId: string, rules: readonly PathRule[]): Promise<void> {
  const classes = await tx
    .select({ code: documentClasses.code })
    .from(documentClasses)
    .where(eq(documentClasses.incidentId, incidentId));
  const wrong = rules.find((rule) => rule.classCode && !classes.some(({ code }) => code === rule.classCode));
  if (wrong)
    throw new Invalid("path-rule.class-unknown", { rule: wrong.name, classCode: wrong.classCode ?? null });
}
