import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import { answerFile } from "./bench/answer-file";
import { readMachineFile } from "./bench/read-machine-file";
import { judgeFileAtBench } from "./judge-file-at-bench";
import { stageCountsOf } from "./queries";
import { onTheBench } from "./rules";
import type { MachineFile, MachineFileAnswer, PrintRunState } from "./schema";

/**
 * What recording a machine's file would answer now, line by line; nothing is moved or kept. Throws as recording does:
 * `machine-file.*`, `csv.*`, `print-run.unknown`, `print-run.not-released`, `print-run.already-handed-over`.
 */
export async function previewMachineFile(
  db: Queryable,
  { printRunId, station, text }: MachineFile,
): Promise<MachineFileAnswer> {
  const lines = readMachineFile(text);
  const [run] = await db.execute<Record<string, unknown>>(
    sql`select r.* from print_runs r where r.id = ${printRunId}`,
  );
  if (!run) throw new NotFound("print-run.unknown");
  const verdict = onTheBench(run.state as PrintRunState);
  if (!verdict.ok) throw new NotAllowedNow(verdict.because, { number: Number(run.number) });
  const file = await judgeFileAtBench(db, { id: printRunId, code: String(run.code), station }, lines);
  return answerFile(file, stageCountsOf(run));
}
