import type { Mask } from "./page-text";
import { Unreadable } from "./pdf-values";
import { readQr } from "./qr-symbol";

/** What a machine reads from a mark: the text of a 2D code, or the 67 bars of a customer barcode as `bars:…`. */
export function readMark(mask: Mask): string {
  return isBarcode(mask) ? `bars:${readBars(mask)}` : readQr(mask);
}

export const isBarcode = ({ rows }: Mask): boolean => rows === 3;

const barCount = 67;
/** Five of eight points of a bar are dark, the rest is the gap to the next. */
const [dark, light] = [0b11111000, 0];
const states = new Map([
  ["111", "1"],
  ["110", "2"],
  ["011", "3"],
  ["010", "4"],
]);

/** 1 long, 2 upper, 3 lower, 4 short. */
function readBars({ columns, rows, bytes }: Mask): string {
  if (columns !== 8 * barCount || rows !== 3) throw new Unreadable("barcode");
  let bars = "";
  for (let bar = 0; bar < barCount; bar += 1) {
    const thirds = [0, 1, 2].map((row) => bytes[row * barCount + bar]);
    if (thirds.some((byte) => byte !== dark && byte !== light)) throw new Unreadable("barcode");
    const state = states.get(thirds.map((byte) => (byte === dark ? "1" : "0")).join(""));
    if (!state) throw new Unreadable("barcode");
    bars += state;
  }
  return bars;
}
