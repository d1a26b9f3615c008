import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { compileLetters } from "./compile-letters";
import { letterWords } from "./letter-words";
import { refuseMissingItems } from "./lint/refuse-missing-items";
import { lockedTemplate } from "./locked-template";
import { preflightState } from "./preflights-of";
import { mayDecideTemplate } from "./rules";
import { type DecideTemplate, decideTemplateInput, type PreflightState } from "./schema";

/**
 * A second person approves or rejects the words and facts they saw. Template, facts and envelope are hashed
 * again first: what changed since it was submitted cannot be approved.
 */
export async function decideTemplate(actor: Actor, input: DecideTemplate): Promise<void> {
  const by = authorizeStaff(actor, "letters.decideTemplate");
  const asked = parseInput(decideTemplateInput, input);
  await inTransaction(async (tx) => {
    const template = await lockedTemplate(tx, asked.letterTemplateId);
    const { contentHash } = await compileLetters(tx, template.incidentId, template);
    const verdict = mayDecideTemplate({
      state: template.state,
      submittedBy: template.submittedBy,
      decider: by.staffId,
      submittedHash: template.contentHash,
      seenHash: asked.contentHash,
      hashNow: asked.decision === "approve" ? contentHash : template.contentHash,
      preflight: asked.decision === "approve" ? await preflightOf(tx, asked.letterTemplateId) : "done",
    });
    if (!verdict.ok) throw new NotAllowedNow(verdict.because);
    if (asked.decision === "approve") {
      refuseMissingItems((await letterWords(tx, template.incidentId, template)).text);
    }
    await tx.execute(sql`
      update letter_templates set state = ${asked.decision === "approve" ? "approved" : "withdrawn"},
        decided_by = ${by.staffId}, decided_at = clock_timestamp()
      where id = ${asked.letterTemplateId} and state = 'submitted'`);
    await recordEvent(tx, {
      incidentId: template.incidentId,
      actor: by,
      action: asked.decision === "approve" ? "letter-template.approved" : "letter-template.rejected",
      subject: { type: "letter-template", id: asked.letterTemplateId },
      detail: { contentHash: template.contentHash },
    });
  });
}

async function preflightOf(tx: Tx, letterTemplateId: string): Promise<PreflightState> {
  const [row] = await tx.execute<{ preflight: PreflightState }>(
    sql`select ${preflightState} as preflight from letter_templates t where t.id = ${letterTemplateId}`,
  );
  return row?.preflight ?? "none";
}
