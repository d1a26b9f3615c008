import { spawn } from "node:child_process";
import { contenders } from "./letters/contenders";
import type { Measured } from "./letters/measure";
import { median } from "./measured";

/** Programs that need seconds for what others do in milliseconds set fewer letters. */
const fewer: Record<string, number> = { "pdfkit, a document a letter": 50, "@react-pdf/renderer": 100 };
const longestMs = 600_000;

/** One contender in a process of its own; why not, where it cannot. */
function measure(name: string, letters: number): Promise<Measured | { missing: string }> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "bench/letters/measure.ts", name, String(letters)],
      {
        stdio: ["ignore", "pipe", "pipe"],
        timeout: longestMs,
        env: { ...process.env, NODE_NO_WARNINGS: "1" },
      },
    );
    let out = "";
    let error = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      error += chunk.toString();
    });
    child.once("close", (code) => {
      if (code === 0) resolve(JSON.parse(out.trim().split("\n").at(-1) ?? "{}") as Measured);
      else resolve({ missing: error.match(/(?:Error: )(.*)/)?.[1] ?? `ended with code ${code}` });
    });
  });
}

const columns: [string, keyof Measured, number][] = [
  ["CPU-ms", "cpuMsALetter", 3],
  ["wall ms", "wallMsALetter", 3],
  ["bytes", "bytesALetter", 0],
  ["peak MB", "peakMb", 0],
  ["start CPU-ms", "startCpuMs", 0],
  ["stall ms", "longestStallMs", 0],
];

function line(name: string, runs: readonly Measured[], fastest: number): string {
  const figures = columns.map(([, key, digits]) =>
    median(runs.map((run) => run[key]))
      .toFixed(digits)
      .padStart(12),
  );
  const ratio = median(runs.map((run) => run.cpuMsALetter)) / fastest;
  return `${name.padEnd(30)}${figures.join("")}${ratio.toFixed(2).padStart(9)}×`;
}

/**
 * The same letter by us and by others, interleaved, medians a letter: `npm run bench -- letters [letters] [rounds]
 * [names, comma between]`. Fonts and templates are open beforehand; of programs that start anew for every batch the
 * start (one letter) is taken off and shown beside. Ours carries its marks (postal barcode, codes), the others none.
 */
async function main([letters = "500", rounds = "3", only = ""]: string[]): Promise<void> {
  const wanted = only === "" ? Object.keys(contenders) : only.split(",");
  const names = Object.keys(contenders).filter((name) => wanted.some((word) => name.includes(word)));
  const results = new Map<string, Measured[]>(names.map((name) => [name, []]));
  const missing = new Map<string, string>();
  for (let round = 0; round < Number(rounds); round += 1) {
    for (const name of names) {
      if (missing.has(name)) continue;
      const count = Math.min(Number(letters), fewer[name] ?? Number.MAX_SAFE_INTEGER);
      const made = await measure(name, count);
      if ("missing" in made) missing.set(name, made.missing);
      else results.get(name)?.push(made);
    }
  }
  const ours = median((results.get("owabi") ?? []).map((run) => run.cpuMsALetter));
  console.log(`${letters} letters a batch, medians of ${rounds} interleaved rounds, a letter:`);
  console.log(
    `${"".padEnd(30)}${columns.map(([title]) => title.padStart(12)).join("")}${"CPU/ours".padStart(10)}`,
  );
  for (const name of names) {
    const runs = results.get(name) ?? [];
    if (runs.length > 0) console.log(line(name, runs, ours));
  }
  for (const [name, why] of missing) console.log(`${name.padEnd(30)} not measured: ${why}`);
  if (missing.size > 0) console.log("Peers are installed by: npm run bench -- peers");
}

await main(process.argv.slice(2));
