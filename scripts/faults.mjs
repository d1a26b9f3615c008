import { test } from "./test.mjs";

const faultsByDefault = 5_000;
const lettersByDefault = 10_000;

/**
 * `npm run faults [-- <faults> [<letters> [<seed>]]]`: that many faults put into finished runs, each of which must be
 * seen when the run is read back; and that many letters written and set while workers are killed and stopped, the
 * queue is emptied and the disk is full. The seed makes the same faults again.
 */
export function faults(ending, [count = String(faultsByDefault), letters = String(lettersByDefault), seed]) {
  if (![count, letters, seed ?? "0"].every((given) => /^\d+$/.test(given))) {
    console.error("Usage: npm run faults [-- <faults> [<letters> [<seed>]]], all whole numbers.");
    return 2;
  }
  process.env.PRINT_FAULTS = count;
  process.env.FAULT_LETTERS = letters;
  process.env.PRINT_FAULTS_SEED = seed ?? String(Date.now() % 1_000_000_000);
  return test(ending, ["test/letters/read-back-faults.test.ts", "test/jobs/letters-under-fault.test.ts"]);
}
