import { test } from "./test.mjs";

const filesByDefault = 10_000;

/**
 * `npm run fuzz [-- <files> [<seed>]]`: the readers of catalogs and masters against that many damaged files. A
 * failure names the file's number and the seed, which together make the same file again.
 */
export function fuzz(ending, [files = String(filesByDefault), seed]) {
  if (!/^\d+$/.test(files) || (seed !== undefined && !/^\d+$/.test(seed))) {
    console.error("Usage: npm run fuzz [-- <files> [<seed>]], both whole numbers.");
    return 2;
  }
  process.env.FUZZ_FILES = files;
  process.env.FUZZ_SEED = seed ?? String(Date.now() % 1_000_000_000);
  return test(ending, ["test/features/catalog/mutated-files.test.ts"]);
}
