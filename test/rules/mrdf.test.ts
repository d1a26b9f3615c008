import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type MrdfPiece,
  type MrdfRun,
  mrdfColumns,
  mrdfCsv,
  mrdfFormat,
  mrdfJson,
} from "@/features/print-runs/mrdf/write-mrdf";
import { parseCsv, readHeader } from "@/lib/csv";
import { inquiryNumberFrom } from "@/lib/inquiry-number";
import { parseSheetCode } from "@/lib/sheet-code";

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
const piece: fc.Arbitrary<Omit<MrdfPiece, "sequence">> = fc.record({
  piece: fc.uint8Array({ minLength: 6, maxLength: 6 }).map(inquiryNumberFrom),
  generation: fc.integer({ min: 1, max: 20 }),
  sheets: fc.integer({ min: 1, max: 4 }),
  firstPage: fc.integer({ min: 2, max: 2_000 }),
  sha256: hex(64),
  weightClass: fc.constantFrom("to-25g" as const, "to-50g" as const, "over-50g" as const),
  act: fc.constantFrom("insert" as const, "pull" as const),
});
const run: fc.Arbitrary<MrdfRun> = fc.record({
  runCode: hex(10).map((code) => code.toUpperCase()),
  label: fc.constant("2014-03-DLS/7"),
  pdfSha256: hex(64),
  pieces: fc.array(piece, { maxLength: 30 }).map((all) => all.map((one, i) => ({ ...one, sequence: i + 1 }))),
});

type Cells = Record<string, string | number>;

function asPiece(cells: Cells): MrdfPiece {
  return {
    sequence: Number(cells.sequence),
    piece: String(cells.piece),
    generation: Number(cells.generation),
    sheets: Number(cells.sheets),
    firstPage: Number(cells.first_page),
    sha256: String(cells.sha256),
    weightClass: cells.weight_class as MrdfPiece["weightClass"],
    act: cells.act as MrdfPiece["act"],
  };
}

async function* inOnePiece(text: string) {
  yield text;
}

async function recordsOf(csv: string): Promise<Cells[]> {
  const records = [];
  for await (const record of parseCsv(inOnePiece(csv))) records.push(record);
  const [header, ...rest] = records;
  const names = header ? readHeader(header) : [];
  expect(names).toEqual([...mrdfColumns]);
  return rest.map(({ cells }) => Object.fromEntries(cells.map((cell, i) => [names[i] ?? "", cell])));
}

describe("the data file of a run", () => {
  it("reads back to exactly the pieces it was written from, as CSV and as JSON", async () => {
    await fc.assert(
      fc.asyncProperty(run, async (file) => {
        const rows = await recordsOf(mrdfCsv(file));
        expect(rows.map(asPiece)).toEqual(file.pieces);
        for (const row of rows) expect(row.run).toBe(file.runCode);
        const json = JSON.parse(mrdfJson(file)) as Cells & { records: Cells[] };
        expect(json.records.map(asPiece)).toEqual(file.pieces);
        expect(json).toMatchObject({
          format: mrdfFormat,
          run: file.runCode,
          label: file.label,
          pdf_sha256: file.pdfSha256,
          pieces: file.pieces.length,
          sheets: file.pieces.reduce((sum, { sheets }) => sum + sheets, 0),
        });
      }),
      { numRuns: 60 },
    );
  });

  it("names each piece by the code that stands on its first sheet", async () => {
    await fc.assert(
      fc.asyncProperty(run, async (file) => {
        const rows = await recordsOf(mrdfCsv(file));
        for (const [i, { sequence, generation, sheets }] of file.pieces.entries()) {
          expect(parseSheetCode(String(rows[i]?.first_sheet_code))).toEqual({
            ok: true,
            runCode: file.runCode,
            ...{ sequence, generation, sheet: 1, sheets },
          });
        }
      }),
      { numRuns: 30 },
    );
  });

  it("is plain ASCII, a line a piece, for machines that know no more", () => {
    fc.assert(
      fc.property(run, (file) => {
        const csv = mrdfCsv(file);
        expect(csv).toMatch(/^[\x20-\x7e\r\n]*$/);
        expect(csv.split("\r\n")).toHaveLength(file.pieces.length + 2);
      }),
      { numRuns: 30 },
    );
  });
});
