import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NamesById } from "@/features/catalog/readers/names-by-id";

const ids = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2 ** 53 - 1 }));
const names = fc.oneof(
  fc.constantFrom("", "a", "診断書_𠮷.tif", "x".repeat(254), "x".repeat(255), "山".repeat(40_000)),
  fc.string(),
);

describe("names kept by id", () => {
  it("come back as from a Map, in whatever order they were given, and a contradiction is told", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(ids, names), { maxLength: 60 }), (given) => {
        const kept = new NamesById();
        const model = new Map<number, string>();
        for (const [id, name] of given) {
          const earlier = model.get(id);
          const expected = earlier === undefined ? "kept" : earlier === name ? "same" : "contradicts";
          expect(kept.add(id, name)).toBe(expected);
          if (earlier === undefined) model.set(id, name);
        }
        expect(kept.size).toBe(model.size);
        for (const [id, name] of model) expect(kept.get(id)).toBe(name);
        for (const absent of [0, 7, 21, 2 ** 40]) expect(kept.get(absent)).toBe(model.get(absent));
      }),
      { numRuns: 1000 },
    );
  });

  it("take little more memory than the names themselves, over many blocks", () => {
    const kept = new NamesById();
    const before = process.memoryUsage();
    for (let id = 1; id <= 500_000; id += 1) kept.add(id, `CLM-2012-${id}_S01_SD01.tif`);
    const after = process.memoryUsage();
    const grown = after.heapUsed + after.external - before.heapUsed - before.external;
    expect(grown / 500_000).toBeLessThan(60);
    expect(kept.get(1)).toBe("CLM-2012-1_S01_SD01.tif");
    expect(kept.get(499_999)).toBe("CLM-2012-499999_S01_SD01.tif");
    expect(kept.get(500_001)).toBeUndefined();
  });
});
