import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CompiledLetter, compileLetter } from "@/features/letters/typeset/compile-letter";
import { type Envelope, pointsPerMm, shippedEnvelopes } from "@/features/letters/typeset/envelope";
import { barcodeSize } from "@/features/letters/typeset/postal-barcode";
import { setPiece } from "@/features/letters/typeset/set-piece";
import { setRun } from "@/features/letters/typeset/set-run";
import { partsOfEveryLetter, type SheetPart, tryEverySlip } from "@/features/letters/typeset/slip";
import { slipPicture } from "@/features/letters/typeset/slip-picture";
import { foldSheet } from "@/features/letters/typeset/slips";
import { readPages } from "./read-pages";
import { constants, englishConstants, fonts, samplePiece, sampleRun, templateSource } from "./sample-letters";

const compiled = new Map<string, CompiledLetter>();

function compileFor(envelope: Envelope, name = "insured"): CompiledLetter {
  const key = `${envelope.name}/${name}`;
  const made = compiled.get(key) ?? compile(envelope, name);
  compiled.set(key, made);
  return made;
}

const compile = (envelope: Envelope, name: string) =>
  compileLetter({
    templateSource: templateSource(name),
    constants: name.endsWith("-en") ? { ...constants, ...englishConstants } : constants,
    envelope,
    fonts,
    answerUrl: "https://owabi.example.jp/answer",
  });

const shipped = Object.entries(shippedEnvelopes) as [string, Envelope][];

/** Where the window's corner comes to lie, worked out by hand for a sheet that only shifts. */
const play = (e: Envelope) => ({
  x: (e.widthMm - 210) / 2 + e.slackMm,
  y: (e.heightMm - foldSheet(e).panelMm) / 2 + e.slackMm,
});

describe("the sheet in its envelope", () => {
  it.each(shipped)(
    "%s: shows the address and the barcode whole and nothing else, wherever the sheet slips",
    (_, envelope) => {
      for (const name of ["insured", "insured-en"]) {
        const verdict = tryEverySlip(envelope, partsOfEveryLetter(compileFor(envelope, name)));
        expect(verdict.tightest.filter(({ clearMm }) => clearMm < 0)).toEqual([]);
        expect(verdict.ok).toBe(true);
        expect(verdict.positions).toBeGreaterThan(500);
      }
    },
  );

  it("is folded for its envelope: in three for 長形3号, DL and #10, once for C5, and never higher than goes in", () => {
    const folds = Object.fromEntries(shipped.map(([code, envelope]) => [code, foldSheet(envelope).foldsMm]));
    expect(folds).toEqual({ chokei3: [115, 230], dl: [105, 210], c5: [157], number10: [99.8, 199.6] });
  });

  it.each(shipped)("%s: no letter prints outside of the areas that were tried", async (_, envelope) => {
    const compiled = compileFor(envelope);
    const parts = partsOfEveryLetter(compiled);
    const long =
      "北海道札幌市中央区朝凪見台7丁目24番7号　グランドパレス見本中央公園イーストタワー弐番館3208号室";
    const pieces = [samplePiece(1), samplePiece(2, { addressee: { addressLines: long } })];
    const chunks: Uint8Array[] = [];
    const run = await setRun(compiled, sampleRun, pieces, (bytes) => void chunks.push(bytes));
    expect(run.pieces).toHaveLength(2);
    const pages = await readPages(Buffer.concat(chunks));
    for (const { firstPage } of run.pieces) {
      for (const { x, y, width, size } of pages[firstPage - 1]?.words ?? []) {
        const box = {
          left: x,
          right: x + width,
          top: 841.89 - y - 0.88 * size,
          bottom: 841.89 - y + 0.12 * size,
        };
        if (box.top > foldSheet(envelope).panelMm * pointsPerMm) continue;
        const inside = ({ area }: SheetPart) =>
          box.left >= area.left - 1 &&
          box.right <= area.right + 1 &&
          box.top >= area.top - 1 &&
          box.bottom <= area.bottom + 1;
        const clipped = ({ area, ...part }: SheetPart) =>
          inside({ ...part, area: { ...area, bottom: area.bottom + 20 } });
        expect(parts.some((part) => (part.name === "words" ? clipped(part) : inside(part)))).toBe(true);
      }
    }
    for (const piece of pieces) {
      const set = setPiece(compiled, piece);
      if (!set.ok || !set.letter.barcode.ok) continue;
      const { left, top, size } = set.letter.barcode;
      const { width, height } = barcodeSize(size);
      const clear = 2 * pointsPerMm;
      const area = {
        left: left - clear,
        top: top - clear,
        right: left + width + clear,
        bottom: top + height + clear,
      };
      expect(tryEverySlip(envelope, [{ name: "barcode", must: "show", area }]).ok).toBe(true);
    }
  });

  it("is found out where a part to be hidden comes within reach of the window, and where one to be shown leaves it", () => {
    const box = fc.record({
      left: fc.double({ min: 0, max: 200, noNaN: true }),
      top: fc.double({ min: 0, max: 90, noNaN: true }),
      width: fc.double({ min: 0.5, max: 40, noNaN: true }),
      height: fc.double({ min: 0.5, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...shipped), box, ([, e], mm) => {
        const area = {
          left: mm.left * pointsPerMm,
          top: mm.top * pointsPerMm,
          right: (mm.left + mm.width) * pointsPerMm,
          bottom: (mm.top + mm.height) * pointsPerMm,
        };
        const { x, y } = play(e);
        const left = e.windowLeftMm - (e.widthMm - 210) / 2;
        const top =
          e.heightMm - e.windowBottomMm - e.windowHeightMm - (e.heightMm - foldSheet(e).panelMm) / 2;
        const [right, bottom] = [left + e.windowWidthMm, top + e.windowHeightMm];
        // Shifts alone reach so far; turns reach a little further, never less.
        const isReached =
          mm.left < right + x - 0.01 &&
          mm.left + mm.width > left - x + 0.01 &&
          mm.top < bottom + y - 0.01 &&
          mm.top + mm.height > top - y + 0.01;
        const staysIn =
          mm.left >= left + x &&
          mm.left + mm.width <= right - x &&
          mm.top >= top + y &&
          mm.top + mm.height <= bottom - y;
        if (isReached) expect(tryEverySlip(e, [{ name: "words", must: "hide", area }]).ok).toBe(false);
        if (!staysIn) expect(tryEverySlip(e, [{ name: "address", must: "show", area }]).ok).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it("has a picture that shows the window, every extreme and in red what breaks the rule", () => {
    const envelope = shippedEnvelopes.chokei3;
    const parts = partsOfEveryLetter(compileFor(envelope));
    const good = slipPicture(envelope, parts, tryEverySlip(envelope, parts));
    expect(good.match(/<polygon/g)?.length).toBe(12 * (parts.length + 1));
    expect(good).not.toContain("#c0182b");
    const moved = parts.map((part) =>
      part.name === "letterhead" ? { ...part, area: { ...part.area, left: part.area.left - 20 } } : part,
    );
    const verdict = tryEverySlip(envelope, moved);
    expect(verdict.ok).toBe(false);
    expect(slipPicture(envelope, moved, verdict)).toContain("#c0182b");
  });
});
