import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "@/db/client";
import { decideList } from "@/features/lists/decide-list";
import { freezeList } from "@/features/lists/freeze-list";
import { listVersions } from "@/features/lists/queries";
import { registerMedium } from "@/features/media/register-medium";
import { riverFacts } from "@/features/reports/queries";
import { restsOnLess, riverStages } from "@/features/reports/rules";
import { approveNewList, incidentWithLetters, secondManager } from "../../setup/incident-with-letters";
import { doReadyTasks, manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

let bench: UpstreamBench;
let incidentId: string;
beforeAll(async () => {
  bench = await openUpstreamBench();
  ({ incidentId } = await incidentWithLetters({ people: 120, until: "people" }));
});
afterAll(() => bench.close());

const listStage = async () => riverStages(await riverFacts(incidentId)).find(({ name }) => name === "list");
const versions = () => listVersions(incidentId);

test("an approval over a complete scope keeps that it was complete", async () => {
  await approveNewList(incidentId);
  await doReadyTasks();
  const [approved] = await versions();
  expect(approved?.decidedScope).toEqual([
    { label: "DLS-A00123L4", verdict: "complete", reasons: {} },
    { label: "DLS-A00124L4", verdict: "complete", reasons: {} },
  ]);
  expect(await listStage()).toMatchObject({ state: "done" });
});

test("a tape reported missing afterwards, of which no catalog tells, blocks: the list no longer rests on enough", async () => {
  await registerMedium(manager, {
    incidentId,
    label: "DLS-A00999L4",
    missing: { since: "2012-12-20", reason: "二度目の棚卸しで所在が確認できない" },
  });
  await doReadyTasks();
  expect(await listStage()).toMatchObject({ state: "blocked", next: "look-at-scope" });
});

test("from a scope that is not complete a version is approved only over a reason, with what stood then", async () => {
  const { id: listId } = await freezeList(manager, { incidentId });
  const frozen = (await versions()).find(({ id }) => id === listId);
  const asked = { listId, decision: "approve" as const, contentHash: frozen?.contentHash ?? "" };
  await expect(decideList(secondManager, asked)).rejects.toMatchObject({ reason: "list.scope-incomplete" });
  await decideList(secondManager, { ...asked, incompleteOverride: "三本目の目録は復旧を待っている" });
  await doReadyTasks();
  const approved = (await versions()).find(({ id }) => id === listId);
  expect(approved?.incompleteOverride).toBe("三本目の目録は復旧を待っている");
  expect(approved?.decidedScope?.at(-1)).toEqual({
    label: "DLS-A00999L4",
    verdict: "incomplete",
    reasons: { "medium-not-in-catalog": 1 },
  });
  const [event] = await database().execute<{ detail: Record<string, unknown>; reason: string }>(sql`
    select detail, reason from events where action = 'list.approved' and subject_id = ${listId}`);
  expect(event?.detail.scope).toContain("DLS-A00999L4 incomplete (medium-not-in-catalog 1)");
  expect(event?.reason).toBe("三本目の目録は復旧を待っている");
  expect(await listStage()).toMatchObject({ state: "done" });
});

test("a catalog that is no longer there speaks against the approved list as well", async () => {
  await database().execute(
    sql`update catalog_imports set state = 'withdrawn' where incident_id = ${incidentId}`,
  );
  expect((await riverFacts(incidentId)).list.restsOnLess).toBe(true);
  await database().execute(sql`update catalog_imports set state = 'read' where incident_id = ${incidentId}`);
});

test("what was signed is held against now reason by reason; what got better says nothing", () => {
  const signed = [
    { label: "A", verdict: "incomplete", reasons: { "job-forgotten": 1, "file-records-purged": 2 } },
    { label: "B", verdict: "unconfirmed", reasons: { "positions-not-stated": 1 } },
  ] as const;
  expect(restsOnLess(signed, signed)).toBe(false);
  expect(restsOnLess(signed, [{ label: "A", verdict: "complete", reasons: {} }])).toBe(false);
  expect(
    restsOnLess(signed, [{ label: "A", verdict: "incomplete", reasons: { "file-records-purged": 1 } }]),
  ).toBe(false);
  expect(
    restsOnLess(signed, [{ label: "A", verdict: "incomplete", reasons: { "file-records-purged": 3 } }]),
  ).toBe(true);
  expect(
    restsOnLess(signed, [{ label: "B", verdict: "incomplete", reasons: { "positions-not-stated": 1 } }]),
  ).toBe(true);
  expect(restsOnLess(signed, [{ label: "C", verdict: "unconfirmed", reasons: { x: 1 } }])).toBe(true);
  expect(restsOnLess(null, signed)).toBe(false);
});
