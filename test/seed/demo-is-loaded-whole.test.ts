import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { database } from "@/db/client";
import { checkInvariants } from "../../jobs/invariants/check-invariants";
import { loadDemo } from "../../seed/demo/load-demo";
import { type Colleagues, demoStaff } from "../../seed/demo/staff";
import { doReadyTasks, openUpstreamBench, type UpstreamBench } from "../features/upstream/bench";

let bench: UpstreamBench;
let colleagues: Colleagues;
let signInsFile: string;
beforeAll(async () => {
  vi.spyOn(console, "log").mockReturnValue();
  bench = await openUpstreamBench();
  signInsFile = join(bench.folder, "demo.json");
  colleagues = await demoStaff(signInsFile);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await bench.close();
});

/** Loads until the `cutOff`-th wait for the jobs, and ends there as a process does that is stopped. */
function load(cutOff: number): Promise<void> {
  let waits = 0;
  return loadDemo({
    colleagues,
    people: 300,
    step: (_what, work) => work(),
    wait: async () => {
      waits += 1;
      if (waits === cutOff) throw new Error("cut off");
      await doReadyTasks();
    },
  });
}

const figures = async () =>
  (
    await database().execute(sql`
      select (select count(*)::int from incidents) as incidents, (select count(*)::int from affected_lists) as lists,
        (select count(*)::int from catalog_imports) as catalogs, (select count(*)::int from call_attempts) as attempts,
        (select count(*)::int from print_runs where state = 'handed-over') as handed_over`)
  )[0];

test("a demo whose loading is cut off again and again is whole in the end, and loaded once", async () => {
  for (const cutOff of [1, 2, 3, 4]) await expect(load(cutOff)).rejects.toThrow("cut off");
  await load(0);
  const whole = await figures();
  expect(whole).toMatchObject({ incidents: 1, lists: 1, catalogs: 1 });
  expect(whole?.attempts).toBeGreaterThan(0);
  expect(whole?.handed_over).toBeGreaterThan(0);
  expect((await checkInvariants()).filter(({ violations }) => violations > 0)).toEqual([]);
  await load(0);
  expect(await figures()).toEqual(whole);
});

test("the demo's passwords stay those that were written down", async () => {
  const before = await readFile(signInsFile, "utf8");
  expect(await demoStaff(signInsFile)).toEqual(colleagues);
  expect(await readFile(signInsFile, "utf8")).toBe(before);
});
