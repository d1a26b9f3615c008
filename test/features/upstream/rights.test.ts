import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { database } from "@/db/client";
import type { InSteps } from "@/db/in-transaction";
import { discardRows } from "@/features/catalog/discard-rows";
import { mendCatalogLine } from "@/features/catalog/mend-catalog-line";
import { placeRowsOnMedia } from "@/features/catalog/place-rows-on-media";
import { readCatalogImport } from "@/features/catalog/read-catalog-import";
import { rereadCatalogImport } from "@/features/catalog/reread-catalog-import";
import { startCatalogImport } from "@/features/catalog/start-catalog-import";
import { withdrawCatalogImport } from "@/features/catalog/withdraw-catalog-import";
import { addDefaultClasses } from "@/features/documents/add-default-classes";
import { deriveDocuments } from "@/features/documents/derive-documents";
import { beginUpload } from "@/features/incidents/begin-upload";
import { completeUpload } from "@/features/incidents/complete-upload";
import { editIncident } from "@/features/incidents/edit-incident";
import { openIncident } from "@/features/incidents/open-incident";
import { receivePart } from "@/features/incidents/receive-part";
import { revokeMend } from "@/features/incidents/revoke-mend";
import { setHotlineLine } from "@/features/incidents/set-hotline-line";
import { concludeLost } from "@/features/media/conclude-lost";
import { recordCustody } from "@/features/media/record-custody";
import { recordFound } from "@/features/media/record-found";
import { recordStocktake } from "@/features/media/record-stocktake";
import { registerMedium } from "@/features/media/register-medium";
import { reportMissing } from "@/features/media/report-missing";
import { askForDerivation } from "@/features/people/ask-for-derivation";
import { derivePeople } from "@/features/people/derive-people";
import { mendMasterLine } from "@/features/people/mend-master-line";
import { readMasterImport } from "@/features/people/read-master-import";
import { rereadMasterImport } from "@/features/people/reread-master-import";
import { startMasterImport } from "@/features/people/start-master-import";
import { withdrawMasterImport } from "@/features/people/withdraw-master-import";
import type { Actor, Role } from "@/features/staff/rules";
import { as, benchForThisFile, once } from "./bench";

benchForThisFile();

const id = randomUUID();
const incidentId = randomUUID();
const reason = "理由";
const neverDone = () => Promise.reject(new Error("nothing is to be done here"));
const noWork: InSteps = { step: neverDone, commit: neverDone };
const line = {
  nameJa: "窓口",
  nameEn: "Line",
  number: "0120-000-000",
  charge: "free",
  audience: "everyone",
} as const;
const custody = {
  mediumId: id,
  happenedAt: new Date(0),
  kind: "moved",
  fromPlace: "a",
  toPlace: "b",
} as const;
const stocktake = { incidentId, takenOn: "2014-01-01", place: "a", slotsExpected: 0, findings: [] };
const incident = { code: "X", title: "x", discoveredOn: "2014-01-01", organisationName: "x" };

const verbs: [string, (actor: Actor) => Promise<unknown>][] = [
  ["openIncident", (actor) => openIncident(actor, incident)],
  ["editIncident", (actor) => editIncident(actor, { id })],
  ["setHotlineLine", (actor) => setHotlineLine(actor, { ...line, incidentId, hours: [] })],
  ["beginUpload", (actor) => beginUpload(actor, { incidentId, fileName: "a", bytes: 1 })],
  [
    "receivePart",
    (actor) =>
      receivePart(actor, { uploadId: id, partNumber: 1, sha256: "0".repeat(64) }, once(Buffer.from("a"))),
  ],
  ["completeUpload", (actor) => completeUpload(actor, { id })],
  ["registerMedium", (actor) => registerMedium(actor, { incidentId, label: "T" })],
  ["reportMissing", (actor) => reportMissing(actor, { id, since: null, reason })],
  ["concludeLost", (actor) => concludeLost(actor, { id, reason })],
  ["recordFound", (actor) => recordFound(actor, { id, reason })],
  ["recordCustody", (actor) => recordCustody(actor, custody)],
  ["recordStocktake", (actor) => recordStocktake(actor, stocktake)],
  ["startCatalogImport", (actor) => startCatalogImport(actor, { incidentId, uploadIds: [id] })],
  ["readCatalogImport", (actor) => readCatalogImport(actor, { importId: id }, noWork)],
  ["discardRows", (actor) => discardRows(actor, { importId: id }, noWork)],
  ["withdrawCatalogImport", (actor) => withdrawCatalogImport(actor, { importId: id, reason })],
  ["rereadCatalogImport", (actor) => rereadCatalogImport(actor, { importId: id })],
  [
    "mendCatalogLine",
    (actor) => mendCatalogLine(actor, { importId: id, fileNumber: 1, line: 1, mended: "a", reason }),
  ],
  ["revokeMend", (actor) => revokeMend(actor, { mendId: id, reason })],
  ["placeRowsOnMedia", (actor) => placeRowsOnMedia(actor, { incidentId })],
  ["addDefaultClasses", (actor) => addDefaultClasses(actor, { incidentId })],
  ["deriveDocuments", (actor) => deriveDocuments(actor, { incidentId })],
  ["startMasterImport", (actor) => startMasterImport(actor, { incidentId, uploadId: id, mapping: {} })],
  ["withdrawMasterImport", (actor) => withdrawMasterImport(actor, { importId: id, reason })],
  ["rereadMasterImport", (actor) => rereadMasterImport(actor, { importId: id })],
  ["mendMasterLine", (actor) => mendMasterLine(actor, { importId: id, line: 1, mended: "a", reason })],
  ["readMasterImport", (actor) => readMasterImport(actor, { importId: id })],
  ["derivePeople", (actor) => derivePeople(actor, { incidentId })],
  ["askForDerivation", (actor) => askForDerivation(actor, { incidentId })],
];

const others: Role[] = ["agent", "supervisor", "mailroom", "auditor", "administrator"];

describe.each(others)("a %s", (role) => {
  it.each(verbs)("may not %s, whatever the transport let through, and leaves no trace", async (_, verb) => {
    await expect(verb(as(role))).rejects.toMatchObject({ kind: "forbidden", reason: "staff.not-your-role" });
    const [counted] = await database().execute<{ n: number }>(sql`select count(*)::int as n from events`);
    expect(counted?.n).toBe(0);
  });
});

it("our own jobs may not do what must carry a person's name", async () => {
  const system: Actor = { kind: "system", name: "read-catalog" };
  await expect(openIncident(system, incident)).rejects.toMatchObject({ reason: "staff.only-people" });
  await expect(concludeLost(system, { id, reason })).rejects.toMatchObject({ reason: "staff.only-people" });
});
