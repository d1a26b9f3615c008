import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { answerFile, countVerdicts } from "./bench/answer-file";
import type { JudgedFile } from "./bench/judge-machine-file";
import { readMachineFile } from "./bench/read-machine-file";
import { judgeFileAtBench } from "./judge-file-at-bench";
import { type LockedRun, lockedRun } from "./locked-run";
import { markSpoiled } from "./mark-spoiled";
import { onTheBench, stationMoves } from "./rules";
import { type MachineFile, type MachineFileAnswer, machineFileInput, type Station } from "./schema";
import { settleRun } from "./settle-run";
import { voidPieces } from "./void-pieces";

/**
 * What an inserter says it did with the pieces of a run, all of its lines in one transaction. Every line is answered
 * and kept (`piece_scans`); reading the same file again moves nothing. Throws `machine-file.*`, `csv.*` with the
 * line, `print-run.not-released`, `print-run.already-handed-over`.
 */
export async function recordMachineFile(actor: Actor, input: MachineFile): Promise<MachineFileAnswer> {
  const by = authorizeStaff(actor, "bench.recordMachineFile");
  const { printRunId, station, text } = parseInput(machineFileInput, input);
  const lines = readMachineFile(text);
  return inTransaction(async (tx) => {
    const run = await lockedRun(tx, printRunId);
    const verdict = onTheBench(run.state);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because, { number: run.number });
    const file = await judgeFileAtBench(tx, { id: run.id, code: run.code, station }, lines);
    await movePieces(tx, run.id, station, file.moved);
    await voidPieces(tx, run.id, file.ended);
    await markSpoiled(tx, by, run, file.spoiled, "machine");
    await keepLines(tx, by.staffId, run, station, file);
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: "print-run.machine-file",
      subject: { type: "print-run", id: run.id },
      detail: {
        number: run.number,
        station,
        lines: lines.length,
        moved: file.moved.length,
        ...countVerdicts(file),
      },
    });
    const { counts: stages } = await settleRun(tx, by.staffId, run);
    return answerFile(file, stages);
  });
}

async function movePieces(tx: Tx, printRunId: string, station: Station, sequences: readonly number[]) {
  if (sequences.length === 0) return;
  const { from, to } = stationMoves[station];
  const [moved] = await tx.execute<{ pieces: number }>(sql`
    with moved as (
      update print_run_letters set stage = ${to}, stage_at = clock_timestamp(), stage_by = 'file'
      where print_run_id = ${printRunId} and stage = ${from}
        and sequence in (select value::int from jsonb_array_elements_text(${JSON.stringify(sequences)}::jsonb))
      returning letter_id),
    printed as (update letters l set state = 'printed' from moved where l.id = moved.letter_id and l.state = 'in-run' returning 1)
    select count(*)::int as pieces, (select count(*) from printed) from moved`);
  if (moved?.pieces !== sequences.length) throw new Conflict("print-run.race");
}

async function keepLines(tx: Tx, staffId: string, run: LockedRun, station: Station, file: JudgedFile) {
  await tx.execute(sql`
    insert into piece_scans (incident_id, print_run_id, station, sequence, sheet, verdict, source, by_staff_id)
    select ${run.incidentId}, ${run.id}, ${station}, sequence, sheet, verdict, 'file', ${staffId}
    from jsonb_to_recordset(${JSON.stringify(file.lines)}::jsonb) as f(line int, verdict text, sequence int, sheet int)
    order by line`);
}
