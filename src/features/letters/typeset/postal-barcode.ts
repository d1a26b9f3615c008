import { customerBarcode, type NoBarcode } from "@/lib/japan/customer-barcode";
import { type Area, pointsPerMm } from "./envelope";
import { drawMask } from "./marks";
import type { Addressee } from "./piece";

/** `no-room`: beside this address the window has no place left for it with its clear space. */
export type BarcodeAbsence = NoBarcode | "no-room";

/** A customer barcode where it stands: its left upper corner in points from the sheet's, `size` in type points. */
export type PlacedBarcode = { bars: string; left: number; top: number; size: number };
export type BarcodeOfPiece = ({ ok: true } & PlacedBarcode) | { ok: false; because: BarcodeAbsence };

/** The largest that fits is taken; the post reads 8 to 11.5 points. */
const sizes = [10, 9.5, 9, 8.5, 8];
const clearMm = 2;
/** At 10 points, in mm: within 0.95–1.30 (pitch), 0.50–0.70 (bar), 3.40–3.60 (long bar). */
const at10 = { pitch: 0.97, bar: 0.606, height: 3.5 };
const bars = 67;

/** Width and height in points of a barcode of `size` type points. */
export function barcodeSize(size: number): { width: number; height: number } {
  const scale = (size / 10) * pointsPerMm;
  return { width: ((bars - 1) * at10.pitch + at10.bar) * scale, height: at10.height * scale };
}

/**
 * The customer barcode below the address, with 2 mm clear on all sides at every slip (`always`: what the window shows
 * at every one). The address comes first: where both do not fit there is no barcode.
 */
export function placeBarcode(addressee: Addressee, blockBottom: number, always: Area): BarcodeOfPiece {
  const { addressLines, postcode } = addressee;
  const text = typeof addressLines === "string" ? addressLines : addressLines.join(" ");
  const made = customerBarcode(postcode, text);
  if (!made.ok) return made;
  const clear = clearMm * pointsPerMm;
  const place = { left: always.left + clear, top: blockBottom + clear };
  const size = sizes.find((candidate) => {
    const { width, height } = barcodeSize(candidate);
    return place.left + width <= always.right - clear && place.top + height <= always.bottom - clear;
  });
  if (size === undefined) return { ok: false, because: "no-room" };
  return { ok: true, bars: made.barcode.bars, ...place, size };
}

const dark = "\u00f8";
const light = "\u0000";
const upper = new Set(["1", "2"]);
const lower = new Set(["1", "3"]);

/** Three rows of points, eight a bar: five dark and three light, a third of the height each. */
export function drawBarcode({ bars: states, left, top, size }: PlacedBarcode): string {
  const row = (isDark: (state: string) => boolean) =>
    [...states].map((state) => (isDark(state) ? dark : light)).join("");
  const rows = row((s) => upper.has(s)) + row(() => true) + row((s) => lower.has(s));
  const { height } = barcodeSize(size);
  const width = bars * at10.pitch * (size / 10) * pointsPerMm;
  return drawMask(rows, 8 * bars, 3, left, top, width, height);
}
