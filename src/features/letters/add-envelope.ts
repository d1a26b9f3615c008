import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type AddEnvelope, addEnvelopeInput } from "./schema";
import { windowAreas } from "./typeset/envelope";

/**
 * Records an envelope that was measured, for every incident to choose from. Never edited: another measure is another
 * code. Throws `envelope.code-taken`, and `letter.envelope-window` where no sheet fits or no address would show.
 */
export async function addEnvelope(actor: Actor, input: AddEnvelope): Promise<void> {
  const by = authorizeStaff(actor, "letters.addEnvelope");
  const { incidentId, code, weightG, ...envelope } = parseInput(addEnvelopeInput, input);
  windowAreas(envelope);
  await inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId);
    const e = envelope;
    const added = await tx.execute(sql`
      insert into envelopes (code, name, width_mm, height_mm, window_left_mm, window_bottom_mm, window_width_mm,
        window_height_mm, slack_mm, weight_g, added_by)
      values (${code}, ${e.name}, ${e.widthMm}, ${e.heightMm}, ${e.windowLeftMm}, ${e.windowBottomMm},
        ${e.windowWidthMm}, ${e.windowHeightMm}, ${e.slackMm}, ${weightG}, ${by.staffId})
      on conflict do nothing returning 1`);
    if (added.length === 0) throw new Conflict("envelope.code-taken");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "envelope.added",
      subject: { type: "envelope", id: code },
      detail: {
        widthMm: e.widthMm,
        heightMm: e.heightMm,
        windowWidthMm: e.windowWidthMm,
        windowHeightMm: e.windowHeightMm,
      },
    });
  });
}
