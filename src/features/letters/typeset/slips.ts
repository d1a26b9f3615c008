/** A point in mm, x to the right and y downwards. */
export type Place = { x: number; y: number };

/** How far the folded sheet's middle lies from the envelope's, and how far it is turned (clockwise, radian). */
export type Turned = { xMm: number; yMm: number; turn: number };

type Size = { widthMm: number; heightMm: number };
type Container = Size & { slackMm: number };

const sheetMm: Size = { widthMm: 210, heightMm: 297 };
/** A folded sheet this much lower than the envelope goes in easily and cannot wander (as DIN 5008 does for DL). */
const clearanceMm = 5;
const mostPanels = 3;

/**
 * How an A4 sheet is folded for an envelope: its upper panel as high as goes in, the next folds at the same distance
 * (DL: 105 and 210 mm; 長形3号: 115 and 230 mm; C5: once). Folded into equal thirds it would wander up and down in
 * 長形3号 by 21 mm, more than any window allows.
 */
export function foldSheet(envelope: Size): { widthMm: number; panelMm: number; foldsMm: number[] } {
  const panelMm = Math.min(envelope.heightMm - clearanceMm, sheetMm.heightMm);
  const foldsMm: number[] = [];
  for (let at = panelMm; at < sheetMm.heightMm && foldsMm.length < mostPanels; at += panelMm) {
    foldsMm.push(at);
  }
  return { widthMm: sheetMm.widthMm, panelMm, foldsMm };
}

/** How far a folded sheet can shift from the middle at a turn, in mm; negative where it cannot lie so at all. */
function playAt(envelope: Size, turn: number): { x: number; y: number } {
  const { widthMm, panelMm } = foldSheet(envelope);
  const [cos, sin] = [Math.cos(turn), Math.abs(Math.sin(turn))];
  return {
    x: (envelope.widthMm - widthMm * cos - panelMm * sin) / 2,
    y: (envelope.heightMm - panelMm * cos - widthMm * sin) / 2,
  };
}

/** The furthest the folded sheet can turn, in radian; null where it does not go into the envelope at all. */
export function furthestTurn(envelope: Size): number | null {
  const goesIn = (turn: number) => Object.values(playAt(envelope, turn)).every((play) => play >= 0);
  const { panelMm, foldsMm } = foldSheet(envelope);
  if (!goesIn(0) || panelMm <= 0 || (foldsMm.length + 1) * panelMm < sheetMm.heightMm) return null;
  if (foldsMm.length >= mostPanels) return null;
  let [low, high] = [0, Math.PI / 4];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (goesIn(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Where the folded sheet can lie in its envelope: turned from one end to the other in `turns` steps, and at each turn
 * shifted over a grid of `shifts` × `shifts` places from wall to wall and `slackMm` further. Null where it does not
 * go in. Corners of the grid are the extremes: between them everything moves in a straight line.
 */
export function slipsOf(envelope: Container, turns: number, shifts: number): Turned[] | null {
  const furthest = furthestTurn(envelope);
  if (furthest === null) return null;
  const slips: Turned[] = [];
  const steps = (count: number) => Array.from({ length: count + 1 }, (_, i) => (2 * i) / count - 1);
  for (const part of steps(turns)) {
    const turn = part * furthest;
    const play = playAt(envelope, turn);
    for (const x of steps(shifts)) {
      for (const y of steps(shifts)) {
        slips.push({
          xMm: x * (play.x + envelope.slackMm),
          yMm: y * (play.y + envelope.slackMm),
          turn,
        });
      }
    }
  }
  return slips;
}
