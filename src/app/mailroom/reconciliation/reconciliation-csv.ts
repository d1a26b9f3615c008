import { pieceStages, type Reconciliation, stations } from "@/features/print-runs/schema";
import { csvLine } from "@/lib/csv";

const header = [
  "run",
  "code",
  "kind",
  "state",
  "letters",
  ...pieceStages,
  "spoils-waiting",
  "spoils-replaced",
  "on-hold",
  "to-pull",
  "difference",
  "integrity",
  "pieces",
  ...stations.map((station) => `scanned-${station}`),
  "lacks",
];

/** The table as CSV, a line a run, in the words of the database so that it can be read by programs and compared. */
export function reconciliationCsv(rows: readonly Reconciliation[]): string {
  const lines = rows.map((row) => [
    row.number,
    row.code,
    row.kind,
    row.state,
    row.letters,
    ...pieceStages.map((stage) => row.stages[stage]),
    row.spoilsWaiting,
    row.spoilsReplaced,
    row.onHold,
    row.toPull,
    row.difference,
    row.integrity.level,
    row.integrity.pieces,
    ...stations.map((station) => row.integrity.scanned[station]),
    row.integrity.lacks.join(" "),
  ]);
  return [header, ...lines].map((cells) => csvLine(cells.map(String))).join("");
}
