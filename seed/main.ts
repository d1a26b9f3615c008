import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { Invalid } from "@/lib/errors";
import { defaultSeed, type GeneratedScenario, generateScenario } from "./generate";
import { scenarios } from "./scenarios";

const usage = `Usage:
  npm run seed -- list
  npm run seed -- write <scenario> --out <folder> [--people N] [--seed N]`;

function wholeNumber(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Invalid("seed.not-a-number", { option });
  return Number(text);
}

function writeFiles({ files }: GeneratedScenario, folder: string): void {
  for (const [path, chunks] of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    const file = openSync(target, "w");
    let bytes = 0;
    try {
      for (const chunk of chunks) {
        writeSync(file, chunk);
        bytes += chunk.length;
      }
    } finally {
      closeSync(file);
    }
    console.log(`  ${String(bytes).padStart(12)} bytes  ${target}`);
  }
}

function write(name: string, folder: string, people: number | undefined, seed: number): void {
  const begun = performance.now();
  const generated = generateScenario(name, { people, seed });
  writeFiles(generated, folder);
  const { fileRows, affectedPeople, master } = generated.truth;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(
    `${name}, seed ${seed}: ${fileRows.total} catalog files, ${master.rows + master.supplementRows} master rows, ` +
      `${affectedPeople} affected people. ${seconds} s.`,
  );
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string" }, people: { type: "string" }, seed: { type: "string" } },
  });
  const [command, name] = positionals;
  if (command === "list" && positionals.length === 1) {
    for (const scenario of scenarios) console.log(`${scenario.name.padEnd(16)} ${scenario.description}`);
  } else if (command === "write" && name && values.out && positionals.length === 2) {
    write(
      name,
      values.out,
      wholeNumber(values.people, "--people"),
      wholeNumber(values.seed, "--seed") ?? defaultSeed,
    );
  } else {
    console.error(usage);
    process.exitCode = 2;
  }
}

function inWords({ reason, detail }: Invalid): string {
  if (reason === "seed.scenario-unknown")
    return `No scenario is called "${detail.name}". There are: ${detail.known}.`;
  if (reason === "seed.people-out-of-range")
    return `${detail.scenario} takes ${detail.min} to ${detail.max} people, not ${detail.people}.`;
  return `${detail.option} wants a whole number.`;
}

try {
  main();
} catch (error) {
  const misused = error instanceof TypeError && "code" in error;
  if (!misused && !(error instanceof Invalid)) throw error;
  console.error(`${error instanceof Invalid ? inWords(error) : error.message}\n\n${usage}`);
  process.exitCode = 2;
}
