import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passedAt } from "@/app/mailroom/bench/[station]/station-order";
import { jobOf, piecesLeft } from "@/app/mailroom/bench-job";
import { nextBenchStep } from "@/app/mailroom/next-bench-step";
import { runCodeIn, runNumberIn } from "@/app/mailroom/run-number";
import { sheetMarkText } from "@/features/letters/typeset/marks";
import { benchSums, mayCount, mayMove, printRunMoves } from "@/features/print-runs/rules";
import {
  type BenchFigures,
  type PrintRunRow,
  type PrintRunState,
  printRunStates,
  type StageCounts,
} from "@/features/print-runs/schema";
import { controlSheetCodeText, sheetCodeText } from "@/lib/sheet-code";

const code = "2014-03-DLS";

describe("a scanned run", () => {
  it("is found by its number and by the mark at the foot of any of its sheets", () => {
    const small = fc.integer({ min: 1, max: 999_999 });
    fc.assert(
      fc.property(small, small, (number, sequence) => {
        const mark = {
          runLabel: `${code}/${number}`,
          sequence,
          inquiryNumber: "OW-4F7K-9Q2M-XC",
          sheetNumber: 1,
          sheetCount: 2,
        };
        for (const typed of [`${number}`, `00${number}`, ` ${number} `, sheetMarkText(mark)]) {
          expect(runNumberIn(typed, code)).toBe(number);
        }
      }),
    );
    expect(runNumberIn("１２", code)).toBe(12);
    expect(runNumberIn("2014-03-dls/7/00001/OW-4F7K-9Q2M-XC 1/1", code)).toBe(7);
  });

  it("is found by the 2D code of a letter's sheet and of its control sheets", () => {
    const runCode = "K7Q2MD4X0A";
    const letter = sheetCodeText({ runCode, sequence: 7, generation: 1, sheet: 1, sheets: 2 });
    const head = controlSheetCodeText({ runCode, place: "head", pieces: 7, sheets: 9 });
    expect([letter, head, letter.toLowerCase(), "12"].map(runCodeIn)).toEqual([
      runCode,
      runCode,
      runCode,
      null,
    ]);
  });

  it("is not guessed from anything else", () => {
    for (const typed of ["", "0", "OW-4F7K-9Q2M-XC", "12a", "2014-04-DLS/7/00001", "1234567", "-3"]) {
      expect(runNumberIn(typed, code)).toBeNull();
    }
  });
});

const figures = (given: Partial<BenchFigures> = {}): BenchFigures => ({
  owed: 0,
  toWrite: 0,
  held: 0,
  toPlan: 0,
  inRuns: { open: 0, sealed: 0, rendered: 0, released: 0, printed: 0, "handed-over": 0 },
  stoppedBeforeSealing: 0,
  stoppedAfterSealing: 0,
  countedPrinted: 0,
  countedHandedOver: 0,
  lettersPrinted: 0,
  lettersHandedOver: 0,
  ...given,
});
const noPieces = { pending: 0, printed: 0, inserted: 0, sealed: 0, "handed-over": 0, spoiled: 0, void: 0 };
const me = "me";
const run = (state: PrintRunState, stages: Partial<StageCounts> = {}, more: Partial<PrintRunRow> = {}) =>
  ({
    id: "run",
    state,
    stages: { ...noPieces, ...stages },
    problem: null,
    sealedBy: "somebody else",
    ...more,
  }) as PrintRunRow;
const pieceOf = (stage: keyof StageCounts) => ({ [stage]: 1, spoiled: 3, void: 2 });

describe("the next step at the bench", () => {
  it("mends what failed first, then goes from the front of the line to its end", () => {
    const failed = run("sealed", {}, { problem: { reason: "x", detail: {} } });
    const line = [
      run("open"),
      run("rendered"),
      run("released", pieceOf("pending")),
      run("printed", pieceOf("printed")),
      run("printed", pieceOf("inserted")),
      run("printed", pieceOf("sealed")),
      run("sealed"),
      run("handed-over", pieceOf("handed-over")),
    ];
    const next = (runs: PrintRunRow[], more: Partial<BenchFigures> = {}) => {
      const step = nextBenchStep(runs, figures(more), me);
      return step.kind === "station" ? step.station : step.kind;
    };
    const steps = [next([...line, failed], { toPlan: 3 }), next(line, { toPlan: 3 })];
    for (let done = 0; done < line.length; done += 1) steps.push(next(line.slice(done), { toWrite: 2 }));
    steps.push(next(line.slice(-1)), next([]));
    expect(steps).toEqual([
      "mend",
      "plan",
      "seal",
      "release",
      "print",
      "insert",
      "seal",
      "hand-over",
      "wait-rendering",
      "wait-writing",
      "done",
      "nothing",
    ]);
  });

  it("asks nobody to release what they sealed, and goes on with what they may do", () => {
    const own = run("rendered", {}, { sealedBy: me });
    expect(nextBenchStep([own], figures(), me).kind).toBe("wait-release");
    expect(nextBenchStep([own], figures(), "somebody else").kind).toBe("release");
    expect(nextBenchStep([own, run("released", { pending: 2 })], figures(), me)).toMatchObject({
      kind: "station",
      station: "print",
    });
  });

  it("is at the station where the last piece still is, however many are further on", () => {
    const stages = { printed: 1, sealed: 480, "handed-over": 12, spoiled: 3 };
    expect(jobOf(run("printed", stages))).toBe("insert");
    expect(passedAt("seal", { ...noPieces, ...stages })).toEqual({ passed: 492, live: 493 });
    expect(passedAt("print", { ...noPieces, ...stages })).toEqual({ passed: 493, live: 493 });
    expect(piecesLeft([run("printed", stages)])).toBe(481);
  });
});

describe("the sums of the bench", () => {
  it("agree exactly when every letter is somewhere, and say by how many they do not", () => {
    const some = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(some, some, some, some, some, fc.integer({ min: -50, max: 50 }), (a, b, c, d, e, off) => {
        const counted = figures({
          owed: a + b + c + d + off,
          toWrite: a,
          held: b,
          toPlan: c,
          inRuns: { open: d, sealed: 0, rendered: 0, released: 0, printed: 0, "handed-over": e },
          stoppedAfterSealing: e,
        });
        expect(benchSums(counted).map(({ difference }) => difference)).toEqual([off, 0, 0]);
      }),
    );
  });
});

describe("a run", () => {
  it("goes one way, a step at a time, and takes no count but its own", () => {
    for (const [act, { from }] of Object.entries(printRunMoves)) {
      for (const state of printRunStates) {
        expect(mayMove(act as keyof typeof printRunMoves, state).ok).toBe(from.includes(state));
      }
    }
    fc.assert(
      fc.property(fc.nat(600), fc.nat(600), (counted, letters) => {
        expect(mayCount(counted, letters).ok).toBe(counted === letters);
      }),
    );
  });
});
