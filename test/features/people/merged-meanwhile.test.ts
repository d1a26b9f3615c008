import { expect, it } from "vitest";
import { catalogImportsOf } from "@/features/catalog/queries";
import { withdrawCatalogImport } from "@/features/catalog/withdraw-catalog-import";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { askForDerivation } from "@/features/people/ask-for-derivation";
import { mergePeople } from "@/features/people/merge-people";
import { whatIf } from "@/features/scope/queries";
import { checkInvariants } from "../../../jobs/invariants/check-invariants";
import { benchForThisFile, doReadyTasks, manager } from "../upstream/bench";
import { caseOf, peopleNow } from "./small-case";

benchForThisFile();

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
