import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { closeDatabase } from "@/db/client";
import { env } from "@/lib/env";
import { OwabiError } from "@/lib/errors";
import { bringFiles } from "./demo/bring-files";
import { firstCalls } from "./demo/calls";
import { demoCode, demoIncident, openDemoIncident, registerDemoTapes } from "./demo/incident";
import { approveList, askForLetters, printRuns, sealFirstRuns } from "./demo/letters";
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

/**
 * Loads the demo once, through the product's own verbs and its running jobs process: the case with everybody in
 * it, its letters, the mailroom's first runs and the hotline's first calls, and files to practise with.
 */
async function loadDemo(people: number | undefined): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  const colleagues = await demoStaff(path.join(dataFolder, "demo.json"));
  if (await demoIncident()) return;
  console.log("Loading the demo incident (once):");
  const scenario = await step("inventing people, claims and tapes", async () =>
    generateScenario("two-tapes", { people }),
  );
  const incidentId = await step("opening the incident and its tapes", async () => {
    const id = await openDemoIncident(colleagues.manager, demoCode, "バックアップテープ2巻の紛失");
    await registerDemoTapes(colleagues.manager, id);
    return id;
  });
  await step("reading the catalog and the customer master", async () => {
    await bringFiles(colleagues.manager, incidentId, scenario);
    await waitForWork(incidentId);
  });
  await step("freezing and approving the list, deciding the notices", async () => {
    await approveList(colleagues, incidentId);
    await waitForWork(incidentId);
  });
  await step(`writing ${scenario.truth.affectedPeople} letters`, async () => {
    await askForLetters(colleagues, incidentId);
    await waitForWork(incidentId);
  });
  await step("printing the first runs", async () => {
    await sealFirstRuns(colleagues, incidentId, 9);
    await waitForWork(incidentId);
    await printRuns(colleagues, incidentId, 6, 4);
  });
  await step("making the first calls", () => firstCalls(colleagues, incidentId));
  await step("laying out files to practise with", () =>
    writePracticeFiles(generateScenario("two-tapes-small")),
  );
}

const [command, people] = process.argv.slice(2);
try {
  if (command !== "demo") throw new Error("Say: load demo [people]");
  await loadDemo(people ? Number(people) : undefined);
} catch (error) {
  const said =
    error instanceof OwabiError ? `${error.reason} ${JSON.stringify(error.detail)}` : String(error);
  console.error(`\nThe demo could not be loaded: ${said}`);
  if (error instanceof Error) console.error(error.stack?.split("\n").slice(1, 6).join("\n"));
  process.exitCode = 1;
} finally {
  await closeDatabase();
}
