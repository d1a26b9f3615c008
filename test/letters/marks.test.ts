import jsqr from "jsqr";
import { beforeAll, describe, expect, it } from "vitest";
import { compileLetter } from "@/features/letters/typeset/compile-letter";
import { type Area, pointsPerMm, shippedEnvelopes, windowAreas } from "@/features/letters/typeset/envelope";
import { setPiece } from "@/features/letters/typeset/set-piece";
import { type RunSet, setRun } from "@/features/letters/typeset/set-run";
import { customerBarcode } from "@/lib/japan/customer-barcode";
import { parseControlSheetCode, parseSheetCode } from "@/lib/sheet-code";
import { drawPage, type Picture } from "./draw-page";
import { readPages } from "./read-pages";
import { constants, fonts, samplePiece, sampleRun, templateSource } from "./sample-letters";

// The package is CommonJS with its function as `default`.
const readQr = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr;

const dpi = 300;
const answerUrl = "https://owabi.example.jp/answer";
const control = {
  incidentCode: "2014-03-DLS",
  runNumber: 7,
  kind: "first" as const,
  template: "insured/v1",
  sealedAt: "2014-03-12 10:15",
  sealedBy: "受付　花子\ue000",
  planned: 4,
};
const compiled = compileLetter({
  templateSource: templateSource("insured"),
  constants,
  envelope: shippedEnvelopes.chokei3,
  fonts,
  answerUrl,
});
const long = { lost_clause: Array.from({ length: 40 }, (_, i) => `診断書 第${i + 1}号：お名前、性別`) };
const pieces = [
  samplePiece(11),
  { ...samplePiece(12, { values: long }), generation: 3 },
  samplePiece(13, { addressee: { postcode: "1000000" } }),
  samplePiece(14, { values: { name: "" } }),
];

let run: RunSet;
let pdf: Buffer;

