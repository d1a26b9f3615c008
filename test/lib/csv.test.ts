import { type CsvError, parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CsvOptions,
  csvLine,
  neutraliseCell,
  parseCsv,
  readHeader,
  restoreCell,
  writeCsv,
} from "@/lib/csv";
import { lineBreaks } from "@/lib/decode-text";
import { cut, gathered, refusalOf } from "./text-stream";

const records = (text: string, size = 4096, options?: CsvOptions) =>
  gathered(parseCsv(cut(text, [size]), options));
const cells = fc.array(
  fc.array(fc.constantFrom(..."山﨑𠮷,\"\r\n\t'=+-@ aｱ"), { maxLength: 8 }).map((all) => all.join("")),
  { minLength: 1, maxLength: 6 },
);
const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** The same by csv-parse, which keeps one character of the line end in `raw`. */
function oracle(text: string) {
  const before: unknown[] = [];
  let line = 1;
  try {
    parse(text, {
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      raw: true,
      on_record: (given: unknown) => {
        const { record, raw: rawWithEnd } = given as { record: string[]; raw: string };
        const raw = rawWithEnd.replace(/[\r\n]$/, "");
        before.push([line, record, raw]);
        line += 1 + lineBreaks(raw);
        return null;
      },
    });
    return { before, refusal: undefined };
  } catch (error) {
    const { code, column } = error as CsvError & { column: number };
    const reason = code === "CSV_QUOTE_NOT_CLOSED" ? "csv.unclosed-quote" : "csv.stray-quote";
    return { before, refusal: { reason, detail: { line, column: column + 1 } } };
  }
}

describe("parseCsv", () => {
  it("reads mixed line ends, blank lines and quoted line ends with the line each record begins on", async () => {
    expect(await records('a,b\r\n\n"x\r\ny",2\rlast,"1,""2"""')).toEqual([
      { line: 1, cells: ["a", "b"], raw: "a,b" },
      { line: 2, cells: [""], raw: "" },
      { line: 3, cells: ["x\r\ny", "2"], raw: '"x\r\ny",2' },
      { line: 5, cells: ["last", '1,"2"'], raw: 'last,"1,""2"""' },
    ]);
  });

  it("gives the same records however the text is cut, and what a one-shot parser gives", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(cells, { minLength: 1, maxLength: 6 }),
        fc.constantFrom("\r\n", "\n", "\r"),
        fc.integer({ min: 1, max: 9 }),
        async (rows, end, size) => {
          const text = rows.map((row) => row.map(quote).join(",") + end).join("");
          const found = await records(text, size);
          expect(found.map((record) => record.cells)).toEqual(rows);
          expect(found).toEqual(await records(text));
          expect(found.map((record) => record.raw + end).join("")).toBe(text);
          const oneShot = parse(text, { relax_column_count: true, record_delimiter: ["\r\n", "\n", "\r"] });
          expect(found.map((record) => record.cells)).toEqual(oneShot);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("gives what csv-parse gives for any text, and refuses what it refuses, at the same place", async () => {
    const texts = fc.array(fc.constantFrom(...'ab山𠮷,,"""\r\n\n ;'), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 40 }), async (letters, size) => {
        const text = letters.join("");
        const before: unknown[] = [];
        const refusal = await refusalOf(async () => {
          for await (const { line, cells, raw } of parseCsv(cut(text, [size])))
            before.push([line, cells, raw]);
        });
        expect({ before, refusal }).toEqual(oracle(text));
      }),
      { numRuns: 5000 },
    );
  });

  it("accounts for every line of unquoted text exactly once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom("", "a", "a,b", "山"), { maxLength: 20 }), async (lines) => {
        const found = await records(lines.map((line) => `${line}\n`).join(""), 5);
        expect(found.map((record) => [record.line, record.raw])).toEqual(
          lines.map((line, i) => [i + 1, line]),
        );
      }),
    );
  });

  it.each([
    [
      "an unclosed quote",
      'a,b\n1,"x\n2,y\n',
      { reason: "csv.unclosed-quote", detail: { line: 2, column: 2 } },
    ],
    ["a quote inside a cell", 'a,b\n1,x"y\n', { reason: "csv.stray-quote", detail: { line: 2, column: 2 } }],
    [
      "text after a closing quote",
      'a,b\n"x"y,1\n',
      { reason: "csv.stray-quote", detail: { line: 2, column: 1 } },
    ],
  ])("refuses %s with its line and column", async (_name, text, refusal) => {
    for (const size of [1, 3, 4096]) expect(await refusalOf(() => records(text, size))).toEqual(refusal);
  });

  it("tells an unclosed quote that swallows the rest of a large file as such, by the line it began on", async () => {
    const text = `a,b\n1,2\n3,"x\n${"4,5\n".repeat(100_000)}`;
    expect(await refusalOf(() => records(text))).toEqual({
      reason: "csv.unclosed-quote",
      detail: { line: 3, column: 2 },
    });
  });

  it("gives the records before a refusal first", async () => {
    const seen: number[] = [];
    await refusalOf(async () => {
      for await (const record of parseCsv(cut('a\nb\nc"\n', [4096]))) seen.push(record.line);
    });
    expect(seen).toEqual([1, 2]);
  });

  it.each([
    ["of letters", "x"],
    ["of commas", ","],
    ["of letters, quoted", '"x'],
  ])("refuses a 100 MB line %s within a second and without keeping it", async (_name, filler) => {
    let given = 0;
    async function* long() {
      yield `a,b\n1,2\n${filler}`;
      const chunk = filler.slice(-1).repeat(65_536);
      for (; given < 100 * 1024 * 1024; given += chunk.length) yield chunk;
    }
    const began = performance.now();
    const refusal = await refusalOf(() => gathered(parseCsv(long())));
    expect(refusal).toEqual({ reason: "csv.record-too-long", detail: { line: 3, maxRecordChars: 65_536 } });
    expect(performance.now() - began).toBeLessThan(1000);
    expect(given).toBeLessThan(1024 * 1024);
  });

  it("bounds columns and record length where a file stays just under the parser's own bound", async () => {
    expect(await refusalOf(() => records(`a\n${",".repeat(600)}\n`))).toEqual({
      reason: "csv.too-many-columns",
      detail: { line: 2, columns: 601, maxColumns: 500 },
    });
    const reason = await refusalOf(() => records(`a\n${"山".repeat(101)}\n`, 4096, { maxRecordChars: 100 }));
    expect(reason).toEqual({ reason: "csv.record-too-long", detail: { line: 2, maxRecordChars: 100 } });
    expect(await records(`${"山".repeat(100)}\n`, 4096, { maxRecordChars: 100 })).toHaveLength(1);
  });

  it("keeps a header called __proto__ and U+2028 as the text they are", async () => {
    expect((await records("__proto__,a\u2028b\n"))[0]?.cells).toEqual(["__proto__", "a\u2028b"]);
  });

  it("never puts a cell's text into an error", async () => {
    const refusal = await refusalOf(() => records('a\n山田"花子,x\n'));
    expect(JSON.stringify(refusal)).not.toMatch(/山田|花子/);
  });
});

