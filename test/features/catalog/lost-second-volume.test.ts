import { describe, expect, it } from "vitest";
import { incompleteReasons, scopeVerdict } from "@/features/catalog/rules";
import { factsOf } from "./bacula-fixture";
import { writeTapes } from "./tape-simulator";
import { evidenceOf, pathsWhere } from "./volume-contents";
import { asBls, asCsv, asSql } from "./written-catalog";

// One job of 28 files, two blocks each but the 10th and 20th, which reach over the end of a volume.
const sizes = Array.from({ length: 28 }, (_, at) => (at === 9 || at === 19 ? 4 : 2));
const plan = { capacityBlocks: 20, jobs: [sizes], turns: [] };
const catalog = {
  plan,
  tapes: writeTapes(plan),
  pathOf: (_: number, index: number) => `/srv/書類/${index}.tif`,
};
const files = (from: number, to: number) =>
  new Set(Array.from({ length: to - from + 1 }, (_, at) => `/srv/書類/${from + at}.tif`));

describe("volume 2 of a job on 3 volumes", () => {
  it("is written as the case wants it", () => {
    expect(
      catalog.tapes.ranges.map(({ volume, firstIndex, lastIndex }) => [volume, firstIndex, lastIndex]),
    ).toEqual([
      ["TAPE0", 1, 10],
      ["TAPE1", 10, 19],
      ["TAPE2", 20, 28],
    ]);
  });

  it.each([
    ["CSV", () => asCsv(catalog, "Bacula")],
    ["Bareos CSV", () => asCsv(catalog, "Bareos")],
    ["SQL", () => [asSql(catalog, "Bacula", "copy", 2)]],
    [
      "SQL and listings",
      () => [asSql(catalog, "Bacula", "inserts", 0), ...["TAPE0", "TAPE1"].map((v) => asBls(catalog, v))],
    ],
  ])("lost gives exactly its range, from %s: 10 partly, 11 to 19 wholly", async (_, given) => {
    const facts = await factsOf(given());
    const partial = pathsWhere(facts, "TAPE1", "partial");
    const all = pathsWhere(facts, "TAPE1", "full", "partial");
    expect(partial).toEqual(files(10, 10));
    expect(all).toEqual(files(10, 19));
    expect(scopeVerdict(incompleteReasons(evidenceOf(facts, "TAPE1")))).toBe("complete");
  });
});
