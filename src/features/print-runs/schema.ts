import { z } from "zod";
import { oneLine, ordinal, uuid } from "@/features/incidents/schema";
import type { Addressee } from "@/features/lists/schema";
import { mostLettersInRun } from "./rules";

export const printRunStates = ["open", "sealed", "rendered", "printed", "handed-over"] as const;
export type PrintRunState = (typeof printRunStates)[number];

export const planPrintRunsInput = z.strictObject({ incidentId: uuid });

/** More runs than this are not sealed in one act. */
export const mostRunsAtOnce = 200;
export const printRunsInput = z.strictObject({ printRunIds: z.array(uuid).min(1).max(mostRunsAtOnce) });
export type PrintRunIds = z.infer<typeof printRunsInput>;

export const ofPrintRun = z.strictObject({ printRunId: uuid });

const count = z.int().min(0).max(mostLettersInRun);

export const recordPrintedInput = z.strictObject({ printRunId: uuid, count });
export type RecordPrinted = z.infer<typeof recordPrintedInput>;

export const handOverInput = z.strictObject({
  printRunId: uuid,
  count,
  to: oneLine(100).pipe(z.string().min(1)),
});
export type HandOver = z.infer<typeof handOverInput>;

export type PrintRunRow = {
  id: string;
  number: number;
  state: PrintRunState;
  addressee: Addressee;
  templateName: string;
  letterCount: number;
  pageCount: number | null;
  pdfSha256: string | null;
  pdfBytes: number | null;
  firstPostcode: string | null;
  lastPostcode: string | null;
  /** Places in the run whose person must no longer be written to, decided since it was planned. */
  stoppedPlaces: number[];
  problem: { reason: string; detail: Record<string, string | number | boolean | null> } | null;
  plannedAt: Date;
  sealedAt: Date | null;
  sealedByName: string | null;
  renderedAt: Date | null;
  printedAt: Date | null;
  printedByName: string | null;
  printedCount: number | null;
  handedOverAt: Date | null;
  handedOverByName: string | null;
  handedOverCount: number | null;
  handedOverTo: string | null;
};

/** Where every letter of an incident stands, counted from notices, letters and runs apart from one another. */
export type BenchFigures = {
  /** Notices that owe a letter. */
  owed: number;
  /** Owed, by what became of it: no letter yet, cannot be printed, in no run yet. */
  toWrite: number;
  held: number;
  toPlan: number;
  /** Letters that runs say they hold, by the run's state. */
  inRuns: Record<PrintRunState, number>;
  /** Of those, suppressed since: they leave at sealing, or are too late for it. */
  stoppedBeforeSealing: number;
  stoppedAfterSealing: number;
  /** Counted by hand, over all runs. */
  countedPrinted: number;
  countedHandedOver: number;
  /** Letters in these states. */
  lettersPrinted: number;
  lettersHandedOver: number;
};

export const piecesPageSize = 100;
export const piecesAsked = z.strictObject({ printRunId: uuid, afterSequence: ordinal.default(0) });
export type PiecesAsked = z.output<typeof piecesAsked>;

/** A piece of a run as the bench sees it: its place and number, nobody's name. */
export type RunPiece = {
  sequence: number;
  inquiryNumber: string;
  postcode: string | null;
  firstPage: number | null;
  pages: number | null;
  state: string;
  /** The person must no longer be written to. */
  stopped: boolean;
};
