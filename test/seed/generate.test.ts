import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type GeneratedScenario, generateScenario } from "../../seed/generate";
import { scenarios } from "../../seed/scenarios";
import { bruteForce, bytesOf, catalogTable, decodeLStat, masterRows, type Table } from "./read-back";

const lostVolumes = ["DLS-A00123L4", "DLS-A00124L4"];

/** Generating the full case once for all of its tests. */
const generated = new Map(scenarios.map(({ name }) => [name, generateScenario(name)]));
const foundIn = new Map<string, ReturnType<typeof bruteForce>>();

/** Each scenario is read back once. */
function found(name: string): ReturnType<typeof bruteForce> {
  const known = foundIn.get(name) ?? bruteForce(generated.get(name)!, lostVolumes);
  foundIn.set(name, known);
  return known;
}

function hashes({ files }: GeneratedScenario): Record<string, string> {
  return Object.fromEntries(
    [...files].map(([path, chunks]) => {
      const hash = createHash("sha256");
      for (const chunk of chunks) hash.update(chunk);
      return [path, hash.digest("hex")];
    }),
  );
}

function documentsByClass(people: ReturnType<typeof bruteForce>["people"]): Record<string, number> {
  const counts: Record<string, number> = { SK: 0, SD: 0, DX: 0, RC: 0, ID: 0 };
  for (const documents of people.values()) {
    for (const name of documents.keys()) counts[/_([A-Z]{2})\d\d\.tif$/.exec(name)![1]!]! += 1;
  }
  return counts;
}

/** The rows of each insured number, across master and supplement. */
function rowsByPerson(rows: Table): Map<string, Table> {
  const people = new Map<string, Table>();
  for (const row of rows) {
    const list = people.get(row.被保険者番号!) ?? [];
    people.set(row.被保険者番号!, list);
    list.push(row);
  }
  return people;
}

const plainKana = (text: string) => text.normalize("NFKC").replaceAll(" ", "");
const townOf = (address: string) => /^(.*?)(?:[0-9０-９]|[一二三四五六七八]丁目)/.exec(address)?.[1] ?? "";
const plainName = (text: string) => text.replace(/[ 　]/g, "");

