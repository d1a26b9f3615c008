import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { compileLetters } from "./compile-letters";
import { letterWords } from "./letter-words";
import { refuseMissingItems } from "./lint/refuse-missing-items";
import { requestPreflight } from "./request-preflight";
import { suitsVariant } from "./rules";
import { type SubmitTemplate, submitTemplateInput } from "./schema";

/** Own words are never changed from here on; whoever is just saving them comes too late. */
async function lockOwnWords(tx: Tx, asked: SubmitTemplate): Promise<void> {
  await tx.execute(sql`
    update letter_texts set locked_at = clock_timestamp()
    where incident_id = ${asked.incidentId} and name = ${asked.templateName}
      and version = ${asked.templateVersion} and locked_at is null`);
}

/**
 * Puts a template forward for one kind of addressee, with the incident's facts as they are now. Throws
 * `letter-template.wrong-addressee`, `letter-template.wrong-language`, `letter-template.already-chosen`, `letter-template.item-missing`
 * (item, because), and whatever compiling finds.
 */
export async function submitTemplate(actor: Actor, input: SubmitTemplate): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "letters.submitTemplate");
  const asked = parseInput(submitTemplateInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, asked.incidentId);
    await lockOwnWords(tx, asked);
    const { compiled, contentHash } = await compileLetters(tx, asked.incidentId, {
      name: asked.templateName,
      version: asked.templateVersion,
      variant: asked.variant,
    });
    if (compiled.facts.audience !== asked.addressee) {
      throw new Invalid("letter-template.wrong-addressee", { audience: compiled.facts.audience });
    }
    if (!suitsVariant(compiled.facts.language, asked.variant)) {
      throw new Invalid("letter-template.wrong-language", { variant: asked.variant });
    }
    const words = { name: asked.templateName, version: asked.templateVersion };
    refuseMissingItems((await letterWords(tx, asked.incidentId, words)).text);
    const [submitted] = await tx.execute<{ id: string }>(sql`
      insert into letter_templates (incident_id, addressee, variant, template_name, template_version, content_hash, submitted_by)
      values (${asked.incidentId}, ${asked.addressee}, ${asked.variant}, ${asked.templateName}, ${asked.templateVersion}, ${contentHash}, ${by.staffId})
      on conflict do nothing returning id`);
    if (!submitted) throw new Conflict("letter-template.already-chosen");
    await recordEvent(tx, {
      incidentId: asked.incidentId,
      actor: by,
      action: "letter-template.submitted",
      subject: { type: "letter-template", id: submitted.id },
      detail: {
        addressee: asked.addressee,
        variant: asked.variant,
        template: `${asked.templateName}/${asked.templateVersion}`,
        contentHash,
      },
    });
    await requestPreflight(tx, {
      incidentId: asked.incidentId,
      letterTemplateId: submitted.id,
      contentHash,
      staffId: by.staffId,
    });
    return submitted;
  });
}
