import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import type { Addressee } from "@/features/lists/schema";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { askForLetters } from "./ask-for-letters";
import { compileLetters } from "./compile-letters";
import { variantOf } from "./queries";
import { generateLettersInput, type LetterVariant } from "./schema";

type Needed = {
  addressee: Addressee;
  variant: LetterVariant;
  name: string | null;
  version: string;
  hash: string;
};

/** Every kind of addressee and variant that is owed a letter has approved words, and nothing changed since. */
async function refuseWithoutApproval(tx: Tx, incidentId: string): Promise<void> {
  const needed = await tx.execute<Needed>(sql`
    select n.addressee, n.variant, t.template_name as name, t.template_version as version, t.content_hash as hash
    from (select distinct n.addressee, ${variantOf} as variant from notices n
          where n.incident_id = ${incidentId} and n.channel = 'letter' and n.state = 'owed') n
    left join letter_templates t on t.incident_id = ${incidentId} and t.addressee = n.addressee
      and t.variant = n.variant and t.state = 'approved'
    order by n.addressee, n.variant`);
  for (const { addressee, variant, name, version, hash } of needed) {
    if (name === null) throw new NotAllowedNow("letters.no-approved-template", { addressee, variant });
    const { contentHash } = await compileLetters(tx, incidentId, { name, version, variant });
    if (contentHash !== hash) {
      throw new NotAllowedNow("letters.facts-changed-since-approval", { addressee, variant });
    }
  }
}

/**
 * Asks for the letters of every notice that has none, in chunks of at most 500: those decided since, and those
 * whose letter was dropped since. Asking again asks only for what is new. Throws `letters.no-approved-template`
 * (addressee, variant), `letters.facts-changed-since-approval`, `letters.none-owed`.
 */
export async function generateLetters(
  actor: Actor,
  input: { incidentId: string },
): Promise<{ asked: number }> {
  const by = authorizeStaff(actor, "letters.generate");
  const { incidentId } = parseInput(generateLettersInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    await refuseWithoutApproval(tx, incidentId);
    const { asked, chunks } = await askForLetters(tx, incidentId);
    if (asked === 0) throw new NotAllowedNow("letters.none-owed");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "letters.asked",
      subject: { type: "incident", id: incidentId },
      detail: { letters: asked, chunks },
    });
    await tx.execute(sql`analyze notices`);
    return { asked };
  });
}
