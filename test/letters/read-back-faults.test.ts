import { beforeAll, describe, expect, it } from "vitest";
import { randomStream } from "../../seed/random";
import { holdAgainst } from "./asked-run";
import { faultNames, withFault } from "./faults";
import { type Bed, openBed } from "./taken-apart";

/** In `npm test` each kind three times; `npm run faults` puts in thousands. */
const faults = Number(process.env.PRINT_FAULTS ?? 171);
const seed = Number(process.env.PRINT_FAULTS_SEED ?? 20140312);

let bed: Bed;
beforeAll(async () => {
  bed = await openBed();
});

describe(`${faults} faults put into finished runs (seed ${seed})`, () => {
  it("are all seen when the run is read back, and the run without a fault has none", async () => {
    expect(await holdAgainst(bed.asked, bed.made)).toMatchObject({ differing: [], fileDiffers: null });
    const unseen: string[] = [];
    const kinds = new Set<string>();
    let done = 0;
    for (let i = 0; done < faults; i += 1) {
      const name = faultNames[i % faultNames.length] as string;
      const made = await withFault(bed, name, randomStream(seed, String(i)));
      if (!made) continue;
      done += 1;
      kinds.add(name);
      const read = await holdAgainst(bed.asked, made);
      if (read.fileDiffers === null && read.differing.length === 0) unseen.push(`${name} (number ${i})`);
    }
    console.info(`seed ${seed}: ${done} faults of ${kinds.size} kinds, ${unseen.length} unseen`);
    expect(unseen).toEqual([]);
    expect(kinds.size).toBe(faultNames.length);
  }, 3_600_000);
});
