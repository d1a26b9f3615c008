import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lockedTemplate } from "./locked-template";
import { ofLetterTemplate } from "./schema";

/** Takes a template back, as long as no letter uses its words. Throws `letter-template.in-use`. */
export async function withdrawTemplate(actor: Actor, input: { letterTemplateId: string }): Promise<void> {
  const by = authorizeStaff(actor, "letters.withdrawTemplate");
  const { letterTemplateId } = parseInput(ofLetterTemplate, input);
  await inTransaction(async (tx) => {
    const template = await lockedTemplate(tx, letterTemplateId);
    const withdrawn = await tx.execute(sql`
      update letter_templates t set state = 'withdrawn'
      where id = ${letterTemplateId} and state <> 'withdrawn'
        and not exists (select from letters l where l.letter_template_id = t.id and l.state <> 'void') returning id`);
    if (withdrawn.length === 0) throw new NotAllowedNow("letter-template.in-use");
    await recordEvent(tx, {
      incidentId: template.incidentId,
      actor: by,
      action: "letter-template.withdrawn",
      subject: { type: "letter-template", id: letterTemplateId },
    });
  });
}
