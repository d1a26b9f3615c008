import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { database } from "@/db/client";
import { catalogImportsOf } from "@/features/catalog/queries";
import { masterImportsOf } from "@/features/people/queries";
import { type ClaimedTask, claimTask } from "../../../jobs/claim-task";
import { handlers } from "../../../jobs/handlers/registry";
import { generateScenario } from "../../../seed/generate";
import { benchForThisFile, doReadyTasks, importCatalog, importMaster, incidentWithMissing } from "./bench";

benchForThisFile();

async function claimNamed(name: string): Promise<ClaimedTask> {
  const [row] = await database().execute<{ id: string }>(
    sql`select id from outbox where name = ${name} and state = 'ready' order by id limit 1`,
  );
  const task = await claimTask(row?.id ?? "", [name]);
  if (!task) throw new Error(`no ${name} to claim`);
  return task;
}

const run = (task: ClaimedTask, signal: AbortSignal) =>
  handlers.find(({ name }) => name === task.name)?.run(task, signal);

const putBack = (task: ClaimedTask) =>
  database().execute(sql`update outbox set state = 'ready', lease_until = null where id = ${task.id}`);

async function rowsOf(incidentId: string): Promise<number> {
  const [row] = await database().execute<{ n: number }>(sql`
    select (select count(*) from catalog_rows r join catalog_imports i on i.id = r.import_id where i.incident_id = ${incidentId})::int
         + (select count(*) from person_records r join master_imports i on i.id = r.import_id where i.incident_id = ${incidentId})::int as n`);
  return row?.n ?? -1;
}

it("imports that are interrupted leave no row, and are read from the start when they are taken up again", async () => {
  const { files, truth } = generateScenario("hard-names");
  const incidentId = await incidentWithMissing(truth.lostVolumes);
  const catalog = [...files].filter(([path]) => path.startsWith("catalog/"));
  await importCatalog(
    incidentId,
    catalog.map(([path, content]) => [path, content]),
  );
  await importMaster(incidentId, "customer-master.csv", files.get("customer-master.csv") ?? []);
  const stopped = AbortSignal.abort();
  for (const name of ["read-catalog", "read-master"]) {
    const task = await claimNamed(name);
    await expect(run(task, stopped)).rejects.toMatchObject({ name: "AbortError" });
    await putBack(task);
  }
  expect(await rowsOf(incidentId)).toBe(0);
  expect((await catalogImportsOf(incidentId)).map(({ state }) => state)).toEqual(["reading"]);
  await doReadyTasks();
  const [read] = await catalogImportsOf(incidentId);
  expect(read).toMatchObject({ state: "read", bytesRead: read?.bytesTotal, givenUp: false });
  const [master] = await masterImportsOf(incidentId);
  expect(master).toMatchObject({ state: "read", rowsRead: truth.master.rows, givenUp: false });
});

it("a worker that lost its lease while reading commits nothing", async () => {
  const { files, truth } = generateScenario("hard-names", { seed: 7 });
  const incidentId = await incidentWithMissing(truth.lostVolumes);
  await importMaster(incidentId, "customer-master.csv", files.get("customer-master.csv") ?? []);
  const task = await claimNamed("read-master");
  await database().execute(sql`update outbox set fence = fence + 1 where id = ${task.id}`);
  await expect(run(task, new AbortController().signal)).rejects.toMatchObject({ reason: "task.lease-lost" });
  expect(await rowsOf(incidentId)).toBe(0);
  await database().execute(sql`update outbox set state = 'dead' where id = ${task.id}`);
  expect(await masterImportsOf(incidentId)).toMatchObject([{ state: "reading", givenUp: true }]);
  await putBack(task);
  await doReadyTasks();
  expect((await masterImportsOf(incidentId)).map(({ state }) => state)).toEqual(["read"]);
});
