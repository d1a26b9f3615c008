import fc from "fast-check";
import { expect, it } from "vitest";
import { type LineMend, mendLines, physicalLines } from "@/lib/mend-lines";
import { cut, gathered, refusalOf } from "./text-stream";

const mended = async (text: string, mends: LineMend[], sizes = [text.length || 1]) =>
  (await gathered(mendLines(cut(text, sizes), mends))).join("");

it.each<[string, string, LineMend[], string]>([
  ["one line among others", "a\nb\nc\n", [{ line: 2, lines: 1, mended: "B" }], "a\nB\nc\n"],
  ["the first line", "a\nb\n", [{ line: 1, lines: 1, mended: "A" }], "A\nb\n"],
  ["a last line without an end", "a\nb", [{ line: 2, lines: 1, mended: "B" }], "a\nB"],
  ["the only line", "a", [{ line: 1, lines: 1, mended: "" }], ""],
  [
    "a record of three lines by one",
    "a\r\nb\r\nc\r\nd\r\n",
    [{ line: 1, lines: 3, mended: "x" }],
    "x\r\n\r\n\r\nd\r\n",
  ],
  [
    "three lines by two, at an end without one",
    "a\nb\nc\nd",
    [{ line: 2, lines: 3, mended: "x\r\ny" }],
    "a\nx\ny\n",
  ],
  [
    "two neighbours",
    "a\rb\rc\r",
    [
      { line: 2, lines: 1, mended: "B" },
      { line: 1, lines: 1, mended: "A" },
    ],
    "A\rB\rc\r",
  ],
  ["nothing where there is nothing to mend", "a\r", [], "a\r"],
])("a mend replaces exactly its lines: %s", async (_, text, mends, expected) => {
  expect(await mended(text, mends)).toBe(expected);
});

it.each<[string, string, LineMend[], string, object]>([
  [
    "longer than what it replaces",
    "a\n",
    [{ line: 1, lines: 1, mended: "x\ny" }],
    "mend.too-many-lines",
    { line: 1, lines: 1, mended: 2 },
  ],
  [
    "overlapping another",
    "a\nb\nc\n",
    [
      { line: 1, lines: 2, mended: "x" },
      { line: 2, lines: 1, mended: "y" },
    ],
    "mend.overlapping",
    { line: 2 },
  ],
  [
    "beyond the last line",
    "a\nb\n",
    [{ line: 3, lines: 1, mended: "x" }],
    "mend.line-not-there",
    { line: 3 },
  ],
  [
    "reaching beyond the last line",
    "a\nb\n",
    [{ line: 2, lines: 2, mended: "x" }],
    "mend.line-not-there",
    { line: 2 },
  ],
])("a mend that does not fit is refused with its line: %s", async (_, text, mends, reason, detail) => {
  expect(await refusalOf(() => mended(text, mends))).toEqual({ reason, detail });
});

/** A text as its lines, each with the end it has. */
const lineText = fc.string({ unit: fc.constantFrom("a", "あ", "\u{20bb7}", ",", '"', " "), maxLength: 4 });
const endings = fc.constantFrom("\n", "\r\n", "\r");
const someLines = fc.array(fc.tuple(lineText, endings), { minLength: 1, maxLength: 12 });

it("in any text, cut anywhere, every other line keeps its number, its text and its end", async () => {
  await fc.assert(
    fc.asyncProperty(
      someLines,
      fc.boolean(),
      fc.array(
        fc.tuple(
          fc.nat(11),
          fc.integer({ min: 1, max: 3 }),
          fc.array(lineText, { minLength: 1, maxLength: 3 }),
        ),
      ),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      async (given, openEnd, wanted, sizes) => {
        // CR followed by an empty line that ends in LF would be one CRLF.
        const lines = given.map(
          ([text, end], i) => [text || (given[i - 1]?.[1] === "\r" ? "x" : ""), end] as const,
        );
        const last = lines.length - 1;
        const isOpen = openEnd && lines[last]?.[0] !== "";
        const whole = lines.map(([text, end], i) => text + (isOpen && i === last ? "" : end)).join("");
        const mends: LineMend[] = [];
        let free = 1;
        for (const [gap, count, parts] of wanted) {
          const line = free + gap;
          const most = parts.slice(0, count).join("\n");
          if (line + count - 1 > lines.length) continue;
          mends.push({ line, lines: count, mended: most });
          free = line + count;
        }
        const expected = lines.map(([text, end]) => ({ text, end: end as string }));
        for (const { line, lines: count, mended: text } of mends) {
          const parts = text.split("\n");
          const isLast = line + count - 1 === lines.length && isOpen;
          const lineEnd = isLast && count === 1 ? "" : (expected[line - 1]?.end ?? "");
          const lastEnd = expected[line + count - 2]?.end ?? "";
          for (let i = 0; i < count; i++)
            expected[line - 1 + i] = { text: parts[i] ?? "", end: i === count - 1 ? lastEnd : lineEnd };
        }
        const model = expected.map(({ text, end }, i) => text + (isOpen && i === last ? "" : end)).join("");
        expect(await mended(whole, mends, sizes)).toBe(model);
      },
    ),
    { numRuns: 500 },
  );
});

it("a text is as many physical lines as it has ends and one", () => {
  expect(["", "a", "a\r\nb", "a\n\r"].map(physicalLines)).toEqual([1, 1, 2, 3]);
});
