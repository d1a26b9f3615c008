import { z } from "zod";
import { oneLine, ordinal, statedReason, uuid } from "@/features/incidents/schema";
import type { Addressee } from "@/features/lists/schema";
import { mostLettersInRun } from "./rules";

export const printRunStates = ["open", "sealed", "rendered", "released", "printed", "handed-over"] as const;
export type PrintRunState = (typeof printRunStates)[number];

/** Where one piece is on the bench, in the order of the work; `spoiled` and `void` are ends. */
export const pieceStages = [
  "pending",
  "printed",
  "inserted",
  "sealed",
  "handed-over",
  "spoiled",
  "void",
] as const;
export type PieceStage = (typeof pieceStages)[number];
export type StageCounts = Record<PieceStage, number>;

export const stations = ["print", "insert", "seal", "hand-over"] as const;
export type Station = (typeof stations)[number];

export const planPrintRunsInput = z.strictObject({ incidentId: uuid });

/** More runs than this are not sealed in one act. */
export const mostRunsAtOnce = 200;
export const printRunsInput = z.strictObject({ printRunIds: z.array(uuid).min(1).max(mostRunsAtOnce) });
export type PrintRunIds = z.infer<typeof printRunsInput>;

export const ofPrintRun = z.strictObject({ printRunId: uuid });

const count = z.int().min(0).max(mostLettersInRun);

export const recordPrintedInput = z.strictObject({ printRunId: uuid, count, pulled: count.default(0) });
export type RecordPrinted = z.input<typeof recordPrintedInput>;

/** `pulled`: how many pieces of people who must no longer be written to were found in the pile and taken out. */
export const handOverInput = z.strictObject({
  printRunId: uuid,
  count,
  pulled: count.default(0),
  to: oneLine(100).pipe(z.string().min(1)),
});
export type HandOver = z.input<typeof handOverInput>;

export type PrintRunRow = {
  id: string;
  number: number;
  /** Ten characters that name the run in the code of every sheet. */
  code: string;
  kind: "first" | "reprint";
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
  sealedBy: string | null;
  releasedAt: Date | null;
  releasedByName: string | null;
  /** Pieces by where they are on the bench; they make up `letterCount`. */
  stages: StageCounts;
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
  /** Live letters that runs say they hold (not the void ones, not those that came back), by the run's state. */
  inRuns: Record<PrintRunState, number>;
  /** Of those, suppressed since: they leave at sealing, or are pulled from the pile at the bench. */
  stoppedBeforeSealing: number;
  stoppedAfterSealing: number;
  /** Over all runs: pieces past the printer and not spoiled; what was counted into the hands of the post. */
  countedPrinted: number;
  countedHandedOver: number;
  /** Letters in these states; those that came back or were recovered were handed over. */
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
  stage: PieceStage;
  /** The person must no longer be written to. */
  stopped: boolean;
  /** Somebody wants it kept back until further notice. */
  onHold: boolean;
};

/**
 * What the bench answers to a scan. `ok`, `out-of-order` (fills a gap left earlier) and `gap` (pieces before it are
 * missing) move the piece on; the others move nothing. `void`: destroy it. `stopped`: pull it aside.
 */
export const scanVerdicts = [
  "ok",
  "twice",
  "unknown",
  "other-run",
  "void",
  "stopped",
  "out-of-order",
  "gap",
  "too-early",
] as const;
export type ScanVerdict = (typeof scanVerdicts)[number];

const scannedText = z.string().max(200);

/**
 * `code`: what the scanner typed (the code of a sheet), or an inquiry number typed by hand. `scanId`: the same when a
 * scan is sent again because its answer was lost; it is then answered as it was, and moves nothing twice.
 */
export const scanInput = z.strictObject({
  printRunId: uuid,
  station: z.enum(stations),
  code: scannedText,
  scanId: uuid.optional(),
});
export type Scan = z.infer<typeof scanInput>;

export type ScanAnswer = {
  verdict: ScanVerdict;
  /** The piece's place in its run; null where the code is no piece's. */
  sequence: number | null;
  /** The run the piece is of, where that is not the run on the bench. */
  inRun: { code: string; number: number } | null;
  /** Of a `gap`: the places before this one that have not passed, none left out. */
  missing: number[];
  /** Why a piece is `stopped` or `void`. */
  because: "not-owed" | "on-hold" | "spoiled" | "cancelled" | "replaced" | null;
  counts: StageCounts;
  runState: PrintRunState;
};

export const countStageInput = z.strictObject({
  printRunId: uuid,
  station: z.enum(stations).exclude(["hand-over"]),
  count,
  pulled: count.default(0),
});
export type CountStage = z.input<typeof countStageInput>;

export const missingPiecesAsked = z.strictObject({ printRunId: uuid, station: z.enum(stations) });
export type MissingPiecesAsked = z.infer<typeof missingPiecesAsked>;

/** A piece that has not passed a station and should. */
export type MissingPiece = {
  sequence: number;
  inquiryNumber: string;
  stage: PieceStage;
  onHold: boolean;
  /** The person must no longer be written to: pull it, do not look for it. */
  stopped: boolean;
};

export const reconciliationAsked = z.union([
  z.strictObject({ incidentId: uuid }),
  z.strictObject({ printRunId: uuid }),
]);
export type ReconciliationAsked = z.infer<typeof reconciliationAsked>;

