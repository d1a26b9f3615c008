import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { mayChangeEnvelope } from "./rules";
import { type ChooseEnvelope, chooseEnvelopeInput } from "./schema";
import { wordsInUse } from "./words-in-use";

/**
 * Settles which envelope the incident's letters go into: the sheet is laid out and folded for it. Throws
 * `envelope.unknown`, and `envelope.words-in-use` while words are put forward or approved.
 */
export async function chooseEnvelope(actor: Actor, input: ChooseEnvelope): Promise<void> {
  const by = authorizeStaff(actor, "letters.chooseEnvelope");
  const { incidentId, code } = parseInput(chooseEnvelopeInput, input);
  await inTransaction(async (tx) => {
    const incident = await incidentMustBeOpen(tx, incidentId, "no key update");
    if (incident.envelopeCode === code) return;
    const may = mayChangeEnvelope(await wordsInUse(tx, incidentId));
    if (!may.ok) throw new NotAllowedNow(may.because);
    const chosen = await tx.execute(sql`
      update incidents i set envelope_code = e.code from envelopes e
      where i.id = ${incidentId} and e.code = ${code} returning 1`);
    if (chosen.length === 0) throw new NotFound("envelope.unknown");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "envelope.chosen",
      subject: { type: "envelope", id: code },
      detail: { before: incident.envelopeCode },
    });
  });
}
