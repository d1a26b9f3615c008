import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { pieceNamed } from "./returned/rules";
import { type RecordReturned, type ReturnedAnswer, recordReturnedInput } from "./returned/schema";
import { takeReturned } from "./take-returned";

/**
 * An envelope came back: scanned by the code of a sheet or the inquiry number, with the reason the post gives. The
 * letter is `returned`, nothing more is written to that address, and somebody has to look for another. What is not
 * `ok` changes nothing. Throws `incident.closed`.
 */
export async function recordReturned(actor: Actor, input: RecordReturned): Promise<ReturnedAnswer> {
  const by = authorizeStaff(actor, "returnedMail.record");
  const { incidentId, code, reason } = parseInput(recordReturnedInput, input);
  const piece = pieceNamed(code);
  if (!piece) return { verdict: "unreadable", piece: null, returns: 0, closed: false };
  return inTransaction(async (tx) => {
    // Deciding on notices and following a list take the same row: a notice cannot be owed anew meanwhile.
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const [taken] = await takeReturned(tx, incidentId, by.staffId, [{ line: 1, piece, reason }]);
    const verdict = taken?.verdict ?? "unknown";
    if (verdict === "ok" && taken?.letterId) {
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "returned-mail.recorded",
        subject: { type: "letter", id: taken.letterId },
        detail: { reason, returns: taken.returns },
      });
    }
    const ours = taken?.inquiryNumber && verdict !== "other-incident";
    return {
      verdict,
      piece: ours
        ? {
            inquiryNumber: taken.inquiryNumber ?? "",
            runNumber: taken.runNumber,
            sequence: taken.sequence,
          }
        : null,
      returns: taken?.returns ?? 0,
      closed: taken?.closed ?? false,
    };
  });
}