/** The part of a drawn page from `area` (points from the upper left corner), as a camera sees it. */
function pixelsIn(page: Picture, area: Area) {
  const at = (points: number) => Math.round((points * dpi) / 72);
  const [left, top] = [Math.max(0, at(area.left)), Math.max(0, at(area.top))];
  const [width, height] = [
    Math.min(page.width, at(area.right)) - left,
    Math.min(page.height, at(area.bottom)) - top,
  ];
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const grey = (page.points[(y + top) * page.width + x + left] as number) * 17;
      pixels.fill(grey, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { pixels, width, height };
}

function codeIn(page: Picture, area: Area): string | undefined {
  const { pixels, width, height } = pixelsIn(page, area);
  return readQr(pixels, width, height)?.data;
}

const lowerLeft: Area = { left: 0, top: 760, right: 61, bottom: 842 };
const lowerRight: Area = { left: 534, top: 760, right: 596, bottom: 842 };

beforeAll(async () => {
  const chunks: Uint8Array[] = [];
  run = await setRun(compiled, { ...sampleRun, control }, pieces, (bytes) => {
    chunks.push(bytes);
  });
  pdf = Buffer.concat(chunks);
});

describe("the marks on a drawn page", () => {
  it("are read by a scanner on every sheet: run, piece, generation and place, as they stand in print beside it", async () => {
    const pages = await readPages(pdf);
    let sheets = 0;
    for (const { letterId, firstPage, pages: count } of run.pieces) {
      const piece = pieces.find((one) => one.letterId === letterId);
      for (let k = 0; k < count; k++) {
        const code = codeIn(await drawPage(pdf, firstPage + k, dpi), lowerLeft) ?? "";
        expect(parseSheetCode(code)).toEqual({
          ok: true,
          runCode: sampleRun.code,
          sequence: piece?.sequence,
          generation: piece?.generation,
          ...{ sheet: k + 1, sheets: count },
        });
        expect(pages[firstPage + k - 1]?.text).toContain(code);
        sheets++;
      }
    }
    expect(sheets).toBe(4);
  });

  it("lead to the answer page on the first sheet alone, the number behind a # that no server sees", async () => {
    for (const { letterId, firstPage, pages: count } of run.pieces) {
      const number = pieces.find((one) => one.letterId === letterId)?.inquiryNumber;
      expect(codeIn(await drawPage(pdf, firstPage, dpi), lowerRight)).toBe(`${answerUrl}#${number}`);
      if (count > 1) expect(codeIn(await drawPage(pdf, firstPage + 1, dpi), lowerRight)).toBeUndefined();
    }
  });

  it("show the postal barcode bar by bar where it was placed, with 2 mm of white on every side", async () => {
    const [piece] = pieces;
    const set = piece && setPiece(compiled, piece);
    const made =
      piece && customerBarcode(piece.addressee.postcode, [...piece.addressee.addressLines].join(" "));
    if (!set?.ok || !set.letter.barcode.ok || !made?.ok) throw new Error("no barcode");
    const { left, top, size } = set.letter.barcode;
    const mm = (size / 10) * pointsPerMm;
    const page = await drawPage(pdf, run.pieces[0]?.firstPage ?? 0, dpi);
    const isDark = (x: number, y: number) =>
      (page.points[Math.round((y * dpi) / 72) * page.width + Math.round((x * dpi) / 72)] as number) < 8;
    const seen = Array.from({ length: 67 }, (_, i) => {
      const x = left + (i * 0.97 + 0.303) * mm;
      const [upper, middle, lower] = [0.5, 1.75, 3].map((y) => isDark(x, top + y * mm));
      if (!middle) return "?";
      return upper && lower ? "1" : upper ? "2" : lower ? "3" : "4";
    }).join("");
    expect(seen).toBe(made.barcode.bars);
    const clear = 2 * pointsPerMm - 0.5;
    const outer = {
      left: left - clear,
      top: top - clear,
      right: left + (66 * 0.97 + 0.606) * mm + clear,
      bottom: top + 3.5 * mm + clear,
    };
    const { pixels, width, height } = pixelsIn(page, outer);
    const border = Math.floor((clear * dpi) / 72) - 2;
    let dark = 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const inside = x > border && x < width - border && y > border && y < height - border;
        if (!inside && (pixels[(y * width + x) * 4] as number) < 128) dark++;
      }
    }
    expect(dark).toBe(0);
    expect(top + 3.5 * mm + 2 * pointsPerMm).toBeLessThanOrEqual(
      windowAreas(shippedEnvelopes.chokei3).always.bottom,
    );
  });

  it("leave the barcode out, and say why, where the postcode or the room does not allow one", () => {
    expect(run.pieces.map(({ noBarcode }) => noBarcode)).toEqual([null, null, "representative-postcode"]);
    const crowded = samplePiece(1, { addressee: { addressLines: ["一丁目", "二番", "三号", "四階"] } });
    const set = setPiece(compiled, crowded);
    expect(set.ok && set.letter.barcode).toEqual({ ok: false, because: "no-room" });
    const abroad = setPiece(compiled, samplePiece(1, { addressee: { postcode: null } }));
    expect(abroad.ok && abroad.letter.barcode).toEqual({ ok: false, because: "no-postcode" });
  });
});

describe("control sheets", () => {
  it("stand before the first and after the last letter, count what lies between, and name nobody it is sent to", async () => {
    const pages = await readPages(pdf);
    expect(pages).toHaveLength(run.pages);
    expect(run.pieces.map(({ firstPage }) => firstPage)).toEqual([2, 3, 5]);
    for (const [number, place] of [
      [1, "head"],
      [run.pages, "end"],
    ] as const) {
      const code = codeIn(await drawPage(pdf, number, dpi), { left: 400, top: 60, right: 596, bottom: 220 });
      expect(parseControlSheetCode(code ?? "")).toEqual({
        runCode: sampleRun.code,
        place,
        pieces: 3,
        sheets: 4,
      });
      const text = pages[number - 1]?.text ?? "";
      for (const said of ["2014-03-DLS/7", "00011–00013", "insured/v1", "受付花子〓", code ?? "?"]) {
        expect(text).toContain(said);
      }
      expect(text).toMatch(/Letters3.*Sheets,withoutthesetwo4.*notinthisfile1/);
      expect(text).not.toMatch(/山田|渋谷|K7Q2-M9PX/);
    }
  });

  it("are not there where none were asked for, nor in a file without letters", async () => {
    const bytes: Uint8Array[] = [];
    const plain = await setRun(compiled, sampleRun, [samplePiece(1)], (chunk) => void bytes.push(chunk));
    expect([plain.pages, plain.pieces[0]?.firstPage]).toEqual([1, 1]);
    const none = await setRun(compiled, { ...sampleRun, control }, [pieces[3] ?? samplePiece(1)], (chunk) => {
      bytes.push(chunk);
    });
    expect(none).toMatchObject({ pages: 0, sha256: null, pieces: [] });
  });
});
