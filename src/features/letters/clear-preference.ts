import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { applyPreference } from "./apply-preference";
import { type LetterThen, type OfPerson, ofPerson } from "./schema";

/**
 * A person's letter is made like everybody's again. Throws `person.unknown`.
 */
export async function clearPreference(actor: Actor, input: OfPerson): Promise<{ letter: LetterThen }> {
  const by = authorizeStaff(actor, "letters.clearPreference");
  const asked = parseInput(ofPerson, input);
  return inTransaction(async (tx) => {
    const wish = { ...asked, variant: "standard", byStaffId: by.staffId } as const;
    const { changed, personId, letter } = await applyPreference(tx, wish);
    if (changed) {
      await recordEvent(tx, {
        incidentId: asked.incidentId,
        actor: by,
        action: "letter-preference.cleared",
        subject: { type: "person", id: personId },
        detail: { variant: wish.variant, letter },
      });
    }
    return { letter };
  });
}
