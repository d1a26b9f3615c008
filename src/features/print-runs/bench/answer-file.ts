import { type LineVerdict, lineVerdicts, type MachineFileAnswer, type StageCounts } from "../schema";
import type { JudgedFile } from "./judge-machine-file";

/** How many lines of a machine's file had which verdict. */
export function countVerdicts({ lines }: JudgedFile): Record<LineVerdict, number> {
  const counts = Object.fromEntries(lineVerdicts.map((verdict) => [verdict, 0]));
  for (const { verdict } of lines) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts as Record<LineVerdict, number>;
}

/** What is said of a machine's file: its verdicts counted, each line that is not `ok`, and where the pieces are. */
export function answerFile(file: JudgedFile, stages: StageCounts): MachineFileAnswer {
  const notOk = file.lines
    .filter((line) => line.verdict !== "ok")
    .map(({ line, verdict, sequence }) => ({ line, verdict, sequence }));
  return { lines: file.lines.length, counts: countVerdicts(file), notOk, stages };
}
