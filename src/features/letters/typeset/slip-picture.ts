import { type Area, type Envelope, pointsPerMm } from "./envelope";
import type { SheetPart, SlipVerdict } from "./slip";
import { foldSheet, type Place, slipsOf, type Turned } from "./slips";

const colours = {
  address: "#0a6b4a",
  barcode: "#0a4f8a",
  hidden: "#b0b4ba",
  broken: "#c0182b",
  line: "#30343a",
};
const marginMm = 4;

const mm = (value: number) => String(Math.round(value * 100) / 100);

/**
 * The envelope with its window, and over one another the sheet at its extremes: outlines, the address and the barcode
 * (which must stay in the window), and what must stay out of it; what breaks the rule is red. SVG, 1 unit = 1 mm.
 */
export function slipPicture(envelope: Envelope, parts: readonly SheetPart[], verdict: SlipVerdict): string {
  const { widthMm: width, heightMm: height } = envelope;
  const extremes = slipsOf(envelope, 2, 1) ?? [];
  const broken = new Set(verdict.tightest.flatMap(({ name, clearMm }) => (clearMm < 0 ? [name] : [])));
  const { widthMm, panelMm } = foldSheet(envelope);
  const whole: Area = { left: 0, top: 0, right: widthMm * pointsPerMm, bottom: panelMm * pointsPerMm };
  const drawn = extremes.flatMap((slip) => [
    shape(envelope, whole, slip, `fill="none" stroke="${colours.line}" stroke-width="0.2" opacity="0.5"`),
    ...parts.map(({ name, must, area }) => {
      const colour = broken.has(name)
        ? colours.broken
        : must === "hide"
          ? colours.hidden
          : colours[name === "barcode" ? "barcode" : "address"];
      const clipped = { ...area, bottom: Math.min(area.bottom, whole.bottom) };
      return shape(
        envelope,
        clipped,
        slip,
        `fill="${colour}" fill-opacity="0.07" stroke="${colour}" stroke-width="0.15"`,
      );
    }),
  ]);
  const top = height - envelope.windowBottomMm - envelope.windowHeightMm;
  const outline = `fill="none" stroke="${colours.line}"`;
  const view = `${-marginMm} ${-marginMm} ${mm(width + 2 * marginMm)} ${mm(height + 2 * marginMm)}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}">`,
    `<rect x="${-marginMm}" y="${-marginMm}" width="100%" height="100%" fill="#fff"/>`,
    `<rect width="${mm(width)}" height="${mm(height)}" ${outline} stroke-width="0.6"/>`,
    ...drawn,
    `<rect x="${mm(envelope.windowLeftMm)}" y="${mm(top)}" width="${mm(envelope.windowWidthMm)}" height="${mm(envelope.windowHeightMm)}" ${outline} stroke-width="1"/>`,
    "</svg>",
  ].join("");
}

/** A rectangle on the sheet (points) as it lies in the envelope (mm). */
function shape(envelope: Envelope, area: Area, slip: Turned, look: string): string {
  const { widthMm, panelMm } = foldSheet(envelope);
  const [cos, sin] = [Math.cos(slip.turn), Math.sin(slip.turn)];
  const place = (x: number, y: number): Place => {
    const [dx, dy] = [x / pointsPerMm - widthMm / 2, y / pointsPerMm - panelMm / 2];
    return {
      x: dx * cos - dy * sin + slip.xMm + envelope.widthMm / 2,
      y: dx * sin + dy * cos + slip.yMm + envelope.heightMm / 2,
    };
  };
  const { left, top, right, bottom } = area;
  const corners = [place(left, top), place(right, top), place(right, bottom), place(left, bottom)];
  return `<polygon points="${corners.map(({ x, y }) => `${mm(x)},${mm(y)}`).join(" ")}" ${look}/>`;
}
