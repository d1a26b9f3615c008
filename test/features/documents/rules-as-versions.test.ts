import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { activatePathRules } from "@/features/documents/activate-path-rules";
import { discardDraft } from "@/features/documents/discard-draft";
import { draftPathRules } from "@/features/documents/draft-path-rules";
import type { PathRule } from "@/features/documents/path-rules/path-rule";
import { rowsByRule, ruleSetsOf, rulesOfSet, tryRules } from "@/features/documents/queries";
import { classifyPath } from "@/features/documents/rules";
import { personById } from "@/features/people/person-by-id";
import { type GeneratedScenario, generateScenario } from "../../../seed/generate";
import {
  as,
  benchForThisFile,
  doReadyTasks,
  importCatalog,
  importMaster,
  incidentWithMissing,
  manager,
} from "../upstream/bench";

const { truth, files }: GeneratedScenario = generateScenario("two-tapes-small");
let incidentId: string;

benchForThisFile();
beforeAll(async () => {
  incidentId = await incidentWithMissing(truth.lostVolumes);
  const catalog = [...files].filter(([path]) => path.startsWith("catalog/"));
  await importCatalog(
    incidentId,
    catalog.map(([path, content]) => [path.slice(8), content]),
  );
  for (const name of ["customer-master.csv", "customer-master-supplement.csv"])
    await importMaster(incidentId, name, files.get(name) ?? []);
  await doReadyTasks();
}, 120_000);

type PlacedRow = { path: string; rule: string; key: string | null; on: string | null };

function placedRows(): Promise<PlacedRow[]> {
  return database().execute<PlacedRow>(sql`
    select distinct r.id, r.path, r.path_rule as rule, r.document_key as key, r.received_on as on
    from catalog_rows r join catalog_row_media c on c.catalog_row_id = r.id join media m on m.id = c.medium_id
    where m.incident_id = ${incidentId} order by r.id`);
}

async function draftOf(change: (rules: PathRule[]) => PathRule[]): Promise<{ revision: string }> {
  const { revision } = await draftPathRules(manager, { incidentId });
  const { draft } = await ruleSetsOf(incidentId);
  return draftPathRules(manager, {
    incidentId,
    change: { rules: change(draft?.rules ?? []), note: "", revision },
  });
}

async function discard(): Promise<void> {
  const { draft } = await ruleSetsOf(incidentId);
  if (draft) await discardDraft(manager, { incidentId, revision: draft.revision });
}

async function figures(): Promise<Record<string, number>> {
  return Object.fromEntries((await rowsByRule(incidentId)).map(({ rule, rows }) => [rule, rows]));
}

async function affected(): Promise<number> {
  const [row] = await database().execute<{ n: number }>(
    sql`select count(*)::int as n from people where incident_id = ${incidentId} and affected`,
  );
  return row?.n ?? 0;
}

describe("an incident's first rules", () => {
  it("are version 1, in force from the start, and decide every row as the rules we ship do", async () => {
    const { active, draft, versions } = await ruleSetsOf(incidentId);
    expect([active.version, draft, versions.length]).toEqual([1, null, 1]);
    const rows = await placedRows();
    expect(rows.length).toBe(truth.fileRows.onLostVolumes);
    for (const { path, rule, key, on } of rows) {
      const found = classifyPath(path);
      const expected =
        found.outcome === "document"
          ? [found.rule, found.documentKey, found.receivedOn ?? found.receivedMonth]
          : [found.outcome === "excluded" ? found.rule : found.because, null, null];
      expect([rule, key, on]).toEqual(expected);
    }
    expect(await affected()).toBe(truth.affectedPeople);
  });

  it("stand beside the evidence of a person with their version", async () => {
    const [someone] = await database().execute<{ id: string }>(
      sql`select id from people where incident_id = ${incidentId} and affected order by id limit 1`,
    );
    const { evidence } = await personById(database(), someone?.id ?? "");
    expect(evidence.length).toBeGreaterThan(0);
    for (const one of evidence) expect(one.ruleVersion).toBe(1);
  });
});

describe("a draft", () => {
  it("is a copy of the rules in force, and is changed only by whoever saw its present state", async () => {
    const { revision, version } = await draftPathRules(manager, { incidentId });
    const { active, draft } = await ruleSetsOf(incidentId);
    expect([version, draft?.rules]).toEqual([2, active.rules]);
    const change = (note: string) => ({ rules: draft?.rules ?? [], note, revision });
    const outcomes = await Promise.allSettled([
      draftPathRules(manager, { incidentId, change: change("一人目") }),
      draftPathRules(manager, { incidentId, change: change("二人目") }),
    ]);
    const lost = outcomes.filter((one) => one.status === "rejected");
    expect(lost).toHaveLength(1);
    expect(lost[0]?.reason).toMatchObject({ kind: "conflict", reason: "path-rules.changed" });
    await discard();
    expect((await ruleSetsOf(incidentId)).draft).toBeNull();
  });

  it("refuses a pattern that cannot be read, a rule for a class nobody knows, and says where", async () => {
    const wrong = (rule: PathRule) => draftOf((rules) => [...rules, rule]);
    await expect(wrong({ name: "new-one", action: "exclude", pattern: "**/a)b" })).rejects.toMatchObject({
      reason: "path-rule.pattern-wrong",
      detail: { rule: "new-one", at: 5 },
    });
    await expect(
      wrong({ name: "new-one", action: "document", classCode: "ZZ", pattern: "**/{claimNumber=###}.tif" }),
    ).rejects.toMatchObject({ reason: "path-rule.class-unknown", detail: { classCode: "ZZ" } });
    await discard();
  });

  it("that contradicts itself on the incident's own files cannot be put in force; both rules are named", async () => {
    const { revision } = await draftOf((rules) => [
      ...rules,
      { name: "no-certificates", action: "exclude", pattern: "**/*_SD##*.tif" },
    ]);
    const { draft } = await ruleSetsOf(incidentId);
    const tried = await tryRules({ incidentId, rules: draft?.rules });
    const rows = tried.conflicts.reduce((sum, one) => sum + one.rows, 0);
    expect(rows).toBeGreaterThan(0);
    expect(tried.conflicts[0]?.between[1]).toBe("no-certificates");
    expect(tried.conflicts[0]?.samples[0]?.path).toMatch(/_SD\d\d/);
    await expect(activatePathRules(manager, { incidentId, revision })).rejects.toMatchObject({
      reason: "path-rules.conflict",
      detail: { rows, other: "no-certificates" },
    });
    expect((await ruleSetsOf(incidentId)).active.version).toBe(1);
    await discard();
  });
});

