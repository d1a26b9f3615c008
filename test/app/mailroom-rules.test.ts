import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextBenchStep } from "@/app/mailroom/next-bench-step";
import { runNumberIn } from "@/app/mailroom/run-number";
import { sheetMarkText } from "@/features/letters/typeset/marks";
import { benchSums, mayCount, mayMove, printRunMoves } from "@/features/print-runs/rules";
import {
  type BenchFigures,
  type PrintRunRow,
  type PrintRunState,
  printRunStates,
} from "@/features/print-runs/schema";

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
const run = (state: PrintRunState, number: number, failed = false) =>
  ({
    id: String(number),
    number,
    state,
    problem: failed ? { reason: "x", detail: {} } : null,
  }) as PrintRunRow;

describe("the next step at the bench", () => {
  it("mends what failed first, then goes from the front of the line to its end", () => {
    const all = printRunStates.map((state, index) => run(state, index + 1));
    const kinds: string[] = [];
    const left = [...all, run("sealed", 9, true)];
    kinds.push(nextBenchStep(left, figures({ toPlan: 3 })).kind);
    kinds.push(nextBenchStep(all, figures({ toPlan: 3 })).kind);
    for (const gone of ["open", "rendered", "printed", "sealed"]) {
      kinds.push(nextBenchStep(all, figures({ toWrite: 2 })).kind);
      all.splice(
        all.findIndex(({ state }) => state === gone),
        1,
      );
    }
    kinds.push(nextBenchStep(all, figures({ toWrite: 2 })).kind);
    kinds.push(nextBenchStep(all, figures()).kind);
    kinds.push(nextBenchStep([], figures()).kind);
    expect(kinds).toEqual([
      "mend",
      "plan",
      "seal",
      "print",
      "hand-over",
      "wait-rendering",
      "wait-writing",
      "done",
      "nothing",
    ]);
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
