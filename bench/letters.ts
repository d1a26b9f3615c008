import { setRun } from "@/features/letters/typeset/set-run";
import { compileSample, samplePieces, sampleRun } from "../test/letters/sample-letters";

/**
 * CPU time of setting letters into print-run PDFs, without disk: `npx tsx bench/letters.ts [letters] [repeats]`.
 * Prints the median of the repeats, letter and run alike, and the peak memory of the process.
 */
async function main() {
  const letters = Number(process.argv[2] ?? 500);
  const repeats = Number(process.argv[3] ?? 5);
  const compiled = compileSample("insured");
  const pieces = samplePieces(letters);
  const cpuMs: number[] = [];
  let bytes = 0;
  for (let i = 0; i < repeats; i++) {
    const before = process.cpuUsage();
    ({ bytes } = await setRun(compiled, sampleRun, pieces, () => {}));
    const { user, system } = process.cpuUsage(before);
    cpuMs.push((user + system) / 1000);
  }
  const median = cpuMs.sort((a, b) => a - b)[Math.floor(repeats / 2)] ?? 0;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${letters} letters: ${(median / letters).toFixed(3)} CPU-ms and ${Math.round(bytes / letters)} bytes a letter, ` +
      `${Math.round(median)} CPU-ms a run, ${peakMb} MB at most`,
  );
}

await main();
