/** A failure whose message is a sentence for the person at the terminal: what is wrong and what to do. */
export class Stop extends Error {}

// Whoever read our output may go first (`npm start | head`); that must not end us in the middle of stopping.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

/** One line of progress. */
export function say(text) {
  console.log(text);
}

/** Says what is being done, does it, and says how long it took. Returns what `work` returns. */
export async function step(text, work) {
  const startedAt = Date.now();
  say(`  ${text} …`);
  const result = await work();
  const seconds = (Date.now() - startedAt) / 1000;
  if (seconds >= 1) say(`  … done in ${seconds.toFixed(1)} s`);
  return result;
}

/** Prints the sentence of a `Stop`, or the whole stack of anything unforeseen. */
export function sayFailure(error) {
  console.error("");
  console.error(error instanceof Stop ? error.message : error);
}

/** The last `lines` lines of a log, indented, to show beside a failure. */
export function tailOf(text, lines = 25) {
  return text
    .trimEnd()
    .split("\n")
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join("\n");
}