describe.each(scenarios.map(({ name }) => name))("scenario %s", (name) => {
  const scenario = generated.get(name)!;
  const { truth } = scenario;

  it("the truth is what reading the written files back finds, row by row", () => {
    const back = found(name);
    expect(back.fileRows).toEqual(truth.fileRows);
    expect(back.onLostVolumes).toEqual(truth.onLostVolumes);
    expect(back.perVolume).toEqual(truth.perVolume);
    expect(documentsByClass(back.people)).toEqual(truth.documents);
    const numbers = [...back.people.keys()].sort();
    expect(numbers.length).toBe(truth.affectedPeople);
    expect(
      createHash("sha256")
        .update(numbers.map((n) => `${n}\n`).join(""))
        .digest("hex"),
    ).toBe(truth.affectedSha256);
    expect([...back.byJobAlone].filter((n) => !back.people.has(n)).length).toBe(
      truth.wronglyAffectedByJobAlone,
    );
    const rows = [...back.people.values()].reduce((sum, documents) => sum + documents.size, 0);
    expect(back.onLostVolumes.mapped - rows).toBe(truth.rescannedRowsOnLostVolumes);
    if (truth.people) {
      const listed = numbers.map((number) => [
        number,
        [...back.people.get(number)!]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([file, volumes]) => ({
            file,
            documentClass: /_([A-Z]{2})\d\d\.tif$/.exec(file)![1],
            volumes: [...volumes].sort().map(([volume, part]) => ({ name: volume, part })),
          })),
      ]);
      expect(truth.people).toEqual(Object.fromEntries(listed));
    }
  });

  it("no row of the catalog is left out of the account, and every trap is in it", () => {
    const { total, deleted, directories, elsewhere, onLostVolumes } = truth.fileRows;
    expect(deleted + directories + elsewhere + onLostVolumes).toBe(total);
    const { mapped, excluded, unresolved } = truth.onLostVolumes;
    const counts = [...Object.values(excluded), ...Object.values(unresolved)];
    expect(mapped + counts.reduce((a, b) => a + b, 0)).toBe(onLostVolumes);
    for (const [kind, count] of Object.entries({ deleted, ...excluded, ...unresolved })) {
      expect(count, kind).toBeGreaterThan(0);
    }
    expect(truth.perVolume["DLS-A00123L4"]!.partial).toBe(1);
    expect(truth.perVolume["DLS-A00124L4"]!.partial).toBe(2);
    expect(truth.wronglyAffectedByJobAlone).toBeGreaterThan(0);
    expect(truth.rescannedRowsOnLostVolumes).toBeGreaterThan(0);
    expect(truth.documents.SK).toBeGreaterThan(0);
    expect(truth.documents.SD).toBeGreaterThan(0);
  });

  it("the imperfections of the master are as many as the truth says", () => {
    const { main, supplement } = masterRows(scenario);
    const rows = [...main, ...supplement];
    const distinct = new Set(rows.map((row) => JSON.stringify(row)));
    const people = rowsByPerson(rows);
    const affected = [...found(name).people.keys()].map((n) => people.get(n)!);
    expect(new Set(rows.map((row) => row.請求番号)).size).toBe(distinct.size);
    const every = (test: (row: Record<string, string>) => boolean) =>
      affected.filter((list) => list.every(test)).length;
    expect({
      deceased: every((row) => row.死亡日 !== "" && row.ご遺族氏名 !== "" && row.ご遺族続柄 !== ""),
      minors: every((row) => row.親権者氏名 !== ""),
      missingAddress: every((row) => row.住所 === ""),
      otherPolicyholder: every((row) => row.契約者との続柄 !== "本人"),
    }).toEqual(truth.affected);

    const sameName = new Map<string, Set<string>>();
    for (const [number, [row]] of people) {
      if (!row!.住所) continue;
      const key = [plainKana(row!.被保険者カナ!), plainName(row!.被保険者氏名!), townOf(row!.住所!)].join(
        "|",
      );
      sameName.set(key, (sameName.get(key) ?? new Set()).add(number));
    }
    const spellings = [...people.values()].map(
      (list) => new Set(list.map((r) => plainName(r.被保険者氏名!))).size,
    );
    const gaiji = rows.filter((row) => /[\ue000-\uf8ff]/.test(Object.values(row).join("")));
    expect({
      rows: main.length,
      supplementRows: supplement.length,
      claims: distinct.size,
      people: people.size,
      exactDuplicateRows: rows.length - distinct.size,
      sameNamePairs: [...sameName.values()].filter((numbers) => numbers.size === 2).length,
      peopleWithTwoSpellings: spellings.filter((n) => n > 1).length,
      gaijiPeople: new Set(gaiji.map((row) => row.被保険者番号)).size,
      gaijiRows: gaiji.length,
      writings: {
        halfWidthKana: rows.filter((row) => /[ｦ-ﾟ]/.test(row.被保険者カナ!)).length,
        eraBirth: rows.filter((row) => !/^\d{4}\/\d\d\/\d\d$/.test(row.生年月日!)).length,
        fullWidthAddress: rows.filter((row) => /[０-９]－[０-９]/.test(row.住所!)).length,
        postcodeMissing: rows.filter((row) => row.住所 !== "" && row.郵便番号 === "").length,
        postcodeFullWidth: rows.filter((row) => /[０-９]/.test(row.郵便番号!)).length,
      },
    }).toEqual(truth.master);
    for (const numbers of sameName.values()) expect(numbers.size).toBeLessThanOrEqual(2);
  });

  it("the master is CP932 with CRLF throughout, the supplement UTF-8 with a mark and only what CP932 lacks", () => {
    const main = bytesOf(scenario, "customer-master.csv");
    const text = new TextDecoder("shift_jis", { fatal: true }).decode(main);
    expect(text).not.toContain("\ufffd");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    const supplement = bytesOf(scenario, "customer-master-supplement.csv");
    expect([...supplement.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(masterRows(scenario).supplement.length).toBeGreaterThan(0);
    // Gaiji are the byte pairs F040 and up, not a character set of ours.
    expect(main.includes(Buffer.from([0xf0, 0x40]))).toBe(true);
  });

  it("a catalog with nothing to confess: counts, block ranges and file records explain every volume", () => {
    const media = catalogTable(scenario, "Media");
    const jobs = new Map(catalogTable(scenario, "Job").map((row) => [row.jobid, row]));
    const jobMedia = catalogTable(scenario, "JobMedia");
    for (const medium of media) {
      const mine = jobMedia.filter((row) => row.mediaid === medium.mediaid);
      expect(new Set(mine.map((row) => row.jobid)).size).toBe(Number(medium.voljobs));
      let next = 219;
      for (const row of mine) {
        expect(Number(row.startblock)).toBe(next);
        expect(Number(row.startfile)).toBe(0);
        next = Number(row.endblock) + 1;
      }
      expect(Number(medium.volbytes)).toBe(next);
    }
    const perJob = new Map<string, number[]>();
    const broken: string[] = [];
    for (const row of catalogTable(scenario, "File")) {
      const index = Number(row.fileindex);
      const list = perJob.get(row.jobid!) ?? [];
      perJob.set(row.jobid!, list);
      if (index > 0) list.push(index);
      const status = decodeLStat(row.lstat!);
      const valid = status.length === 16 && status.every((n) => Number.isSafeInteger(n) && n >= 0);
      if (!valid || !/^(0|[A-Za-z0-9+/]{21}[AQgw])$/.test(row.md5!)) broken.push(row.fileid!);
    }
    expect(broken).toEqual([]);
    expect([...perJob.keys()].sort()).toEqual([...jobs.keys()].sort());
    for (const [jobId, indexes] of perJob) {
      expect(Number(jobs.get(jobId)!.jobfiles)).toBe(indexes.length);
      expect(indexes.every((index, i) => index === i + 1)).toBe(true);
      const mine = jobMedia.filter((row) => row.jobid === jobId);
      expect([mine[0]!.firstindex, mine.at(-1)!.lastindex]).toEqual(["1", String(indexes.length)]);
    }
  });

  it("its tables have the very columns of a real catalog's export", () => {
    const real = new URL("../fixtures/bacula/tables/", import.meta.url);
    for (const table of ["Client", "Job", "JobMedia", "Media", "Path", "Filename", "File"]) {
      const packed = ["Path", "Filename", "File"].includes(table);
      const bytes = readFileSync(new URL(`${table}.csv${packed ? ".gz" : ""}`, real));
      const header = (text: Buffer) => text.toString("utf8").split("\n")[0];
      expect(header(bytesOf(scenario, `catalog/${table}.csv`))).toBe(
        header(packed ? gunzipSync(bytes) : bytes),
      );
    }
  });

  it("no telephone number can ring and no postcode is one of a whole delivery area", () => {
    const { main, supplement } = masterRows(scenario);
    const silent = /^$|^0[789]0-0000-\d{4}$|^(?=[\d-]{12}$)0\d{1,3}-0{2,4}-\d{4}$/;
    const wrong = [...main, ...supplement].filter((row) => {
      const postcode = row.郵便番号!.normalize("NFKC").replace("-", "");
      return (
        !silent.test(row.電話番号!.normalize("NFKC")) ||
        !/^$|^\d{7}$/.test(postcode) ||
        postcode.endsWith("00")
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe("the generator", () => {
  it("gives the same bytes for the same seed, twice from one result too, and others for another seed", () => {
    const one = generateScenario("two-tapes-small", { seed: 7 });
    const again = generateScenario("two-tapes-small", { seed: 7 });
    expect(hashes(again)).toEqual(hashes(one));
    expect(hashes(one)).toEqual(hashes(one));
    const other = hashes(generateScenario("two-tapes-small", { seed: 8 }));
    for (const path of ["catalog/File.csv", "catalog/Filename.csv", "customer-master.csv"]) {
      expect(other[path]).not.toBe(hashes(one)[path]);
    }
  });

  it("the full case has exactly 39,585 affected people, both document classes and a dozen namesakes", () => {
    const { truth } = generated.get("two-tapes")!;
    expect(truth.affectedPeople).toBe(39_585);
    expect(truth.master.sameNamePairs).toBe(12);
    expect(truth.onLostVolumes.unresolved.unreadableName).toBe(25);
    expect(truth.master.claims / truth.master.people).toBeGreaterThan(1.25);
    expect(truth.people).toBeUndefined();
  });

  it.each([100, 101, 333, 1_000])("any number of people asked for is the number affected: %i", (people) => {
    for (const seed of [1, 2, 3]) {
      const scenario = generateScenario("two-tapes", { people, seed });
      expect(scenario.truth.affectedPeople).toBe(people);
      expect(bruteForce(scenario, lostVolumes).people.size).toBe(people);
    }
  });

  it("its cast is where the story needs it", () => {
    const scenario = generated.get("two-tapes-small")!;
    const { people: affected } = found("two-tapes-small");
    for (const member of scenario.truth.cast) {
      expect(affected.has(member.insuredNumber), member.key).toBe(member.affected);
    }
    const of = (key: string) => scenario.truth.cast.find((m) => m.key === key)!;
    const parts = (key: string) => [...affected.get(of(key).insuredNumber)!.values()].map((v) => [...v]);
    expect(
      parts("hanako")
        .flat()
        .every(([volume]) => volume === "DLS-A00123L4"),
    ).toBe(true);
    expect(parts("boundary")).toContainEqual([["DLS-A00124L4", "partial"]]);
    expect(parts("across-lost-tapes")).toContainEqual([
      ["DLS-A00123L4", "partial"],
      ["DLS-A00124L4", "partial"],
    ]);
    expect(of("earlier-claim").claims.length).toBe(2);
  });

  it("refuses an unknown scenario and a number of people it cannot make, saying what it can", () => {
    expect(() => generateScenario("nowhere")).toThrow("seed.scenario-unknown");
    for (const people of [0, 19, 89, 1.5, Number.NaN]) {
      expect(() => generateScenario("hard-names", { people })).toThrow("seed.people-out-of-range");
    }
  });
});
