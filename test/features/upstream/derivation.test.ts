import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { completenessOf } from "@/features/catalog/completeness-of";
import { catalogImportsOf, catalogRowsOf, rowAccounts, rowSums } from "@/features/catalog/queries";
import { concludeLost } from "@/features/media/conclude-lost";
import { mediaOfIncident } from "@/features/media/queries";
import { recordFound } from "@/features/media/record-found";
import { askForDerivation } from "@/features/people/ask-for-derivation";
import { personById } from "@/features/people/person-by-id";
import { affectedPeople, masterImportsOf, whatWasLost } from "@/features/people/queries";
import { withdrawMasterImport } from "@/features/people/withdraw-master-import";
import { type GeneratedScenario, generateScenario } from "../../../seed/generate";
import {
  benchForThisFile,
  doReadyTasks,
  importCatalog,
  importMaster,
  incidentWithMissing,
  manager,
} from "./bench";

let incidentId: string;
const generated: GeneratedScenario = generateScenario("two-tapes-small");
const { truth, files } = generated;

function catalogFiles(): [string, Iterable<Buffer>][] {
  return [...files]
    .filter(([path]) => path.startsWith("catalog/"))
    .map(([path, content]) => [path.slice(8), content]);
}

const fileOf = (path: string) => files.get(path) ?? [];

benchForThisFile();
beforeAll(async () => {
  incidentId = await incidentWithMissing(truth.lostVolumes);
  await importCatalog(incidentId, catalogFiles());
  await importMaster(incidentId, "customer-master.csv", fileOf("customer-master.csv"));
  await importMaster(incidentId, "customer-master-supplement.csv", fileOf("customer-master-supplement.csv"));
  await doReadyTasks();
});

/** Everything the derivation wrote, with the row versions: a second run must not have touched one. */
async function fingerprint(): Promise<Record<string, string>> {
  const tables = {
    rows: sql`select r.xmin, r.* from catalog_rows r join catalog_imports i on i.id = r.import_id where i.incident_id = ${incidentId}`,
    placings: sql`select c.xmin, c.* from catalog_row_media c join media m on m.id = c.medium_id where m.incident_id = ${incidentId}`,
    documents: sql`select xmin, * from documents where incident_id = ${incidentId}`,
    sources: sql`select s.xmin, s.* from document_sources s join documents d on d.id = s.document_id where d.incident_id = ${incidentId}`,
    people: sql`select xmin, * from people where incident_id = ${incidentId}`,
    exposures: sql`select e.xmin, e.* from exposures e join documents d on d.id = e.document_id where d.incident_id = ${incidentId}`,
  };
  const prints: Record<string, string> = {};
  for (const [name, query] of Object.entries(tables)) {
    const [row] = await database().execute<{ print: string }>(
      sql`select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) || count(*)::text as print from (${query}) t`,
    );
    prints[name] = row?.print ?? "";
  }
  return prints;
}

async function affectedNumbers(): Promise<string[]> {
  const rows = await database().execute<{ number: string }>(
    sql`select insured_number as number from people where incident_id = ${incidentId} and affected order by 1`,
  );
  return rows.map(({ number }) => number);
}

