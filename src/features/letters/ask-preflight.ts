import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lockedTemplate } from "./locked-template";
import { requestPreflight } from "./request-preflight";
import { ofLetterTemplate } from "./schema";

/**
 * Has every letter of a template set, without printing any, to see who cannot be printed and why. Asked by itself
 * when words are put forward; again after the list or decisions changed. Throws `letter-template.not-submitted`.
 */
export async function askPreflight(
  actor: Actor,
  input: { letterTemplateId: string },
): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "letters.preflight");
  const { letterTemplateId } = parseInput(ofLetterTemplate, input);
  return inTransaction(async (tx) => {
    const template = await lockedTemplate(tx, letterTemplateId);
    await incidentMustBeOpen(tx, template.incidentId);
    if (template.state === "withdrawn") throw new NotAllowedNow("letter-template.not-submitted");
    const asked = await requestPreflight(tx, {
      incidentId: template.incidentId,
      letterTemplateId,
      contentHash: template.contentHash,
      staffId: by.staffId,
    });
    await recordEvent(tx, {
      incidentId: template.incidentId,
      actor: by,
      action: "letters.preflight-asked",
      subject: { type: "letter-template", id: letterTemplateId },
      detail: { preflightId: asked.id },
    });
    return asked;
  });
}
