import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CatalogFact } from "@/features/catalog/readers/catalog-facts";
import { incompleteReasons, scopeVerdict, type Whereabouts } from "@/features/catalog/rules";
import { factsOf, ofKind } from "./bacula-fixture";
import { sumOf } from "./small-catalog";
import { whereByBlocks } from "./tape-simulator";
import { evidenceOf, standings } from "./volume-contents";
import { asBls, asCsv, asSql, type WrittenCatalog, writtenCatalogs } from "./written-catalog";

function placed(facts: CatalogFact[], volume: string): string[] {
  return standings(facts, volume)
    .filter(({ where }) => where !== "not-on-volume")
    .map(({ file, where }) => `${where} ${file.path}`)
    .sort();
}

/** The truth, told from the blocks of the simulated tapes. */
function onTape({ plan, tapes, pathOf }: WrittenCatalog, volume: string): string[] {
  return plan.jobs
    .flatMap((sizes, job) =>
      sizes.flatMap((_, at) => {
        const where: Whereabouts = whereByBlocks(tapes, volume, job + 1, at + 1);
        return where === "not-on-volume" ? [] : [`${where} ${pathOf(job + 1, at + 1)}`];
      }),
    )
    .sort();
}

const shape = fc.constantFrom("Bacula" as const, "Bareos" as const);
const pathsOf = (list: string[]) => list.map((line) => line.slice(line.indexOf(" ") + 1)).sort();

describe("one random catalog, written in several formats", () => {
  it("says the same of every volume as CSV and as SQL, and what the tapes say (60 catalogs)", async () => {
    const how = fc.constantFrom("copy" as const, "insert" as const, "inserts" as const);
    await fc.assert(
      fc.asyncProperty(writtenCatalogs(true), shape, how, fc.nat(2), async (catalog, as, how, turn) => {
        const csv = await factsOf(asCsv(catalog, as), { encoding: "utf-8" });
        const sql = await factsOf([asSql(catalog, as, how, turn)], { encoding: "utf-8" });
        for (const volume of catalog.tapes.volumes) {
          const truth = onTape(catalog, volume);
          expect(placed(csv, volume)).toEqual(truth);
          expect(placed(sql, volume)).toEqual(truth);
          for (const facts of [csv, sql])
            expect(scopeVerdict(incompleteReasons(evidenceOf(facts, volume)))).toBe("complete");
        }
        for (const account of [...ofKind(csv, "account"), ...ofKind(sql, "account")]) {
          expect(account.rejected).toBe(0);
          expect(sumOf(account)).toBe(account.linesRead);
        }
      }),
      { numRuns: 60, seed: 20121025 },
    );
  });

  it("as a listing of each volume names every file but those that began on the volume before", async () => {
    await fc.assert(
      fc.asyncProperty(writtenCatalogs(false), async (catalog) => {
        const { volumes } = catalog.tapes;
        const facts = await factsOf(
          volumes.map((volume) => asBls(catalog, volume)),
          { encoding: "utf-8" },
        );
        const began = new Set<string>();
        for (const volume of volumes) {
          const truth = pathsOf(onTape(catalog, volume));
          const listed = pathsOf(placed(facts, volume));
          expect(listed).toEqual(truth.filter((path) => !began.has(path)));
          for (const path of listed) began.add(path);
          expect(scopeVerdict(incompleteReasons(evidenceOf(facts, volume)))).not.toBe("incomplete");
        }
        expect(ofKind(facts, "rejected")).toEqual([]);
      }),
      { numRuns: 60, seed: 20121116 },
    );
  });

  it("together with listings it names the files of the tapes, and no other", async () => {
    await fc.assert(
      fc.asyncProperty(writtenCatalogs(false), shape, async (catalog, as) => {
        const { volumes } = catalog.tapes;
        const listings = volumes.map((volume) => asBls(catalog, volume));
        const facts = await factsOf([asSql(catalog, as, "copy", 2), ...listings], { encoding: "utf-8" });
        for (const volume of volumes) {
          const truth = new Set(pathsOf(onTape(catalog, volume)));
          expect(new Set(pathsOf(placed(facts, volume)))).toEqual(truth);
          expect(incompleteReasons(evidenceOf(facts, volume))).toEqual([]);
        }
      }),
      { numRuns: 30, seed: 20140312 },
    );
  });
});
