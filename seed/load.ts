import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { closeDatabase } from "@/db/client";
import { env } from "@/lib/env";
import { OwabiError } from "@/lib/errors";
import { loadDemo } from "./demo/load-demo";
import { demoStaff } from "./demo/staff";
import { waitForWork } from "./demo/wait-for-work";
import { type GeneratedScenario, generateScenario } from "./generate";

/** Beside the files folder: there the start command and the sign-in page look for the demo. */
const dataFolder = path.dirname(path.resolve(env().FILES_DIR));

/** Says what is being done and how long it took. */
async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  process.stdout.write(`  ${what} …`);
  const result = await work();
  process.stdout.write(` ${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
  return result;
}

async function writePracticeFiles(scenario: GeneratedScenario): Promise<void> {
  for (const [name, chunks] of scenario.files) {
    if (name === "truth.json") continue;
    const target = path.join(dataFolder, "practice", name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, Buffer.concat([...chunks]));
  }
}

async function demo(people: number | undefined): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  const colleagues = await demoStaff(path.join(dataFolder, "demo.json"));
  await loadDemo({ colleagues, people, wait: waitForWork, step });
  if (existsSync(path.join(dataFolder, "practice"))) return;
  await step("laying out files to practise with", () =>
    writePracticeFiles(generateScenario("two-tapes-small")),
  );
}

const [command, people] = process.argv.slice(2);
try {
  if (command !== "demo") throw new Error("Say: load demo [people]");
  await demo(people ? Number(people) : undefined);
} catch (error) {
  const said =
    error instanceof OwabiError ? `${error.reason} ${JSON.stringify(error.detail)}` : String(error);
  console.error(`\nThe demo could not be loaded: ${said}`);
  if (error instanceof Error) console.error(error.stack?.split("\n").slice(1, 6).join("\n"));
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
