import type { Role } from "@/features/staff/rules";
import type {
  BenchFigures,
  MailStopKind,
  MailStopOutcome,
  PieceStage,
  PrintRunState,
  Station,
} from "./schema";

export type PrintRunAct = "seal" | "render" | "release" | "record-printed" | "hand-over" | "take-apart";

type Move = { from: readonly PrintRunState[]; to: PrintRunState | null; by: readonly Role[] };

/**
 * Who may move a run where, and no other way; `to: null` ends it. `render` is our own job's. Whoever released a
 * run is not who sealed it. `take-apart` of a sealed run: only when its rendering gave up.
 */
export const printRunMoves: Record<PrintRunAct, Move> = {
  seal: { from: ["open"], to: "sealed", by: ["mailroom"] },
  render: { from: ["sealed"], to: "rendered", by: [] },
  release: { from: ["rendered"], to: "released", by: ["mailroom", "incident-manager"] },
  "record-printed": { from: ["released"], to: "printed", by: ["mailroom"] },
  "hand-over": { from: ["printed"], to: "handed-over", by: ["mailroom"] },
  "take-apart": { from: ["open", "sealed"], to: null, by: ["mailroom"] },
};

/** What a piece must have passed before a station, and where it is after it. */
export const stationMoves: Record<Station, { from: PieceStage; to: PieceStage }> = {
  print: { from: "pending", to: "printed" },
  insert: { from: "printed", to: "inserted" },
  seal: { from: "inserted", to: "sealed" },
  "hand-over": { from: "sealed", to: "handed-over" },
};

/** Who may stop the post, by how far that goes. */
export const rolesByStop: Record<MailStopKind, readonly Role[]> = {
  hold: ["mailroom", "incident-manager"],
  cancel: ["incident-manager"],
  recall: ["mailroom", "incident-manager"],
};

/** More letters than this are not one run. */
export const mostLettersInRun = 500;

export type Verdict = { ok: true } | { ok: false; because: string };

/** May the act be done to a run in this state? */
export function mayMove(act: PrintRunAct, state: PrintRunState): Verdict {
  const [first, ...others] = printRunMoves[act].from;
  if (first === state || others.includes(state)) return { ok: true };
  return { ok: false, because: `print-run.not-${first}` };
}

/** Four eyes: whoever fixed what is in the run does not let it be printed. */
export function mayRelease(run: { state: PrintRunState; sealedBy: string | null }, by: string): Verdict {
  const verdict = mayMove("release", run.state);
  if (!verdict.ok) return verdict;
  return run.sealedBy === by ? { ok: false, because: "print-run.own-seal" } : { ok: true };
}

/** Do pieces of a run in this state pass the stations of the bench? */
export function onTheBench(state: PrintRunState): Verdict {
  if (state === "released" || state === "printed") return { ok: true };
  return {
    ok: false,
    because: state === "handed-over" ? "print-run.already-handed-over" : "print-run.not-released",
  };
}

/** Destroying is seen by two: whoever confirms a spoil did not report it, and it is confirmed once. */
export function mayConfirmSpoil(spoil: { reportedBy: string; confirmed: boolean }, by: string): Verdict {
  if (spoil.confirmed) return { ok: false, because: "spoil.already-confirmed" };
  return spoil.reportedBy === by ? { ok: false, because: "spoil.own-report" } : { ok: true };
}

/**
 * May the post of these letters be stopped so? `live`: not posted yet; `posted`: with the post. A person may be held
 * or cancelled before there is a letter.
 */
export function mayStop(
  kind: MailStopKind,
  { ofPerson, posted, live }: { ofPerson: boolean; posted: number; live: number },
): Verdict {
  if (kind === "recall")
    return posted > 0 ? { ok: true } : { ok: false, because: "mail-stop.not-with-the-post" };
  if (posted > 0 && live === 0) return { ok: false, because: "mail-stop.with-the-post" };
  return ofPerson || live > 0 ? { ok: true } : { ok: false, because: "mail-stop.letter-void" };
}

const outcomes: Record<MailStopKind, readonly MailStopOutcome[]> = {
  hold: ["released"],
  cancel: [],
  recall: ["recovered", "not-recovered"],
};

/** A hold is released, a recall answered by the post, a cancellation stands. */
export function mayEndStop(kind: MailStopKind, outcome: MailStopOutcome): Verdict {
  return outcomes[kind].includes(outcome)
    ? { ok: true }
    : { ok: false, because: "mail-stop.no-such-outcome" };
}

/** A count that somebody took by hand or by machine must be the run's own. Nothing is rounded, nothing waived. */
export function mayCount(counted: number, letters: number): Verdict {
  return counted === letters ? { ok: true } : { ok: false, because: "print-run.count-differs" };
}

export type BenchSum = {
  name: "owed" | "printed" | "handed-over";
  total: number;
  parts: { name: "toWrite" | "held" | "toPlan" | "inRuns" | "printed" | "handedOver"; count: number }[];
  /** 0 when the parts make up the total. */
  difference: number;
};

/**
 * The sums of the bench that must agree: what is owed is being written, held, to be planned or in a run; what the
 * mailroom counted out of the printer is waiting or handed over; what it counted out of the door is handed over.
 */
export function benchSums(figures: BenchFigures): BenchSum[] {
  const held = Object.values(figures.inRuns).reduce((sum, count) => sum + count, 0);
  const inRuns = held - figures.stoppedBeforeSealing - figures.stoppedAfterSealing;
  return [
    sumOf("owed", figures.owed, [
      { name: "toWrite", count: figures.toWrite },
      { name: "held", count: figures.held },
      { name: "toPlan", count: figures.toPlan },
      { name: "inRuns", count: inRuns },
    ]),
    sumOf("printed", figures.countedPrinted, [
      { name: "printed", count: figures.lettersPrinted },
      { name: "handedOver", count: figures.lettersHandedOver },
    ]),
    sumOf("handed-over", figures.countedHandedOver, [
      { name: "handedOver", count: figures.lettersHandedOver },
    ]),
  ];
}

function sumOf(name: BenchSum["name"], total: number, parts: BenchSum["parts"]): BenchSum {
  return { name, total, parts, difference: total - parts.reduce((sum, part) => sum + part.count, 0) };
}
