import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { weightClass } from "@/features/letters/preflight/figures";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lockedRun } from "./locked-run";
import { type MrdfRun, mrdfCsv, mrdfJson } from "./mrdf/write-mrdf";
import { mrdfAsked } from "./schema";

export type TakenMrdf = { text: string; fileName: string };

/**
 * Takes out a run's data file for the inserter, as the run is now: whoever was stopped since its PDF was made is
 * there to be pulled. Who took it is recorded. Throws `print-run.not-rendered`.
 */
export async function takeMrdf(
  actor: Actor,
  input: { printRunId: string; format: "csv" | "json" },
): Promise<TakenMrdf> {
  const by = authorizeStaff(actor, "printRuns.letters");
  const { printRunId, format } = parseInput(mrdfAsked, input);
  return inTransaction(async (tx) => {
    const run = await lockedRun(tx, printRunId);
    const file = await readMrdf(tx, printRunId);
    if (!file) throw new NotAllowedNow("print-run.not-rendered", { number: run.number });
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: "print-run.mrdf-taken",
      subject: { type: "print-run", id: printRunId },
      detail: { number: run.number, format, pieces: file.pieces.length },
    });
    const text = format === "csv" ? mrdfCsv(file) : mrdfJson(file);
    return { text, fileName: `${file.label.replace("/", "-")}.mrdf.${format}` };
  });
}

async function readMrdf(tx: Tx, printRunId: string): Promise<MrdfRun | null> {
  const [run] = await tx.execute<{
    code: string;
    label: string;
    sha256: string | null;
    weight_g: string;
  }>(sql`
    select r.code, i.code || '/' || r.number as label, r.pdf_sha256 as sha256, e.weight_g
    from print_runs r join incidents i on i.id = r.incident_id join envelopes e on e.code = i.envelope_code
    where r.id = ${printRunId}`);
  if (!run?.sha256) return null;
  const rows = await tx.execute<Record<string, unknown>>(sql`
    select p.sequence, l.inquiry_number, l.generation, p.pages, p.first_page, p.sha256,
      p.stage in ('spoiled', 'void') or n.state <> 'owed' or exists (
        select from mail_stops s where s.ended_at is null
          and (s.letter_id = l.id or s.print_run_id = p.print_run_id or s.person_id = l.person_id)) as pulled
    from print_run_letters p join letters l on l.id = p.letter_id join notices n on n.id = l.notice_id
    where p.print_run_id = ${printRunId} and p.sha256 is not null order by p.sequence`);
  const pieces = rows.map((row) => ({
    sequence: Number(row.sequence),
    piece: String(row.inquiry_number),
    generation: Number(row.generation),
    sheets: Number(row.pages),
    firstPage: Number(row.first_page),
    sha256: String(row.sha256),
    weightClass: weightClass(Number(row.pages), Number(run.weight_g)),
    act: row.pulled ? ("pull" as const) : ("insert" as const),
  }));
  return { runCode: run.code, label: run.label, pdfSha256: run.sha256, pieces };
}
