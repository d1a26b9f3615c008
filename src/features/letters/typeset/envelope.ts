import { Invalid } from "@/lib/errors";
import { foldSheet, type Place, slipsOf, type Turned } from "./slips";

/** An envelope lying with its window to the reader: all in mm, the window from its left and lower edge. */
export type Envelope = {
  name: string;
  widthMm: number;
  heightMm: number;
  windowLeftMm: number;
  windowBottomMm: number;
  windowWidthMm: number;
  windowHeightMm: number;
  /** How inexactly sheets are folded and printed: added to the play that the envelope's size leaves the sheet. */
  slackMm: number;
};

/** 長形3号 with a window of 100 × 45 mm. There is no national position: give the envelope that is bought. */
export const chokei3: Envelope = {
  name: "長形3号 窓付",
  widthMm: 235,
  heightMm: 120,
  windowLeftMm: 18,
  windowBottomMm: 63,
  windowWidthMm: 100,
  windowHeightMm: 45,
  slackMm: 1,
};

/** The envelopes we ship, by their code; others are records somebody measured. */
export const shippedEnvelopes = {
  chokei3,
  dl: {
    name: "DL 窓付",
    widthMm: 220,
    heightMm: 110,
    windowLeftMm: 20,
    windowBottomMm: 50,
    windowWidthMm: 90,
    windowHeightMm: 45,
    slackMm: 1,
  },
  c5: {
    name: "C5 窓付",
    widthMm: 229,
    heightMm: 162,
    windowLeftMm: 20,
    windowBottomMm: 102,
    windowWidthMm: 100,
    windowHeightMm: 45,
    slackMm: 1,
  },
  number10: {
    name: "#10 窓付",
    widthMm: 241.3,
    heightMm: 104.8,
    windowLeftMm: 14,
    windowBottomMm: 47,
    windowWidthMm: 106,
    windowHeightMm: 45,
    slackMm: 1,
  },
} as const satisfies Record<string, Envelope>;

/** A rectangle on the sheet in points, from the upper left corner. */
export type Area = { left: number; top: number; right: number; bottom: number };

export const pointsPerMm = 72 / 25.4;
/** A4. */
export const sheet = { width: 595.28, height: 841.89 } as const;

/** Clear space between the address and the edge of the window, at the worst slip. */
const insetMm = 1.5;
const leastAddressAreaMm = { width: 55, height: 25 };
/** Nearer to the envelope's edge the postal machines do not read. */
const leastFromEdgeMm = 10;

/** Many, and a multiple of what is tried later, so that no turn in between is worse. */
const areaTurns = 48;

export type WindowAreas = {
  /** Where the address must lie. */
  address: Area;
  /** What the window shows at every slip. */
  always: Area;
  /** What the window shows at some slip: it must hold the address and nothing else. */
  exposed: Area;
};

/**
 * Where the address must lie to be seen whole wherever the sheet slips and turns in the envelope, and what may show
 * at some slip.
 *
 * @throws Invalid `letter.envelope-window` where the sheet does not fit or the window leaves too little room
 */
export function windowAreas(envelope: Envelope): WindowAreas {
  const slips = slipsOf(envelope, areaTurns, 1);
  const windows = slips?.map((slip) => windowOnSheet(envelope, slip)) ?? [];
  const always = points({
    left: Math.max(...windows.flatMap(([a, , , d]) => [a.x, d.x])),
    top: Math.max(...windows.flatMap(([a, b]) => [a.y, b.y])),
    right: Math.min(...windows.flatMap(([, b, c]) => [b.x, c.x])),
    bottom: Math.min(...windows.flatMap(([, , c, d]) => [c.y, d.y])),
  });
  const corners = windows.flat();
  const exposed = points({
    left: Math.min(...corners.map(({ x }) => x)),
    top: Math.min(...corners.map(({ y }) => y)),
    right: Math.max(...corners.map(({ x }) => x)),
    bottom: Math.max(...corners.map(({ y }) => y)),
  });
  const inset = insetMm * pointsPerMm;
  const address = {
    left: always.left + inset,
    top: always.top + inset,
    right: always.right - inset,
    bottom: always.bottom - inset,
  };
  const width = (address.right - address.left) / pointsPerMm;
  const height = (address.bottom - address.top) / pointsPerMm;
  const holds = width >= leastAddressAreaMm.width && height >= leastAddressAreaMm.height;
  if (!slips || !holds || address.left < 0 || address.top < 0 || !isFarFromEdges(envelope)) {
    throw new Invalid("letter.envelope-window", {
      envelope: envelope.name,
      addressWidthMm: Number.isFinite(width) ? Math.max(0, Math.round(width)) : 0,
      addressHeightMm: Number.isFinite(height) ? Math.max(0, Math.round(height)) : 0,
    });
  }
  return { address, always, exposed };
}

function isFarFromEdges(e: Envelope): boolean {
  const right = e.widthMm - e.windowLeftMm - e.windowWidthMm;
  const top = e.heightMm - e.windowBottomMm - e.windowHeightMm;
  return Math.min(e.windowLeftMm, e.windowBottomMm, right, top) >= leastFromEdgeMm;
}

const points = ({ left, top, right, bottom }: Area): Area => ({
  left: left * pointsPerMm,
  top: top * pointsPerMm,
  right: right * pointsPerMm,
  bottom: bottom * pointsPerMm,
});

/** The window's corners on the sheet as it lies, in mm from the sheet's upper left: clockwise from the upper left. */
export function windowOnSheet(e: Envelope, slip: Turned): [Place, Place, Place, Place] {
  const left = e.windowLeftMm - e.widthMm / 2;
  const top = e.heightMm / 2 - e.windowBottomMm - e.windowHeightMm;
  const { widthMm, panelMm } = foldSheet(e);
  const [cos, sin] = [Math.cos(slip.turn), Math.sin(slip.turn)];
  const onSheet = (x: number, y: number): Place => {
    const [dx, dy] = [x - slip.xMm, y - slip.yMm];
    return { x: dx * cos + dy * sin + widthMm / 2, y: dy * cos - dx * sin + panelMm / 2 };
  };
  const [right, bottom] = [left + e.windowWidthMm, top + e.windowHeightMm];
  return [onSheet(left, top), onSheet(right, top), onSheet(right, bottom), onSheet(left, bottom)];
}