describe("the test box", () => {
  it("says before what a derivation then does, row for row, and what it changes", async () => {
    const before = await placedRows();
    const { revision } = await draftOf((rules) =>
      rules
        .filter(({ name }) => name !== "claim-image-elsewhere" && name !== "claim-image-by-month")
        .map((rule) => (rule.name === "claim-image-by-day" ? { ...rule, name: "daily-scans" } : rule)),
    );
    const { draft } = await ruleSetsOf(incidentId);
    const tried = await tryRules({ incidentId, rules: draft?.rules });
    expect(tried).toMatchObject({ tried: before.length, placed: before.length, rows: before.length });
    expect(tried.documents + tried.excluded + tried.unresolved).toBe(tried.rows);

    const { changedRows, version } = await activatePathRules(manager, { incidentId, revision });
    await doReadyTasks();

    const said: Record<string, number> = {};
    for (const { rule, rows } of tried.byRule) if (rows > 0) said[rule] = rows;
    for (const { because, rows } of tried.byReason) said[because] = rows;
    expect(await figures()).toEqual(said);
    const after = await placedRows();
    const differ = after.filter((row, place) => {
      const was = before[place];
      const same = row.key === was?.key && row.on === was?.on;
      return row.key === null && was?.key === null ? row.rule !== was.rule : !same;
    });
    expect(differ.length).toBe(changedRows);
    expect(tried.effects?.reduce((sum, one) => sum + one.rows, 0)).toBe(changedRows);
    expect(version).toBe(2);
    const [someone] = await database().execute<{ id: string }>(
      sql`select id from people where incident_id = ${incidentId} and affected order by id limit 1`,
    );
    const { evidence } = await personById(database(), someone?.id ?? "");
    expect(new Set(evidence.map(({ ruleVersion }) => ruleVersion))).toEqual(new Set([2]));
  });

  it("gives the first state back, to the row, when the first rules are put in force again", async () => {
    const { versions } = await ruleSetsOf(incidentId);
    const first = versions.find(({ version }) => version === 1);
    const rules = await rulesOfSet(first?.id ?? "");
    const { revision } = await draftOf(() => rules);
    await activatePathRules(manager, { incidentId, revision });
    await doReadyTasks();
    expect(await affected()).toBe(truth.affectedPeople);
    expect((await ruleSetsOf(incidentId)).versions.map(({ state }) => state)).toEqual([
      "active",
      "superseded",
      "superseded",
    ]);
  });

  it("looks at an even part of the files where there are more than it goes through", async () => {
    const all = await tryRules({ incidentId });
    const some = await tryRules({ incidentId }, Math.floor(all.placed / 3));
    expect(some.placed).toBe(all.placed);
    expect(some.tried).toBeGreaterThan(all.placed / 5);
    expect(some.tried).toBeLessThan(all.placed / 2);
    expect(some.documents / some.tried).toBeCloseTo(all.documents / all.tried, 1);
  });
});

describe("rules that were in force", () => {
  it.each([
    ["a rule is changed", sql`update path_rules set pattern = 'x'`],
    ["a rule is taken out", sql`delete from path_rules`],
    [
      "a rule is added",
      sql`insert into path_rules (set_id, position, name, action, pattern)
          select id, 99, 'late', 'exclude', '*' from path_rule_sets where state = 'active'`,
    ],
    ["a version is removed", sql`delete from path_rule_sets where state = 'superseded'`],
    [
      "an old version comes back to life",
      sql`update path_rule_sets set state = 'draft' where state = 'superseded'`,
    ],
    ["its note is written anew", sql`update path_rule_sets set note = 'x' where state = 'active'`],
  ])("never change, whoever asks the database: %s", async (_, statement) => {
    await expect(database().execute(statement)).rejects.toMatchObject({
      cause: { code: "23001" },
    });
  });
});

describe("who may", () => {
  it.each(["agent", "supervisor", "mailroom", "auditor", "administrator"] as const)(
    "an %s neither drafts, discards nor activates rules",
    async (role) => {
      const revision = "0".repeat(16);
      const refused = { kind: "forbidden", reason: "staff.not-your-role" };
      await expect(draftPathRules(as(role), { incidentId })).rejects.toMatchObject(refused);
      await expect(discardDraft(as(role), { incidentId, revision })).rejects.toMatchObject(refused);
      await expect(activatePathRules(as(role), { incidentId, revision })).rejects.toMatchObject(refused);
    },
  );
});