describe("the derivation of a case whose truth is known", () => {
  it("finds exactly the affected people", async () => {
    const numbers = await affectedNumbers();
    expect(numbers).toHaveLength(truth.affectedPeople);
    expect(
      createHash("sha256")
        .update(numbers.map((n) => `${n}\n`).join(""))
        .digest("hex"),
    ).toBe(truth.affectedSha256);
    expect(numbers).toEqual(Object.keys(truth.people ?? {}).sort());
  });

  it("finds of every person exactly the documents and the tapes they lie on, wholly or in part", async () => {
    const rows = await database().execute<{
      number: string;
      key: string;
      class: string;
      volume: string;
      part: string;
    }>(sql`
      select p.insured_number as number, d.document_key as key, d.class_code as class, m.label as volume,
             case when bool_or(s.coverage = 'full') then 'whole' else 'partial' end as part
      from people p join exposures e on e.person_id = p.id join documents d on d.id = e.document_id
      join document_sources s on s.document_id = d.id join media m on m.id = s.medium_id
      where p.incident_id = ${incidentId} group by 1, 2, 3, 4 order by 1, 2, 4`);
    const found = rows.map((r) => [r.number, r.key, r.class, r.volume, r.part].join(" "));
    const expected = Object.entries(truth.people ?? {}).flatMap(([number, documents]) =>
      documents.flatMap(({ file, documentClass, volumes }) =>
        volumes.map(({ name, part }) =>
          [number, file.replace(/\.tif$/, ""), documentClass, name, part].join(" "),
        ),
      ),
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  it("accounts for every catalog row: mapped, excluded by a named rule, or unresolved with a reason", async () => {
    const [account] = await rowAccounts(incidentId);
    const rowsWith = (rule: string) => account?.rules.find((one) => one.rule === rule)?.rows ?? 0;
    const { fileRows, onLostVolumes } = truth;
    expect(account).toMatchObject({
      rowsRead: fileRows.elsewhere + fileRows.onLostVolumes,
      mapped: onLostVolumes.mapped,
      unplaced: 0,
    });
    expect(rowsWith("not-on-lost-medium")).toBe(fileRows.elsewhere);
    expect(account?.excluded).toBe(
      fileRows.elsewhere + Object.values(onLostVolumes.excluded).reduce((sum, n) => sum + n, 0),
    );
    expect(rowsWith("claim-not-in-master")).toBe(onLostVolumes.unresolved.claimNotInMaster);
    expect(account?.unresolved).toBe(Object.values(onLostVolumes.unresolved).reduce((sum, n) => sum + n, 0));
    const [{ files: read } = { files: [] }] = await catalogImportsOf(incidentId);
    const ignored = read.find(({ fileName }) => fileName === "File.csv")?.ignoredBy;
    expect(ignored).toMatchObject({
      "directory-entry": fileRows.directories,
      "deleted-entry": fileRows.deleted,
    });
  });

  it("accounts for the same rows by tape and by day, and every figure opens exactly its rows", async () => {
    const [account] = await rowAccounts(incidentId);
    const sums = await rowSums(incidentId);
    const sumOf = (one: (typeof sums)[number]) => one.mapped + one.excluded + one.unresolved;
    const ofDays = sums.filter(({ by }) => by === "day");
    expect(ofDays.reduce((sum, one) => sum + sumOf(one), 0)).toBe(account?.rowsRead);
    expect(ofDays.reduce((sum, one) => sum + one.mapped, 0)).toBe(account?.mapped);
    expect(ofDays.filter(({ label }) => /^2012-1[01]-\d\d$/.test(label)).length).toBeGreaterThan(5);
    const ofTapes = sums.filter(({ by }) => by === "medium");
    expect(ofTapes.map(({ label }) => label)).toEqual(truth.lostVolumes);
    for (const one of ofTapes) {
      const volume = truth.perVolume[one.label];
      expect(sumOf(one)).toBe((volume?.whole ?? 0) + (volume?.partial ?? 0));
    }
    const opened = async (where: { mediumId?: string; day?: string }) => {
      let rows = 0;
      let after: { rule: string; id: number } | undefined;
      do {
        const page = await catalogRowsOf({
          importId: account?.importId ?? "",
          bucket: "unresolved",
          after,
          ...where,
        });
        rows += page.rows.length;
        after = page.next ?? undefined;
      } while (after);
      return rows;
    };
    for (const one of ofTapes) expect(await opened({ mediumId: one.of })).toBe(one.unresolved);
    const day = ofDays.find(({ unresolved }) => unresolved > 0);
    expect(await opened({ day: day?.of })).toBe(day?.unresolved);
  });

  it("accounts for every line of the masters, exact duplicates told apart", async () => {
    const imports = await masterImportsOf(incidentId);
    expect(imports.map(({ state }) => state)).toEqual(["read", "read"]);
    const sum = (key: "rowsRead" | "rowsDuplicate" | "rowsRejected") =>
      imports.reduce((n, one) => n + one[key], 0);
    expect(sum("rowsRead")).toBe(truth.master.rows + truth.master.supplementRows);
    expect(sum("rowsDuplicate")).toBe(truth.master.exactDuplicateRows);
    expect(sum("rowsRejected")).toBe(0);
  });

  it("joins records on the insured number only: two people of one name in one town stay two", async () => {
    const [row] = await database().execute<{ people: number }>(
      sql`select count(*)::int as people from people where incident_id = ${incidentId}`,
    );
    expect(row?.people).toBe(truth.master.people);
  });

  it("lets every count be followed to its people: pages in kana order, search in any writing, evidence to the line", async () => {
    const first = await affectedPeople({ incidentId });
    expect(first.people).toHaveLength(100);
    let seen = first.people.length;
    for (let next = first.next; next; ) {
      const page = await affectedPeople({ incidentId, after: next });
      seen += page.people.length;
      next = page.next;
    }
    expect(seen).toBe(truth.affectedPeople);
    const member = truth.cast.find(({ affected }) => affected);
    const found = await affectedPeople({ incidentId, search: member?.claims[0] ?? "" });
    expect(found.people.map(({ insuredNumber }) => insuredNumber)).toEqual([member?.insuredNumber]);
    const person = await personById(database(), found.people[0]?.id ?? "");
    expect(person.documents.length).toBe(person.person.documentCount);
    expect(person.evidence.length).toBeGreaterThanOrEqual(person.documents.length);
    const byKana = await affectedPeople({ incidentId, search: person.person.kana ?? "" });
    expect(byKana.people.map(({ id }) => id)).toContain(person.person.id);
    const [lost] = await whatWasLost([person.person.id]);
    expect(lost?.elements.map(({ code }) => code)).toContain("name");
  });

  it("calls the catalog of both tapes complete", async () => {
    const completeness = await completenessOf(database(), incidentId);
    expect(
      completeness.map(({ label, verdict, reasons }) => [
        label,
        verdict,
        reasons.filter((r) => r.weight !== "note"),
      ]),
    ).toEqual(truth.lostVolumes.map((label) => [label, "complete", []]));
    for (const { label, rows } of completeness) {
      const volume = truth.perVolume[label];
      expect(rows).toBe((volume?.whole ?? 0) + (volume?.partial ?? 0));
    }
  });

  it("changes nothing when it is done again, not one row version", async () => {
    const before = await fingerprint();
    expect(await askForDerivation(manager, { incidentId })).toEqual({ asked: true });
    expect(await askForDerivation(manager, { incidentId })).toEqual({ asked: false });
    expect(await doReadyTasks()).toEqual(["derive-scope", "measure-scope"]);
    expect(await fingerprint()).toEqual(before);
  });

  it("forgets a master that is withdrawn, takes the same file again, and comes to the same people", async () => {
    const before = await affectedNumbers();
    const [supplement] = (await masterImportsOf(incidentId)).filter(({ fileName }) =>
      fileName.includes("supplement"),
    );
    const importId = supplement?.id ?? "";
    await withdrawMasterImport(manager, { importId, reason: "列の対応を取り違えたため" });
    await expect(withdrawMasterImport(manager, { importId, reason: "二度目" })).rejects.toMatchObject({
      reason: "master-import.not-read",
    });
    await doReadyTasks();
    expect((await affectedNumbers()).length).toBeLessThan(before.length);
    const [account] = await rowAccounts(incidentId);
    expect(account?.unplaced).toBe(0);
    const again = await importMaster(
      incidentId,
      "customer-master-supplement.csv",
      fileOf("customer-master-supplement.csv"),
    );
    expect(again).not.toBe(importId);
    await doReadyTasks();
    expect(await affectedNumbers()).toEqual(before);
  });

  it("takes a tape's people out of the scope when it is found, and keeps those of the other tape", async () => {
    const [first, second] = await mediaOfIncident(incidentId);
    await concludeLost(manager, { id: first?.id ?? "", reason: "捜索の結果、見つからない" });
    await recordFound(manager, { id: second?.id ?? "", reason: "別の棚で見つかった" });
    await doReadyTasks();
    const expected = Object.entries(truth.people ?? {})
      .filter(([, documents]) =>
        documents.some(({ volumes }) => volumes.some(({ name }) => name === first?.label)),
      )
      .map(([number]) => number);
    expect(await affectedNumbers()).toEqual(expected.sort());
    expect(expected.length).toBeLessThan(truth.affectedPeople);
    const [account] = await rowAccounts(incidentId);
    expect(account?.unplaced).toBe(0);
    const volume = truth.perVolume[first?.label ?? ""];
    const placed =
      (account?.rowsRead ?? 0) -
      (account?.rules.find(({ rule }) => rule === "not-on-lost-medium")?.rows ?? 0);
    expect(placed).toBe((volume?.whole ?? 0) + (volume?.partial ?? 0));
  });
});
