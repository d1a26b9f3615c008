import type { CompiledLetter } from "./compile-letter";
import { type Area, type Envelope, pointsPerMm, sheet, windowOnSheet } from "./envelope";
import { answerCodePlace, sheetCodePlace } from "./marks";
import { barcodeSize } from "./postal-barcode";
import { foldSheet, type Place, slipsOf, type Turned } from "./slips";
import { textArea } from "./styles";

/** Something on the sheet: whether all of it must be seen through the window at every slip, or none of it at any. */
export type SheetPart = { name: SheetPartName; must: "show" | "hide"; area: Area };
export const sheetPartNames = ["address", "barcode", "letterhead", "words", "sheet-code"] as const;
export type SheetPartName = (typeof sheetPartNames)[number];

export type SlipVerdict = {
  ok: boolean;
  /** Places and turns that were tried. */
  positions: number;
  /** Where it is tightest for each part: how far from the window's edge, in mm; negative: the rule is broken. */
  tightest: { name: SheetPartName; must: "show" | "hide"; clearMm: number; slip: Turned }[];
};

const turns = 12;
const shifts = 8;
const barcodeClearMm = 2;

/**
 * Moves and turns the folded sheet through every position the envelope allows and says whether all that must be seen
 * is, and nothing else. Pure geometry of rectangles: knows nothing of how the sheet was laid out.
 */
export function tryEverySlip(envelope: Envelope, parts: readonly SheetPart[]): SlipVerdict {
  const slips = slipsOf(envelope, turns, shifts) ?? [];
  const tightest = parts.map(({ name, must }) => ({
    name,
    must,
    clearMm: slips.length === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY,
    slip: { xMm: 0, yMm: 0, turn: 0 } as Turned,
  }));
  for (const slip of slips) {
    const window = windowOnSheet(envelope, slip);
    parts.forEach(({ must, area }, i) => {
      const corners = cornersMm(area);
      const clear = must === "show" ? depthInside(window, corners) : distance(window, corners);
      // To a thousandth of a millimetre: no sum of ours is nearer than that to the truth.
      const clearMm = Math.round(clear * 1000) / 1000 || 0;
      const known = tightest[i] as (typeof tightest)[number];
      if (clearMm < known.clearMm) Object.assign(known, { clearMm, slip });
    });
  }
  return { ok: tightest.every(({ clearMm }) => clearMm >= 0), positions: slips.length, tightest };
}

function cornersMm({ left, top, right, bottom }: Area): Place[] {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ].map(([x, y]) => ({ x: (x as number) / pointsPerMm, y: (y as number) / pointsPerMm }));
}

/** How far the nearest corner lies inside a convex polygon (clockwise on the page); negative where outside. */
function depthInside(polygon: readonly Place[], corners: readonly Place[]): number {
  return Math.min(
    ...edges(polygon).map((edge) => Math.min(...corners.map((corner) => -beyond(edge, corner)))),
  );
}

/** The widest gap between two convex polygons along any of their edges; negative where they overlap. */
function distance(a: readonly Place[], b: readonly Place[]): number {
  const gap = (of: readonly Place[], other: readonly Place[]) =>
    Math.max(...edges(of).map((edge) => Math.min(...other.map((corner) => beyond(edge, corner)))));
  return Math.max(gap(a, b), gap(b, a));
}

type Edge = { from: Place; normal: Place };

function edges(polygon: readonly Place[]): Edge[] {
  return polygon.map((from, i) => {
    const to = polygon[(i + 1) % polygon.length] as Place;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    return { from, normal: { x: (to.y - from.y) / length, y: -(to.x - from.x) / length } };
  });
}

const beyond = ({ from, normal }: Edge, { x, y }: Place) => (x - from.x) * normal.x + (y - from.y) * normal.y;

/**
 * What any letter in these words may have on its upper panel, and where: the address anywhere in its area, the
 * largest barcode at its lowest, and everything else. No letter prints outside of these areas.
 */
export function partsOfEveryLetter(compiled: CompiledLetter): SheetPart[] {
  const { addressArea, alwaysSeen, headArea, bodyTop, source } = compiled;
  const panel = foldSheet(source.envelope).panelMm * pointsPerMm;
  const clear = barcodeClearMm * pointsPerMm;
  const { height } = barcodeSize(10);
  const barcode = {
    left: alwaysSeen.left,
    right: alwaysSeen.right,
    top: alwaysSeen.bottom - 2 * clear - height,
    bottom: alwaysSeen.bottom,
  };
  const square = ({ left, top, side }: typeof sheetCodePlace): Area => ({
    left,
    top,
    right: left + side,
    bottom: top + side,
  });
  const parts: SheetPart[] = [
    { name: "address", must: "show", area: addressArea },
    { name: "barcode", must: "show", area: barcode },
    { name: "letterhead", must: "hide", area: { ...headArea, bottom: Math.max(headArea.bottom, bodyTop) } },
    {
      name: "words",
      must: "hide",
      area: { left: textArea.left, right: sheet.width, top: bodyTop, bottom: Math.max(panel, bodyTop) },
    },
  ];
  // Codes at the foot are on the upper panel only where the sheet is not folded.
  for (const place of [sheetCodePlace, answerCodePlace]) {
    if (place.top < panel) parts.push({ name: "sheet-code", must: "hide", area: square(place) });
  }
  return parts;
}
