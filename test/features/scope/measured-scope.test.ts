import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { registerMedium } from "@/features/media/register-medium";
import { scopeMeasureOf, whatIf } from "@/features/scope/queries";
import { type GeneratedScenario, generateScenario } from "../../../seed/generate";
import {
  benchForThisFile,
  doReadyTasks,
  importCatalog,
  importMaster,
  incidentWithMissing,
  manager,
} from "../upstream/bench";

const generated: GeneratedScenario = generateScenario("two-tapes-small");
const { truth, files } = generated;
let incidentId: string;

benchForThisFile();
beforeAll(async () => {
  incidentId = await incidentWithMissing(truth.lostVolumes);
  await importCatalog(
    incidentId,
    [...files]
      .filter(([path]) => path.startsWith("catalog/"))
      .map(([path, content]) => [path.slice(8), content]),
  );
  for (const name of ["customer-master.csv", "customer-master-supplement.csv"])
    await importMaster(incidentId, name, files.get(name) ?? []);
  await doReadyTasks();
});

/** The scope as the derivation left it, counted from its own tables. */
async function derived() {
  const [row] = await database().execute<Record<string, number>>(sql`
    select count(*)::int as people,
      (select count(*)::int from documents d where d.incident_id = ${incidentId}
         and exists (select from exposures e where e.document_id = d.id)) as documents,
      (select count(*)::int from documents d where d.incident_id = ${incidentId}
         and not exists (select from exposures e where e.document_id = d.id)) as "papersOfNobody",
      count(*) filter (where coalesce(btrim(address), '') <> '' and coalesce(btrim(name), '') <> '')::int as letters,
      count(*) filter (where exists (
        select from exposures e join documents d on d.id = e.document_id
        join document_classes c on c.incident_id = d.incident_id and c.code = d.class_code
        where e.person_id = p.id and c.elements @> '[{"specialCare": true}]'))::int as "specialCare"
    from people p where incident_id = ${incidentId} and affected`);
  return row ?? {};
}

describe("what-if over the measured case whose truth is known", () => {
  it("counts with exactly the lost tapes switched on what the derivation found", async () => {
    const answer = await whatIf({ incidentId, volumes: [...truth.lostVolumes] });
    expect(answer.asked).toMatchObject(await derived());
    expect(answer.asked.people).toBe(truth.affectedPeople);
    expect(answer.now).toEqual(answer.asked);
    expect([answer.added, answer.removed]).toEqual([0, 0]);
  });

  it("tells, before a tape is registered, what registering and deriving it then finds", async () => {
    const { outline, state } = await scopeMeasureOf(incidentId);
    expect(state).toBe("current");
    const other = outline?.volumes.find(({ label, rows }) => !truth.lostVolumes.includes(label) && rows > 0);
    const volumes = [...truth.lostVolumes, other?.label ?? ""];
    const before = await whatIf({ incidentId, volumes });
    expect(before.asked.people).toBeGreaterThan(truth.affectedPeople);
    expect(before.added).toBe(before.asked.people - truth.affectedPeople);
    const at = outline?.volumes.findIndex(({ label }) => label === other?.label) ?? -1;
    const alone = await whatIf({ incidentId, volumes: [...truth.lostVolumes] });
    expect(alone.volumes[at]?.change).toBe(before.added);
    await registerMedium(manager, {
      incidentId,
      label: other?.label ?? "",
      missing: { since: "2012-12-20", reason: "棚卸しで所在が確認できない" },
    });
    await doReadyTasks();
    expect(before.asked).toMatchObject(await derived());
    const after = await whatIf({ incidentId, volumes });
    expect(after.now).toEqual(before.asked);
    expect(after.asked).toEqual(before.asked);
    expect(after.version).toBeGreaterThan(before.version);
  });
});
