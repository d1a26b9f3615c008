import type { IntegrityLack, IntegrityLevel, Station } from "../schema";

/** What is known of the pieces of a run that are neither spoiled nor void. */
export type IntegrityFacts = {
  pieces: number;
  /** How many of them some scanner (or machine's file) saw at each station. */
  scanned: Record<Station, number>;
  scannedAtInsertOrSeal: number;
  scannedSomewhere: number;
  /** How many left the printer's tray with a scan, a file or a count. */
  accountedFor: number;
  spoilsWaiting: number;
};

/**
 * How sure the house is that every envelope holds whose letter it should, in the words print houses use: minimal (no
 * check), moderate (a count), high (each piece seen by a scanner), top (seen at the printer, at inserting or sealing,
 * and at the door, and every spoiled piece replaced). Derived from what was done, never claimed.
 */
export function integrityLevel(facts: IntegrityFacts): { level: IntegrityLevel; lacks: IntegrityLack[] } {
  // Of nothing, everything is true: a run of which nothing is left proves nothing.
  if (facts.pieces === 0) return { level: "minimal", lacks: ["nothing-counted"] };
  const each = (count: number) => count === facts.pieces;
  if (!each(facts.scannedSomewhere)) {
    return each(facts.accountedFor)
      ? { level: "moderate", lacks: ["not-each-scanned"] }
      : { level: "minimal", lacks: ["nothing-counted"] };
  }
  const toTop: [IntegrityLack, boolean][] = [
    ["not-scanned-at-print", each(facts.scanned.print)],
    ["not-scanned-at-insert-or-seal", each(facts.scannedAtInsertOrSeal)],
    ["not-scanned-at-hand-over", each(facts.scanned["hand-over"])],
    ["spoils-waiting", facts.spoilsWaiting === 0],
  ];
  const lacks = toTop.filter(([, holds]) => !holds).map(([lack]) => lack);
  return { level: lacks.length === 0 ? "top" : "high", lacks };
}
