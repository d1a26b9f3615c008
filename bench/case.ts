import path from "node:path";
import { sql } from "drizzle-orm";
import { closeDatabase, database } from "@/db/client";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { printRunsOf } from "@/features/print-runs/queries";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { bringFiles } from "../seed/demo/bring-files";
import { openDemoIncident, registerDemoTapes } from "../seed/demo/incident";
import { approveList, askForLetters, submitWords } from "../seed/demo/letters";
import { demoStaff } from "../seed/demo/staff";
import { waitForWork } from "../seed/demo/wait-for-work";
import { generateScenario } from "../seed/generate";

const rows: [string, number][] = [];

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1000;
  rows.push([what, seconds]);
  console.log(`  ${what.padEnd(62)} ${seconds.toFixed(1).padStart(7)} s`);
}

/** From CSV files to print-run PDFs, by the product's own verbs and two jobs processes: wall time a stage. */
async function main(): Promise<void> {
  const people = process.argv[2] ? Number(process.argv[2]) : undefined;
  const scenario = generateScenario("two-tapes", { people });
  const colleagues = await demoStaff(path.join(process.env.BENCH_FOLDER ?? ".", "demo.json"));
  const incidentId = await openDemoIncident(colleagues.manager, "BENCH-1", "bench");
  await registerDemoTapes(colleagues.manager, incidentId);
  await waitForWork(incidentId);
  const { fileRows, master, affectedPeople } = scenario.truth;
  console.log(
    `${affectedPeople} people, ${fileRows.total} catalog files, ${master.rows + master.supplementRows} master rows`,
  );
  await timed("catalog and customer master, from upload to affected people", async () => {
    await bringFiles(colleagues.manager, incidentId, scenario);
    await waitForWork(incidentId);
  });
  await timed("list frozen, hashed, approved; notices decided; call tasks", async () => {
    await approveList(colleagues, incidentId);
    await waitForWork(incidentId);
  });
  await timed("every letter set once before the words are approved", async () => {
    await submitWords(colleagues, incidentId);
    await waitForWork(incidentId);
  });
  await timed("letters generated, each checked glyph by glyph", async () => {
    await askForLetters(colleagues, incidentId);
    await waitForWork(incidentId);
  });
  await timed("print runs planned, sealed, set into PDFs, stored", async () => {
    await planPrintRuns(colleagues.mailroom, { incidentId });
    const printRunIds = (await printRunsOf(incidentId)).map((run) => run.id);
    await sealPrintRuns(colleagues.mailroom, { printRunIds });
    await waitForWork(incidentId);
  });
  await report(incidentId, affectedPeople);
}

async function report(incidentId: string, affected: number): Promise<void> {
  const [count] = await database().execute<Record<string, number>>(sql`
    select count(*) filter (where state = 'in-run')::int as in_runs, count(*) filter (where state = 'held')::int as held,
      (select count(*)::int from notices where incident_id = ${incidentId} and channel = 'letter' and state = 'withheld') as withheld,
      (select count(*)::int from print_runs where incident_id = ${incidentId} and state = 'rendered') as runs,
      (select sum(page_count)::int from print_runs where incident_id = ${incidentId}) as pages
    from letters where incident_id = ${incidentId}`);
  const total = rows.reduce((sum, [, seconds]) => sum + seconds, 0);
  console.log(
    `  ${"together".padEnd(62)} ${total.toFixed(1).padStart(7)} s  = ${(total / 60).toFixed(1)} minutes\n` +
      `  ${affected} people = ${count?.in_runs} letters in ${count?.runs} PDFs (${count?.pages} pages) + ` +
      `${count?.held} held + ${count?.withheld} withheld`,
  );
  const missing = affected - Number(count?.in_runs) - Number(count?.held) - Number(count?.withheld);
  if (missing !== 0) throw new Error(`${missing} people are in none of these`);
}

try {
  await main();
} finally {
  await closeDatabase();
}
