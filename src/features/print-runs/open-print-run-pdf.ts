import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lockedRun } from "./locked-run";
import { onTheBench } from "./rules";
import { ofPrintRun } from "./schema";

export type PrintRunPdf = { storedAs: string; bytes: number; fileName: string };

/**
 * Takes a run's PDF out: for printing once the run is released, before and after that only to look at, and the file's
 * name says so. Who took it, and for what, is recorded first. Throws `print-run.not-rendered`.
 */
export async function openPrintRunPdf(actor: Actor, input: { printRunId: string }): Promise<PrintRunPdf> {
  const by = authorizeStaff(actor, "printRuns.letters");
  const { printRunId } = parseInput(ofPrintRun, input);
  return inTransaction(async (tx) => {
    const run = await lockedRun(tx, printRunId);
    const [file] = await tx.execute<{ stored_as: string | null; bytes: string | null; code: string }>(sql`
      select r.pdf_stored_as as stored_as, r.pdf_bytes as bytes, i.code
      from print_runs r join incidents i on i.id = r.incident_id where r.id = ${printRunId}`);
    if (!file?.stored_as) throw new NotAllowedNow("print-run.not-rendered", { number: run.number });
    const toPrint = onTheBench(run.state).ok;
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: toPrint ? "print-run.opened" : "print-run.looked-at",
      subject: { type: "print-run", id: printRunId },
      detail: { number: run.number, state: run.state },
    });
    const number = String(run.number).padStart(3, "0");
    return {
      storedAs: file.stored_as,
      bytes: Number(file.bytes),
      fileName: `${file.code}-${number}${toPrint ? "" : "-do-not-print"}.pdf`,
    };
  });
}
