import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  controlSheetCodeText,
  parseControlSheetCode,
  parseSheetCode,
  type SheetCode,
  sheetCodeText,
} from "@/lib/sheet-code";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const runCode = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 10, maxLength: 10 });
const sheetCode: fc.Arbitrary<SheetCode> = fc
  .record({
    runCode,
    sequence: fc.integer({ min: 1, max: 99_999 }),
    generation: fc.integer({ min: 1, max: 999 }),
    sheets: fc.integer({ min: 1, max: 99 }),
    part: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  .map(({ part, ...code }) => ({ ...code, sheet: 1 + Math.floor(part * code.sheets) }));
const shown = "|/ABCDEFGHJKMNPQRSTUVWXYZabv0123456789-";

describe("sheet code", () => {
  it("names run, piece, generation and sheet in a form of its own and reads back to itself", () => {
    const code = { runCode: "K7Q2MD4X0A", sequence: 12, generation: 1, sheet: 1, sheets: 2 };
    expect(sheetCodeText(code)).toMatch(/^v1\|K7Q2MD4X0A\|00012\|1\|1\/2\|[0-9A-Z]$/);
    fc.assert(
      fc.property(sheetCode, (any) => {
        expect(parseSheetCode(sheetCodeText(any))).toEqual({ ok: true, ...any });
      }),
    );
  });

  it("notices every single wrong character: it is refused or still says the same", () => {
    fc.assert(
      fc.property(sheetCode, (code) => {
        const text = sheetCodeText(code);
        for (let at = 0; at < text.length; at++) {
          for (const wrong of shown) {
            const read = parseSheetCode(text.slice(0, at) + wrong + text.slice(at + 1));
            if (read.ok) expect(read).toEqual({ ok: true, ...code });
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("notices every swap of two neighbours, separators among them", () => {
    fc.assert(
      fc.property(sheetCode, (code) => {
        const text = sheetCodeText(code);
        for (let at = 0; at + 1 < text.length; at++) {
          const swapped = text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
          if (swapped !== text) expect(parseSheetCode(swapped).ok).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("reads what keyboards of other layouts, widths and cases make of it", () => {
    fc.assert(
      fc.property(sheetCode, (code) => {
        const text = sheetCodeText(code);
        const fullWidth = text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
        for (const typed of [
          text.toLowerCase(),
          text.toUpperCase(),
          fullWidth,
          `${text.replaceAll("|", "}")}\r\n`,
          text.replaceAll("|", "\\").replace("/", "?"),
          text.replaceAll("|", "｜").replace("/", "・"),
          text.replaceAll("0", "O").replace(/(?<!^v)1/g, "l"),
        ]) {
          expect(parseSheetCode(typed), typed).toEqual({ ok: true, ...code });
        }
      }),
      { numRuns: 100 },
    );
  });

  it("tells apart what is no code of ours, Japanese input, a newer version and a typing error", () => {
    const text = sheetCodeText({ runCode: "K7Q2MD4X0A", sequence: 12, generation: 1, sheet: 1, sheets: 2 });
    const problem = (typed: string) => {
      const read = parseSheetCode(typed);
      return read.ok ? "ok" : read.problem;
    };
    expect(problem("  ")).toBe("empty");
    expect(problem("4901234567894")).toBe("other");
    expect(problem("https://example.jp/")).toBe("other");
    expect(problem("ｖ１｜ｋ７ｑ２ｍｄ４ｘ０あ｜００")).toBe("input-method");
    expect(problem(text.replace("v1", "v2"))).toBe("other-version");
    expect(problem(text.slice(0, -4))).toBe("malformed");
    expect(problem(`${text.slice(0, -1)}${text.endsWith("0") ? "1" : "0"}`)).toBe("bad-check");
  });

  it("knows a control sheet from a piece, and what it counts", () => {
    fc.assert(
      fc.property(
        fc.record({
          runCode,
          place: fc.constantFrom("head" as const, "end" as const),
          pieces: fc.integer({ min: 0, max: 500 }),
          sheets: fc.integer({ min: 0, max: 9_999 }),
        }),
        (code) => {
          const text = controlSheetCodeText(code);
          expect(parseControlSheetCode(text.replaceAll("|", "}"))).toEqual(code);
          expect(parseSheetCode(text)).toEqual({ ok: false, problem: "control-sheet" });
        },
      ),
    );
    expect(parseControlSheetCode(sheetCodeText({ ...firstSheet, runCode: "0000000000" }))).toBeNull();
  });

  it("refuses to print what it could not read back", () => {
    for (const wrong of [{ sequence: 0 }, { sheet: 3 }, { generation: 1000 }, { runCode: "SHORT" }]) {
      expect(() => sheetCodeText({ ...firstSheet, ...wrong })).toThrow(/sheet-code.unprintable/);
    }
  });
});

const firstSheet: SheetCode = { runCode: "K7Q2MD4X0A", sequence: 1, generation: 1, sheet: 1, sheets: 2 };
