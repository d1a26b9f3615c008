import fc from "fast-check";
import { expect, test } from "vitest";
import { integrityLevel } from "@/features/print-runs/bench/integrity-level";

const scanned = (print: number, insert: number, seal: number, handOver: number) => ({
  print,
  insert,
  seal,
  "hand-over": handOver,
});

test("a run of which no piece is left claims nothing", () => {
  const facts = {
    pieces: 0,
    scannedAtInsertOrSeal: 0,
    scannedSomewhere: 0,
    accountedFor: 0,
    spoilsWaiting: 0,
  };
  expect(integrityLevel({ ...facts, scanned: scanned(0, 0, 0, 0) }).level).toBe("minimal");
});

test("top is said only where every piece was seen at the printer, at inserting or sealing, and at the door", () => {
  const upTo = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(upTo, upTo, upTo, upTo, upTo, (pieces, print, inserted, door, spoilsWaiting) => {
      const facts = {
        pieces,
        scanned: scanned(print, inserted, inserted, door),
        scannedAtInsertOrSeal: inserted,
        scannedSomewhere: Math.max(print, inserted, door),
        accountedFor: pieces,
        spoilsWaiting,
      };
      const isTop =
        pieces > 0 && [print, inserted, door].every((count) => count === pieces) && spoilsWaiting === 0;
      const made = integrityLevel(facts);
      expect(made.level === "top").toBe(isTop);
      expect(made.lacks.length === 0).toBe(isTop);
    }),
  );
});
