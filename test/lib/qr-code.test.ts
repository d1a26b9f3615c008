import bwip from "bwip-js/node";
import fc from "fast-check";
import jsqr from "jsqr";
import { describe, expect, it } from "vitest";
import { type QrCode, qrCode } from "@/lib/qr-code";
import { sheetCodeText } from "@/lib/sheet-code";

// The package is CommonJS with its function as `default`.
const readQr = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr;

const isDark = ({ rowBytes, bits }: QrCode, x: number, y: number) =>
  (((bits[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1;

/** The symbol at three pixels a module with its quiet zone, as a camera would see it. */
function read(code: QrCode): string | undefined {
  const scale = 3;
  const side = (code.size + 8) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [mx, my] = [Math.floor(x / scale) - 4, Math.floor(y / scale) - 4];
      const inside = mx >= 0 && my >= 0 && mx < code.size && my < code.size;
      if (inside && isDark(code, mx, my)) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return readQr(pixels, side, side)?.data;
}

const rows = (code: QrCode) =>
  Array.from({ length: code.size }, (_, y) =>
    Array.from({ length: code.size }, (_, x) => (isDark(code, x, y) ? "1" : "0")).join(""),
  );

const fixed = { eclevel: "M", fixedeclevel: true };

function rowsOfOther(text: string, options: Record<string, unknown> = {}): string[] {
  const [drawn] = bwip.raw({ bcid: "qrcode", text, ...fixed, ...options } as never) as unknown as {
    pixs: number[];
    pixx: number;
  }[];
  if (!drawn) throw new Error("nothing drawn");
  const all = drawn.pixs.join("");
  return Array.from({ length: drawn.pixx }, (_, y) => all.slice(y * drawn.pixx, (y + 1) * drawn.pixx));
}

// In lower-case text another encoder sees nothing to encode more tightly than as bytes.
const text = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz|#_=?&~"), minLength: 1, maxLength });
const runCode = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEF"), minLength: 10, maxLength: 10 });

describe("QR code", () => {
  it("is module for module what another encoder draws, in every version and with every mask", () => {
    fc.assert(
      fc.property(text(180), fc.integer({ min: 0, max: 7 }), (content, mask) => {
        expect(rows(qrCode(content, mask))).toEqual(rowsOfOther(content, { mask: mask + 1 }));
      }),
      { numRuns: 400 },
    );
  });

  it("is read back as the sheet's code it was made from, for any sheet", () => {
    fc.assert(
      fc.property(
        runCode,
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (run, sequence, generation, sheet) => {
          const code = sheetCodeText({ runCode: run, sequence, generation, sheet, sheets: 9 });
          const symbol = qrCode(code);
          expect(symbol.size).toBe(29);
          expect(read(symbol)).toBe(code);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("holds an address of the answer page of any length up to 180 bytes, and refuses more", () => {
    fc.assert(
      fc.property(text(140), (path) => {
        const address = `https://owabi.example.jp/${path}#OW-4F7K-9Q2M-XC`.slice(0, 180);
        expect(read(qrCode(address))).toBe(address);
      }),
      { numRuns: 60 },
    );
    expect(qrCode("x".repeat(180)).size).toBe(53);
    expect(() => qrCode("x".repeat(181))).toThrow(/qr-code.too-long/);
  });
});
