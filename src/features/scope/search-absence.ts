import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import { type Actor, mayAct } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { factsGiven } from "./absence/rules";
import { type AbsenceAnswer, type SearchAbsence, searchAbsenceInput } from "./absence/schema";
import { lookForAsked } from "./look-for-asked";

const mostShown = 5;

/**
 * Looks for somebody who asks whether they are on the approved list. Answers whether they are and, of records that
 * are near, only how many. Recorded is which facts were given and the counts, never what they said.
 */
export async function searchAbsence(actor: Actor, input: SearchAbsence): Promise<AbsenceAnswer> {
  const by = authorizeStaff(actor, "absence.search");
  const { incidentId, asked } = parseInput(searchAbsenceInput, input);
  return inTransaction(async (tx) => {
    const { list, found, foundSince, near, ...looked } = await lookForAsked(tx, incidentId, asked);
    // Whoever is concerned but not on the list yet is to be looked at before anything is said.
    const close = looked.close + foundSince;
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "absence.searched",
      subject: { type: "affected-list", id: list.id },
      detail: {
        version: list.version,
        by: factsGiven(asked).join(", "),
        found: found.length,
        close,
        near: Object.values(near).reduce((sum, n) => sum + n, 0),
      },
    });
    return {
      listVersion: list.version,
      listPeople: list.people,
      found: found.length,
      personIds: mayAct(actor, "people.get") ? found.slice(0, mostShown) : [],
      close,
      near,
    };
  });
}
