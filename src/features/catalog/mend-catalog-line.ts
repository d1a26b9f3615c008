import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { mendLine } from "@/features/incidents/mend-line";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { receivedLine } from "./received-line";
import { type MendCatalogLine, mendCatalogLineInput } from "./schema";

/**
 * Writes a line of a catalog anew, or strikes it out (empty text), for the next reading. Throws what `mendLine` and
 * `receivedLine` throw.
 */
export async function mendCatalogLine(actor: Actor, input: MendCatalogLine): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "catalog.mendLine");
  const { mended, reason, ...place } = parseInput(mendCatalogLineInput, input);
  return inTransaction(async (tx) => {
    const { uploadId, received } = await receivedLine(tx, place);
    const mend = await mendLine(tx, by.staffId, { uploadId, line: place.line, received, mended, reason });
    await recordEvent(tx, {
      incidentId: mend.incidentId,
      actor: by,
      action: mended === "" ? "line.struck-out" : "line.mended",
      subject: { type: "upload", id: uploadId },
      detail: { mendId: mend.id, line: place.line, lines: mend.lines },
      reason,
    });
    return { id: mend.id };
  });
}
