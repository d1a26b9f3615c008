import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { waitingCandidates } from "@/features/people/waiting-candidates";
import { generateScenario } from "../../../seed/generate";
import {
  benchForThisFile,
  doReadyTasks,
  importCatalog,
  importMaster,
  incidentWithMissing,
} from "../upstream/bench";

benchForThisFile();

const { truth, files } = generateScenario("two-tapes-small");
let incidentId: string;

beforeAll(async () => {
  incidentId = await incidentWithMissing(truth.lostVolumes);
  const catalog = [...files].filter(([path]) => path.startsWith("catalog/"));
  await importCatalog(
    incidentId,
    catalog.map(([path, content]) => [path.slice("catalog/".length), content]),
  );
  for (const name of ["customer-master.csv", "customer-master-supplement.csv"])
    await importMaster(incidentId, name, files.get(name) ?? []);
  await doReadyTasks();
});

const member = (key: string) => truth.cast.find((one) => one.key === key)?.insuredNumber ?? "";

describe("the case whose truth is known", () => {
  it("has namesakes in one town, and none of them is ever proposed to be one", async () => {
    expect(truth.master.sameNamePairs).toBeGreaterThan(0);
    const { candidates } = await waitingCandidates(database(), { incidentId });
    for (const { evidence } of candidates) expect(evidence.birthDate).not.toBe("differs");
    const proposed = candidates.map(({ one, other }) => [one.insuredNumber, other.insuredNumber].sort());
    expect(proposed).not.toContainEqual([member("same-name-older"), member("same-name-younger")].sort());
    const [namesakes] = await database().execute<{ pairs: number; proposed: number }>(sql`
      select count(*)::int as pairs, count(c.id)::int as proposed
      from people a join people b on b.incident_id = a.incident_id and b.name_key = a.name_key and a.id < b.id
        and b.birth_date <> a.birth_date
      left join match_candidates c on c.one_person_id = a.id and c.other_person_id = b.id
      where a.incident_id = ${incidentId}`);
    expect(namesakes?.pairs).toBeGreaterThanOrEqual(truth.master.sameNamePairs);
    expect(namesakes?.proposed).toBe(0);
  });

  it("joins records of one number whose spelling differs, without anybody's decision", async () => {
    const [person] = await database().execute<{ people: number; spellings: number }>(sql`
      select (select count(*)::int from people where incident_id = ${incidentId}
              and insured_number = ${member("two-spellings")}) as people,
             count(distinct r.name)::int as spellings
      from person_records r join master_imports i on i.id = r.import_id
      where i.incident_id = ${incidentId} and r.insured_number = ${member("two-spellings")}`);
    expect(person).toMatchObject({ people: 1 });
    expect(person?.spellings).toBeGreaterThan(1);
  });
});
