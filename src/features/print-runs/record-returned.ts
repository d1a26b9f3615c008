import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { pieceNamed } from "./returned/rules";
import { type RecordReturned, type ReturnedAnswer, recordReturnedInput } from "./returned/schema";
import { type TakenLine, takeReturned } from "./take-returned";

function pieceOf({ inquiryNumber, runNumber, sequence }: TakenLine): ReturnedAnswer["piece"] {
  return inquiryNumber === null ? null : { inquiryNumber, runNumber, sequence };
}

/** How often letters to the person came back, where the answer to this very scan was lost and it was sent again. */
async function returnsOfThisScan(tx: Tx, scanId: string | undefined, letterId: string | null) {
  if (!scanId) return null;
  const [same] = await tx.execute<{ returns: number }>(sql`
    select (select count(*)::int from returned_mail every
            where every.incident_id = m.incident_id and every.person_id = m.person_id) as returns
    from returned_mail m where m.id = ${scanId} and m.letter_id = ${letterId}`);
  return same ? Number(same.returns) : null;
}

/**
 * An envelope came back: scanned by the code of a sheet or the inquiry number, with the reason the post gives. The
 * letter is `returned`, nothing more is written to that address, and somebody has to look for another. What is not
 * `ok` changes nothing. Throws `incident.closed`.
 */
export async function recordReturned(actor: Actor, input: RecordReturned): Promise<ReturnedAnswer> {
  const by = authorizeStaff(actor, "returnedMail.record");
  const { incidentId, code, reason, scanId } = parseInput(recordReturnedInput, input);
  const piece = pieceNamed(code);
  if (!piece) return { verdict: "unreadable", piece: null, returns: 0, closed: false };
  return inTransaction(async (tx) => {
    // Deciding on notices and following a list take the same row: a notice cannot be owed anew meanwhile.
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const [taken] = await takeReturned(tx, incidentId, by.staffId, [
      { line: 1, piece, reason, mailId: scanId },
    ]);
    const again = taken?.verdict === "twice" ? await returnsOfThisScan(tx, scanId, taken.letterId) : null;
    if (taken && again !== null)
      return { verdict: "ok", piece: pieceOf(taken), returns: again, closed: false };
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
    return {
      verdict,
      piece: taken && verdict !== "other-incident" ? pieceOf(taken) : null,
      returns: taken?.returns ?? 0,
      closed: taken?.closed ?? false,
    };
  });
}
