import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CompiledPattern,
  compilePattern,
  matchPattern,
} from "@/features/documents/path-rules/compile-pattern";

describe("patterns", () => {
  it("are told apart by how a path ends only where the expression says the same", () => {
    const fitting = fc.constantFrom(
      ...[
        ["a", "a"],
        ["b.", "b."],
        ["*", "x"],
        ["*", ""],
        ["#", "7"],
        ["(a|bc|#)", "bc"],
        ["(a|bc|#)", "5"],
      ],
      ...[
        ["{sheet=##|x}", "12"],
        ["\\*", "*"],
        ["元", "元"],
        ["𠮷", "𠮷"],
        ["(𠮷|7)", "𠮷"],
        ["/", "/"],
        ["/**/", "/"],
      ],
    );
    const tail = fc.constantFrom("", "", "", "a", "bc", ".", "1", "*", "元", "\ud842", "/");
    let matched = 0;
    fc.assert(
      fc.property(fc.array(fitting, { maxLength: 5 }), tail, (pieces, end) => {
        const pattern = compiledOrNull(pieces.map(([piece]) => piece).join(""));
        const path = pieces.map(([, text]) => text).join("") + end;
        const plain = pattern && matchPattern({ ...pattern, endings: null }, path);
        if (pattern) expect(matchPattern(pattern, path)).toEqual(plain);
        if (pattern?.endings && plain) matched += 1;
      }),
      { numRuns: 5000, seed: 5 },
    );
    expect(matched).toBeGreaterThan(500);
  });
});

function compiledOrNull(pattern: string): CompiledPattern | null {
  try {
    return compilePattern("r", pattern);
  } catch {
    return null;
  }
}
