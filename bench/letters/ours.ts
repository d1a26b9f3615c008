import { open } from "node:fs/promises";
import path from "node:path";
import { setRun } from "@/features/letters/typeset/set-run";
import { compileSample, samplePieces, sampleRun } from "../../test/letters/sample-letters";
import type { Contender } from "./contender";

const lettersInRun = 500;

/** Our typesetter: runs of 500, one file a run, each written and flushed to disk. */
export const ours: Contender = {
  batch: false,
  async prepare() {
    const compiled = compileSample("insured");
    return async (count, folder) => {
      const pieces = samplePieces(count);
      let bytes = 0;
      for (let from = 0; from < count; from += lettersInRun) {
        const file = await open(path.join(folder, `run-${from}.pdf`), "w");
        const made = await setRun(
          compiled,
          sampleRun,
          pieces.slice(from, from + lettersInRun),
          async (chunk) => {
            await file.writeFile(chunk);
          },
        );
        await file.sync();
        await file.close();
        bytes += made.bytes;
      }
      return { bytes };
    };
  },
};
