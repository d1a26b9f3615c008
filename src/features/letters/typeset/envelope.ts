import { Invalid } from "@/lib/errors";

/** An envelope lying with its window to the reader: all in mm, the window from its left and lower edge. */
export type Envelope = {
  name: string;
  widthMm: number;
  heightMm: number;
  windowLeftMm: number;
  windowBottomMm: number;
  windowWidthMm: number;
  windowHeightMm: number;
  /** How far the folded sheet may shift from the middle, in any direction. */
  slackMm: number;
};

/** 長形3号 with a window of 90 × 45 mm. There is no national position: give the envelope that is bought. */
export const chokei3: Envelope = {
  name: "長形3号 窓付",
  widthMm: 235,
  heightMm: 120,
  windowLeftMm: 22,
  windowBottomMm: 58,
  windowWidthMm: 90,
  windowHeightMm: 45,
  slackMm: 5,
};

/** A rectangle on the sheet in points, from the upper left corner. */
export type Area = { left: number; top: number; right: number; bottom: number };

export const pointsPerMm = 72 / 25.4;
/** A4, and its upper third: what lies behind the window after two folds. */
export const sheet = { width: 595.28, height: 841.89, foldAt: [297 / 3, (297 * 2) / 3] } as const;
const folded = { widthMm: 210, heightMm: 297 / 3 };

/** Clear space between the address and the edge of the window, at the worst shift. */
const insetMm = 1.5;
const leastAddressAreaMm = { width: 55, height: 25 };

/**
 * Where the address must lie to be seen whole at any shift (`address`), and what the window may show at some
 * shift and must therefore hold nothing else (`exposed`).
 *
 * @throws Invalid `letter.envelope-window` where the sheet does not fit or the window leaves too little room
 */
export function windowAreas(envelope: Envelope): { address: Area; exposed: Area } {
  const e = envelope;
  const leftMm = e.windowLeftMm - (e.widthMm - folded.widthMm) / 2;
  const topMm = e.heightMm - e.windowBottomMm - e.windowHeightMm - (e.heightMm - folded.heightMm) / 2;
  const area = (growMm: number): Area => ({
    left: (leftMm - growMm) * pointsPerMm,
    top: (topMm - growMm) * pointsPerMm,
    right: (leftMm + e.windowWidthMm + growMm) * pointsPerMm,
    bottom: (topMm + e.windowHeightMm + growMm) * pointsPerMm,
  });
  const address = area(-e.slackMm - insetMm);
  const width = (address.right - address.left) / pointsPerMm;
  const height = (address.bottom - address.top) / pointsPerMm;
  const fits =
    e.widthMm >= folded.widthMm && e.heightMm >= folded.heightMm && address.left >= 0 && address.top >= 0;
  if (!fits || width < leastAddressAreaMm.width || height < leastAddressAreaMm.height) {
    throw new Invalid("letter.envelope-window", {
      envelope: e.name,
      addressWidthMm: Math.round(width),
      addressHeightMm: Math.round(height),
    });
  }
  return { address, exposed: area(e.slackMm) };
}
