import { heightOf, type SetBlock } from "./set-block";
import { panel } from "./styles";

/** Rows `fromRow` to `toRow` (exclusive) of a block, their upper edge `top` points below the sheet's. */
export type Fragment = { block: SetBlock; fromRow: number; toRow: number; top: number };

/** Where text may stand, in points from the upper edge of the sheet. */
export type PageBounds = { firstTop: number; nextTop: number; bottom: number };

/** Space between two blocks that follow each other, a panel's frame and padding included. */
export function spaceBetween(before: SetBlock, after: SetBlock): number {
  if (before.panel && after.panel) return 0;
  const leaving = before.panel ? panel.y + panel.gapAfter : 0;
  const entering = after.panel ? panel.y + panel.gapBefore : 0;
  const own = before.style.keeps ? before.style.gapAfter : after.style.gapBefore;
  return Math.max(leaving, own) + entering;
}

type Filling = {
  pages: Fragment[][];
  top: number;
  bounds: PageBounds;
  shortened: ReadonlyMap<number, number>;
};

/** Fewer rows than this do not stand alone on a last page. */
const leastRowsOnLastPage = 3;

/**
 * Spreads blocks over pages: headings stay with what follows, a panel stays whole where a page can hold it,
 * no paragraph leaves a single row behind or ahead, and the closing words never stand alone on a page.
 */
export function paginate(blocks: readonly SetBlock[], bounds: PageBounds): Fragment[][] {
  const pages = fill(blocks, bounds, new Map());
  const rows = pages.at(-1)?.reduce((sum, { fromRow, toRow }) => sum + toRow - fromRow, 0) ?? 0;
  if (pages.length < 2 || rows >= leastRowsOnLastPage) return pages;
  const before = pages.length - 2;
  const last = pages[before]?.at(-1);
  if (!last) return pages;
  const end = last.top + (last.toRow - last.fromRow) * last.block.style.leading;
  const shortBy = bounds.bottom - end + 2 * last.block.style.leading - 0.01;
  return fill(blocks, bounds, new Map([[before, shortBy]]));
}

function fill(
  blocks: readonly SetBlock[],
  bounds: PageBounds,
  shortened: ReadonlyMap<number, number>,
): Fragment[][] {
  const filling: Filling = { pages: [[]], top: bounds.firstTop, bounds, shortened };
  for (let i = 0; i < blocks.length; i++) {
    let fromRow = 0;
    while (fromRow < (blocks[i] as SetBlock).rows.length) fromRow = placeRows(blocks, i, fromRow, filling);
  }
  return filling.pages;
}

/** Puts as many rows as may go onto the present page; returns the first row still to be placed. */
function placeRows(blocks: readonly SetBlock[], i: number, fromRow: number, filling: Filling): number {
  const block = blocks[i] as SetBlock;
  const page = filling.pages.at(-1) as Fragment[];
  const previous = page.at(-1)?.block;
  const gap = previous ? spaceBetween(previous, block) : block.panel ? panel.y : 0;
  const shortBy = filling.shortened.get(filling.pages.length - 1) ?? 0;
  const room = filling.bounds.bottom - shortBy - (block.panel ? panel.y : 0) - filling.top - gap;
  const rowsLeft = block.rows.length - fromRow;
  const fullPage = filling.bounds.bottom - filling.bounds.nextTop - 2 * panel.y;
  const wanted = Math.min(fromRow > 0 ? 0 : leastHeight(blocks, i, previous), fullPage);
  let rows = Math.min(rowsLeft, Math.floor(room / block.style.leading + 1e-6));
  if (rows < rowsLeft && (rowsLeft - rows < 2 || rows < 2)) rows = Math.min(rows, rowsLeft - 2);
  if ((wanted > room + 1e-6 || rows < Math.min(2, rowsLeft)) && page.length > 0) {
    filling.pages.push([]);
    filling.top = filling.bounds.nextTop;
    return fromRow;
  }
  rows = Math.max(rows, 1);
  const top = filling.top + gap;
  page.push({ block, fromRow, toRow: fromRow + rows, top });
  filling.top = top + rows * block.style.leading;
  if (rows < rowsLeft) {
    filling.pages.push([]);
    filling.top = filling.bounds.nextTop;
  }
  return fromRow + rows;
}

/** The least height that must be free for a block to begin here. */
function leastHeight(blocks: readonly SetBlock[], i: number, previous: SetBlock | undefined): number {
  const block = blocks[i] as SetBlock;
  if (block.panel && !previous?.panel) return panelHeight(blocks, i);
  const next = blocks[i + 1];
  if (!block.style.keeps || !next) {
    // Three rows cannot be parted without leaving one alone.
    return (block.rows.length <= 3 ? block.rows.length : 2) * block.style.leading;
  }
  return heightOf(block) + spaceBetween(block, next) + leastHeight(blocks, i + 1, block);
}

function panelHeight(blocks: readonly SetBlock[], first: number): number {
  let height = heightOf(blocks[first] as SetBlock);
  for (let i = first + 1; blocks[i]?.panel; i++) {
    height +=
      spaceBetween(blocks[i - 1] as SetBlock, blocks[i] as SetBlock) + heightOf(blocks[i] as SetBlock);
  }
  return height;
}

/** Whether a fragment is its block from first to last row. */
export function isWhole(fragment: Fragment): boolean {
  return fragment.fromRow === 0 && fragment.toRow === fragment.block.rows.length;
}
