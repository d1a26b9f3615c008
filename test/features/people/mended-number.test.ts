import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { database } from "@/db/client";
import { mendMasterLine } from "@/features/people/mend-master-line";
import { masterImportsOf } from "@/features/people/queries";
import { rereadMasterImport } from "@/features/people/reread-master-import";
import { benchForThisFile, doReadyTasks, manager } from "../upstream/bench";
import { caseOf, line, peopleNow } from "./small-case";

benchForThisFile();

it("a line that is given its insured number by a mend is proposed as the person it was, to whom a letter may have gone", async () => {
  const incidentId = await caseOf([{ claim: 1 }, { claim: 2, number: "P2", birth: "1980-05-05" }]);
  const [master] = await masterImportsOf(incidentId);
  const importId = master?.id ?? "";
  const before = (await peopleNow(incidentId)).find(({ key }) => key === "line 2");
  expect(before).toMatchObject({ affected: true, documents: 1 });
  const mended = line({ claim: 1, number: "P1" });
  await mendMasterLine(manager, { importId, line: 2, mended, reason: "番号を申込書で確かめた" });
  await rereadMasterImport(manager, { importId });
  await doReadyTasks();
  const after = await peopleNow(incidentId);
  const numbered = after.find(({ key }) => key === "P1");
  expect(numbered).toMatchObject({ affected: true, documents: 1 });
  expect(after.find(({ id }) => id === before?.id)).toMatchObject({ affected: false, documents: 0 });
  const waiting = await database().execute(sql`
    select one_person_id as one, other_person_id as other from match_candidates
    where incident_id = ${incidentId} and state = 'waiting'`);
  expect(waiting.map(({ one, other }) => [one, other].sort())).toEqual([[before?.id, numbered?.id].sort()]);
});
