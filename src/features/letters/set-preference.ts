import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { applyPreference } from "./apply-preference";
import { type LetterThen, type SetPreference, setPreferenceInput } from "./schema";

/**
 * Somebody asked for larger print or for English, on the telephone or in writing: their letter is made so. What that
 * means for a letter that exists is answered (`LetterThen`). Throws `person.unknown`.
 */
export async function setPreference(actor: Actor, input: SetPreference): Promise<{ letter: LetterThen }> {
  const by = authorizeStaff(actor, "letters.setPreference");
  const asked = parseInput(setPreferenceInput, input);
  return inTransaction(async (tx) => {
    const wish = { ...asked, variant: asked.variant, byStaffId: by.staffId } as const;
    const { changed, personId, letter } = await applyPreference(tx, wish);
    if (changed) {
      await recordEvent(tx, {
        incidentId: asked.incidentId,
        actor: by,
        action: "letter-preference.set",
        subject: { type: "person", id: personId },
        detail: { variant: wish.variant, letter },
      });
    }
    return { letter };
  });
}
