import type { Envelope } from "../typeset/envelope";
import type { Shown } from "./page-text";

/** What a sheet shows, part by part, each in the order of the page. */
export type SheetParts = {
  /** All that the envelope's window could show at some shift of the sheet. */
  window: Shown[];
  /** The line over the text of a further sheet. */
  running: Shown[];
  words: Shown[];
  /** The marks at the sheet's foot. */
  foot: Shown[];
  /** Whether every part lies where it may: on the sheet, in the window, line below line. */
  inPlace: boolean;
};

const pointsPerMm = 72 / 25.4;
const sheet = { width: 595.28, height: 841.89 };
const sheetMm = { width: 210, height: 297 };
/** The upper panel of the folded sheet is this much lower than the envelope. */
const clearanceMm = 5;
/** Between these heights of its base line, in points, a line is part of the letter's words. */
const footBelow = 44;
const runningAbove = sheet.height - 84;
/** What is smaller than this cannot be read by everybody. */
const least = { words: 9, foot: 5 };
const roundingPt = 0.05;

export type Box = { left: number; right: number; bottom: number; top: number };

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
export function partsOfSheet(shown: readonly Shown[], first: boolean, envelope: Envelope): SheetParts {
  const exposed = windowOn(envelope, "some");
  const seen = windowOn(envelope, "every");
  const parts: SheetParts = { window: [], running: [], words: [], foot: [], inPlace: true };
  for (const line of shown) {
    const part = partOf(line, first, exposed);
    parts[part].push(line);
    const box = boxOf(line);
    if (!isInside(box, { left: 0, right: sheet.width, bottom: 0, top: sheet.height })) parts.inPlace = false;
    if (part === "window" && !isInside(box, seen)) parts.inPlace = false;
    if (line.size < (part === "foot" ? least.foot : least.words)) parts.inPlace = false;
  }
  if (!runsDown(parts.words) || !runsDown(parts.window)) parts.inPlace = false;
  return parts;
}

function partOf(line: Shown, first: boolean, exposed: Box): "window" | "running" | "words" | "foot" {
  if (line.y < footBelow) return "foot";
  if (!first) return line.y > runningAbove ? "running" : "words";
  const box = boxOf(line);
  const apart =
    box.right <= exposed.left ||
    box.left >= exposed.right ||
    box.top <= exposed.bottom ||
    box.bottom >= exposed.top;
  return apart ? "words" : "window";
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
