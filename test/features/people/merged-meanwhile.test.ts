import { beforeAll, expect, it } from "vitest";
import { database } from "@/db/client";
import { staff } from "@/db/schema";
import { catalogImportsOf } from "@/features/catalog/queries";
import { withdrawCatalogImport } from "@/features/catalog/withdraw-catalog-import";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { askForDerivation } from "@/features/people/ask-for-derivation";
import { mergePeople } from "@/features/people/merge-people";
import { issueAbsenceCertificate } from "@/features/scope/issue-absence-certificate";
import { whatIf } from "@/features/scope/queries";
import { searchAbsence } from "@/features/scope/search-absence";
import { checkInvariants } from "../../../jobs/invariants/check-invariants";
import { approveNewList } from "../../setup/incident-with-letters";
import { catalogOfPaths } from "../documents/catalog-of-paths";
import { benchForThisFile, doReadyTasks, importCatalog, importMaster, manager } from "../upstream/bench";
import { caseOf, master, peopleNow } from "./small-case";

benchForThisFile();

beforeAll(async () => {
  await database()
    .insert(staff)
    .values({ id: "second-manager", name: "S", email: "s@example.invalid", role: "incident-manager" });
});

const reason = "申込書の控えで確かめた";
const broken = async () => (await checkInvariants()).filter(({ violations }) => violations > 0);

it("a merge between the withdrawal of a catalog and its derivation is not refused, and nothing is left of the catalog", async () => {
  const incidentId = await caseOf([{ claim: 1 }, { claim: 2 }, { claim: 2, phone: "03-0000-0000" }]);
  const [read] = await catalogImportsOf(incidentId);
  await withdrawCatalogImport(manager, { importId: read?.id ?? "", reason });
  const [, kept, merged] = await peopleNow(incidentId);
  await mergePeople(manager, {
    incidentId,
    keptPersonId: kept?.id ?? "",
    mergedPersonId: merged?.id ?? "",
    reason,
  });
  expect(await broken()).toEqual([]);
  await doReadyTasks();
  expect(await broken()).toEqual([]);
  expect((await peopleNow(incidentId)).map(({ documents }) => documents)).toEqual([0, 0, 0]);
});

it("what-if counts a wish of whoever was found to be somebody else as that person's", async () => {
  const incidentId = await caseOf([
    { claim: 1, number: "P1" },
    { claim: 2, number: "P2" },
  ]);
  const [kept, merged] = await peopleNow(incidentId);
  const personId = merged?.id ?? "";
  await suppressNotices(manager, { incidentId, personId, channel: "letter", reason });
  await mergePeople(manager, { incidentId, keptPersonId: kept?.id ?? "", mergedPersonId: personId, reason });
  await askForDerivation(manager, { incidentId });
  await doReadyTasks();
  const { asked } = await whatIf({ incidentId, volumes: ["V1"] });
  expect(asked).toMatchObject({ people: 1, letters: 0 });
});

it("whoever is on the approved list is found on it, also when they were merged since into somebody who is not", async () => {
  const incidentId = await caseOf(
    [
      { claim: 1, number: "P1", phone: "03-1111-1111" },
      { claim: 2, number: "P2", birth: "1970-01-03" },
    ],
    [1],
  );
  await approveNewList(incidentId);
  const [merged, kept] = await peopleNow(incidentId);
  await mergePeople(manager, {
    incidentId,
    keptPersonId: kept?.id ?? "",
    mergedPersonId: merged?.id ?? "",
    reason,
    confirmedDifferences: ["birthDate"],
  });
  for (const asked of [
    { name: "山田花子", phone: "03-1111-1111" },
    { name: "山田花子", birthDate: "1970-01-02" },
    { number: "P2", birthDate: "1970-01-03" },
  ])
    expect(await searchAbsence(manager, { incidentId, asked }), Object.keys(asked).join()).toMatchObject({
      found: 1,
      personIds: [kept?.id],
    });
});

it("whoever is concerned but not on the approved list yet gets no certificate that they are not", async () => {
  const incidentId = await caseOf([{ claim: 1, number: "P1" }]);
  await approveNewList(incidentId);
  await importMaster(incidentId, "more.csv", master([{ claim: 2, number: "P2", phone: "03-2222-2222" }]));
  await importCatalog(incidentId, catalogOfPaths(["/srv/2012/10/25/CLM-2012-0000002_S01_SD01.tif"]));
  await doReadyTasks();
  const asked = { number: "P2", phone: "03-2222-2222" };
  expect(await searchAbsence(manager, { incidentId, asked })).toMatchObject({ found: 0, close: 1 });
  await expect(
    issueAbsenceCertificate(manager, { incidentId, asked, closeReason: reason }),
  ).rejects.toMatchObject({ reason: "absence.found-since" });
});
