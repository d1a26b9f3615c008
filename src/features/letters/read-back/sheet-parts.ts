import type { Envelope } from "../typeset/envelope";
import { isBarcode, readMark } from "./machine-marks";
import type { Mask, PageInk, Shown } from "./page-text";

/** What a sheet shows, part by part, each in the order of the page. */
export type SheetParts = {
  /** All that the envelope's window could show at some shift of the sheet. */
  window: Shown[];
  /** The line over the text of a further sheet. */
  running: Shown[];
  words: Shown[];
  /** The marks at the sheet's foot. */
  foot: Shown[];
  /** What machines read, in the order of the page. */
  marks: string[];
  /** Whether every part lies where it may: on the sheet, in the window, line below line. */
  inPlace: boolean;
};

type Box = { left: number; right: number; bottom: number; top: number };

const pointsPerMm = 72 / 25.4;
const sheet = { width: 595.28, height: 841.89 };
const page: Box = { left: 0, right: sheet.width, bottom: 0, top: sheet.height };
const sheetMm = { width: 210, height: 297 };
/** The upper panel of the folded sheet is this much lower than the envelope. */
const clearanceMm = 5;
/** Between these heights of its base line, in points, a line is part of the letter's words. */
const footBelow = 44;
const runningAbove = sheet.height - 84;
/** What is smaller than this cannot be read by everybody. */
const least = { words: 9, foot: 5 };
const roundingPt = 0.05;

/**
 * The window on the sheet in points from its lower left corner: what it may show at some slip (`some`), or shows at
 * every one. The sheet slips from wall to wall of the envelope and by its slack besides.
 */
export function windowOn(envelope: Envelope, slip: "some" | "every"): Box {
  const { widthMm, heightMm, slackMm } = envelope;
  const panel = Math.min(heightMm - clearanceMm, sheetMm.height);
  const aside = (widthMm - sheetMm.width) / 2;
  const above = (heightMm - panel) / 2;
  const [x, y] = slip === "some" ? [aside + slackMm, above + slackMm] : [-aside - slackMm, -above - slackMm];
  const left = envelope.windowLeftMm - aside;
  const bottom = sheetMm.height - panel + envelope.windowBottomMm - above;
  return {
    left: (left - x) * pointsPerMm,
    right: (left + envelope.windowWidthMm + x) * pointsPerMm,
    bottom: (bottom - y) * pointsPerMm,
    top: (bottom + envelope.windowHeightMm + y) * pointsPerMm,
  };
}

/** Sorts what a letter's sheet shows into its parts by where it stands. */
export function partsOfSheet({ shown, masks }: PageInk, first: boolean, envelope: Envelope): SheetParts {
  const exposed = windowOn(envelope, "some");
  const seen = windowOn(envelope, "every");
  const parts: SheetParts = { window: [], running: [], words: [], foot: [], marks: [], inPlace: true };
  for (const line of shown) {
    const part = partOf(line, first, exposed);
    parts[part].push(line);
    const box = boxOf(line);
    if (!isInside(box, page)) parts.inPlace = false;
    if (part === "window" && !isInside(box, seen)) parts.inPlace = false;
    if (line.size < (part === "foot" ? least.foot : least.words)) parts.inPlace = false;
  }
  for (const mask of masks) {
    parts.marks.push(readMark(mask));
    if (!isMarkInPlace(mask, isBarcode(mask) ? seen : null, exposed)) parts.inPlace = false;
    const clear = clearOf(mask);
    const others = [...shown.map(boxOf), ...masks.filter((other) => other !== mask).map(clearOf)];
    if (others.some((other) => overlap(clear, other))) parts.inPlace = false;
  }
  if (!runsDown(parts.words) || !runsDown(parts.window)) parts.inPlace = false;
  return parts;
}

/** Whether a line is one of the marks at the sheet's foot. */
export const isFoot = ({ y }: Shown): boolean => y < footBelow;

function partOf(line: Shown, first: boolean, exposed: Box): "window" | "running" | "words" | "foot" {
  if (isFoot(line)) return "foot";
  if (!first) return line.y > runningAbove ? "running" : "words";
  return overlap(boxOf(line), exposed) ? "window" : "words";
}

const overlap = (a: Box, b: Box) =>
  a.right > b.left && a.left < b.right && a.top > b.bottom && a.bottom < b.top;

const grown = ({ left, bottom, width, height }: Mask, by: number): Box => ({
  left: left - by,
  right: left + width + by,
  bottom: bottom - by,
  top: bottom + height + by,
});

/** A mark and the space around it that must stay white: 2 mm for a barcode, four modules for a 2D code. */
const clearOf = (mask: Mask): Box =>
  grown(
    mask,
    isBarcode(mask) ? barcode.clearMm * pointsPerMm - roundingPt : (4 * mask.width) / mask.columns - 1,
  );

/** Japan Post reads 0.95–1.30 mm from bar to bar at 10 points, and codes of 8 to 11.5 points. */
const barcode = { clearMm: 2, pitchMm: [0.95 * 0.8, 1.3 * 1.15] as const };
/** Smaller modules of a 2D code are not sure to be read. */
const leastModuleMm = 0.33;

/** A barcode lies whole in what the window always shows, any other mark where it never shows. */
function isMarkInPlace(mask: Mask, window: Box | null, exposed: Box): boolean {
  const box = grown(mask, 0);
  if (!window) {
    const moduleMm = mask.width / mask.columns / pointsPerMm;
    const isSquare = Math.abs(mask.width - mask.height) < roundingPt;
    return isSquare && moduleMm >= leastModuleMm && isInside(box, page) && !overlap(box, exposed);
  }
  const pitchMm = mask.width / (mask.columns / 8) / pointsPerMm;
  return pitchMm >= barcode.pitchMm[0] && pitchMm <= barcode.pitchMm[1] && isInside(box, window);
}

const boxOf = ({ x, y, width, size }: Shown): Box => ({
  left: x,
  right: x + width,
  bottom: y - 0.12 * size,
  top: y + 0.88 * size,
});

const isInside = (inner: Box, outer: Box) =>
  inner.left >= outer.left - roundingPt &&
  inner.right <= outer.right + roundingPt &&
  inner.bottom >= outer.bottom - roundingPt &&
  inner.top <= outer.top + roundingPt;

/** Each line goes on at the right of the one before or stands clear below it: nothing is printed over another. */
function runsDown(lines: readonly Shown[]): boolean {
  return lines.every((line, i) => {
    const before = lines[i - 1];
    if (!before) return true;
    // The blank half of a bracket may lie over what stands before it.
    if (Math.abs(line.y - before.y) < roundingPt) return line.x >= before.x + before.width - 0.51 * line.size;
    return line.y <= before.y - 0.75 * Math.max(line.size, before.size);
  });
}