describe("readHeader", () => {
  const header = (...names: string[]) => readHeader({ line: 1, cells: names, raw: "" });

  it("refuses a doubled header, also in another width, instead of letting the last one win", async () => {
    expect(await refusalOf(() => header("氏名", "カナ", "氏名"))).toEqual({
      reason: "csv.duplicate-header",
      detail: { line: 1, header: "氏名", column: 3, firstColumn: 1 },
    });
    expect((await refusalOf(() => header("ＩＤ", "ID")))?.reason).toBe("csv.duplicate-header");
  });

  it("refuses an empty header by its column and trims the others", async () => {
    expect(await refusalOf(() => header("a", " "))).toEqual({
      reason: "csv.empty-header",
      detail: { line: 1, column: 2 },
    });
    expect(header(" 氏名　", "a")).toEqual(["氏名", "a"]);
  });
});

describe("writeCsv", () => {
  it("is read back to the same cells after restoring, whatever the cells", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { maxLength: 5 }), async (rows) => {
        const text = (await gathered(writeCsv(rows))).join("");
        const found = (await records(text, 3)).map((record) => record.cells.map(restoreCell));
        expect(found).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it("restores every string from its neutralised form", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(..."'=+-@\t\r\n＝a"), { maxLength: 6 }), (all) => {
        const cell = all.join("");
        expect(restoreCell(neutraliseCell(cell))).toBe(cell);
        expect(neutraliseCell(cell)).not.toMatch(/^[=+\-@\t\r\n＝]/);
      }),
      { numRuns: 2000 },
    );
  });

  it("begins with a byte order mark and ends lines with CRLF, so that Excel reads it", async () => {
    expect((await gathered(writeCsv([["山﨑", "=1+1", "a,b"]]))).join("")).toBe(
      '\ufeff山﨑,\'=1+1,"a,b"\r\n',
    );
    expect(csvLine(["a\nb", 'c"d', ""])).toBe('"a\nb","c""d",\r\n');
  });
});
