import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { readReturnedFile } from "./returned/read-returned-file";
import {
  type ReturnedFile,
  type ReturnedFileAnswer,
  returnedFileInput,
  returnVerdicts,
} from "./returned/schema";
import { takeReturned } from "./take-returned";

/**
 * Many envelopes that came back, as a file: `code,reason` a line, a header or none. Every line is answered, what is
 * not `ok` by its number; the same file twice records nothing twice. Throws `returned-mail.too-many-lines`, `csv.*`
 * with the line, `incident.closed`.
 */
export async function recordReturnedFile(actor: Actor, input: ReturnedFile): Promise<ReturnedFileAnswer> {
  const by = authorizeStaff(actor, "returnedMail.recordFile");
  const { incidentId, text } = parseInput(returnedFileInput, input);
  const file = await readReturnedFile(text);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const taken = await takeReturned(tx, incidentId, by.staffId, file.pieces);
    const answered = [...taken, ...file.refused].sort((one, other) => one.line - other.line);
    const counts = Object.fromEntries(
      [...returnVerdicts, "bad-reason" as const].map((verdict) => [
        verdict,
        answered.filter((line) => line.verdict === verdict).length,
      ]),
    ) as ReturnedFileAnswer["counts"];
    if (counts.ok > 0) {
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "returned-mail.file-recorded",
        subject: { type: "incident", id: incidentId },
        detail: { letters: counts.ok, lines: answered.length },
      });
    }
    const notOk = answered.flatMap(({ line, verdict }) => (verdict === "ok" ? [] : [{ line, verdict }]));
    return { lines: answered.length, counts, notOk };
  });
}
