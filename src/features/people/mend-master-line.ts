import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { mendLine } from "@/features/incidents/mend-line";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { receivedMasterLine } from "./received-master-line";
import { type MendMasterLine, mendMasterLineInput } from "./schema";

/**
 * Writes a line of a customer master anew, or strikes it out (empty text), for the next reading. Throws what
 * `mendLine` and `receivedMasterLine` throw.
 */
export async function mendMasterLine(actor: Actor, input: MendMasterLine): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "people.mendLine");
  const { importId, line, mended, reason } = parseInput(mendMasterLineInput, input);
  return inTransaction(async (tx) => {
    const { uploadId, received } = await receivedMasterLine(tx, { importId, line });
    const mend = await mendLine(tx, by.staffId, { uploadId, line, received, mended, reason });
    await recordEvent(tx, {
      incidentId: mend.incidentId,
      actor: by,
      action: mended === "" ? "line.struck-out" : "line.mended",
      subject: { type: "upload", id: uploadId },
      detail: { mendId: mend.id, line, lines: mend.lines },
      reason,
    });
    return { id: mend.id };
  });
}