export const integrityLevels = ["minimal", "moderate", "high", "top"] as const;
export type IntegrityLevel = (typeof integrityLevels)[number];

/** What keeps a run from the level above the one it has. */
export const integrityLacks = [
  "nothing-counted",
  "not-each-scanned",
  "not-scanned-at-print",
  "not-scanned-at-insert-or-seal",
  "not-scanned-at-hand-over",
  "spoils-waiting",
] as const;
export type IntegrityLack = (typeof integrityLacks)[number];

export type Reconciliation = {
  printRunId: string;
  number: number;
  code: string;
  kind: "first" | "reprint";
  state: PrintRunState;
  letters: number;
  stages: StageCounts;
  /** Of `stages.spoiled`: waiting for a second person, replaced by a successor. */
  spoilsWaiting: number;
  spoilsReplaced: number;
  /** Pieces nobody may move before a hold ends. */
  onHold: number;
  /** Pieces still in the pile whose person must no longer be written to: to be pulled. */
  toPull: number;
  /** What a count of the whole run must come to: pieces that go on to the post. */
  expected: number;
  /** Letters less all stages: 0. */
  difference: number;
  integrity: {
    level: IntegrityLevel;
    lacks: IntegrityLack[];
    /** Live pieces, and how many of them were scanned (or in a machine's file) at each station. */
    pieces: number;
    scanned: Record<Station, number>;
  };
};

export const spoilReasons = [
  "misprint",
  "jam",
  "torn",
  "stained",
  "wrong-insert",
  "machine",
  "other",
] as const;
export type SpoilReason = (typeof spoilReasons)[number];

const spoilOf = { printRunId: uuid, reason: z.enum(spoilReasons) };
export const reportSpoilInput = z.union([
  z.strictObject({ ...spoilOf, code: scannedText }),
  z.strictObject({ ...spoilOf, sequences: z.array(z.int().min(1).max(99_999)).min(1).max(mostLettersInRun) }),
]);
export type ReportSpoil = z.infer<typeof reportSpoilInput>;

export const confirmSpoilsInput = z.strictObject({ spoilIds: z.array(uuid).min(1).max(mostLettersInRun) });
export type ConfirmSpoils = z.infer<typeof confirmSpoilsInput>;

/** What became of spoiled letters. `notOwed`: their person is no longer written to. `toWriteAnew`: their words were withdrawn. */
export type ConfirmedSpoils = {
  confirmed: number;
  replaced: number;
  notOwed: number;
  toWriteAnew: number;
  reprintRuns: { printRunId: string; number: number }[];
};

export const mostSpoils = 500;
export type SpoilRow = {
  id: string;
  printRunId: string;
  runNumber: number;
  runCode: string;
  sequence: number | null;
  inquiryNumber: string;
  reason: SpoilReason;
  state: "waiting" | "replaced" | "no-successor";
  reportedBy: string;
  reportedByName: string;
  reportedAt: Date;
  confirmedByName: string | null;
  confirmedAt: Date | null;
  successor: { inquiryNumber: string; runNumber: number | null; sequence: number | null } | null;
};

/** A machine's file goes in one request: 500 pieces of several sheets, and room. */
export const mostFileChars = 190_000;
export const machineFileInput = z.strictObject({
  printRunId: uuid,
  station: z.enum(stations),
  text: z.string().min(1).max(mostFileChars),
});
export type MachineFile = z.infer<typeof machineFileInput>;

/** `unreadable`: no disposition we know. `spoiled`: reported as a spoil. `missing`: the machine did not see it. */
export const lineVerdicts = [...scanVerdicts, "spoiled", "missing", "unreadable"] as const;
export type LineVerdict = (typeof lineVerdicts)[number];

export type MachineFileAnswer = {
  lines: number;
  counts: Record<LineVerdict, number>;
  /** Every line that is not `ok`, in order, by its number in the file from 1. */
  notOk: { line: number; verdict: LineVerdict; sequence: number | null }[];
  stages: StageCounts;
};

export const mailStopKinds = ["hold", "cancel", "recall"] as const;
export type MailStopKind = (typeof mailStopKinds)[number];

export const stopMailInput = z.strictObject({
  incidentId: uuid,
  kind: z.enum(mailStopKinds),
  of: z.union([
    z.strictObject({ printRunId: uuid }),
    z.strictObject({ personId: uuid }),
    z.strictObject({ code: scannedText }),
    /** The person of the letter that has this code: the bench knows nobody by name. */
    z.strictObject({ personOf: scannedText }),
  ]),
  reason: statedReason,
});
export type StopMail = z.infer<typeof stopMailInput>;

export const mailStopOutcomes = ["released", "recovered", "not-recovered"] as const;
export type MailStopOutcome = (typeof mailStopOutcomes)[number];
export const endMailStopInput = z.strictObject({ mailStopId: uuid, outcome: z.enum(mailStopOutcomes) });
export type EndMailStop = z.infer<typeof endMailStopInput>;

export const mostMailStops = 500;
export type MailStopRow = {
  id: string;
  kind: MailStopKind;
  of: "letter" | "run" | "person";
  inquiryNumber: string | null;
  runNumber: number | null;
  printRunId: string | null;
  personId: string | null;
  reason: string;
  byName: string;
  at: Date;
  endedByName: string | null;
  endedAt: Date | null;
  outcome: MailStopOutcome | null;
};

export const mrdfAsked = z.strictObject({ printRunId: uuid, format: z.enum(["csv", "json"]) });
