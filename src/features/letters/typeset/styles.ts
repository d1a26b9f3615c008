import type { BlockLook } from "./blocks";

/** How one kind of block looks. Lengths in points, indents in em of its own size. */
export type Style = {
  size: number;
  leading: number;
  gapBefore: number;
  /** Space to the block after it, where it stays with that block. */
  gapAfter: number;
  align: "start" | "center" | "end";
  bold: boolean;
  indentEm: number;
  /** Stays with the block after it, and is not parted over two pages. */
  keeps: boolean;
};

const body = { size: 10.5, leading: 16 };

/** Text area of an A4 sheet, in points. 45 characters of 10.5 pt a line. */
export const textArea = { left: 61.4, width: 45 * body.size, bottom: 46, nextPageTop: 84 };

const style = (given: Partial<Style>): Style => ({
  ...body,
  gapBefore: 0,
  gapAfter: 0,
  align: "start",
  bold: false,
  indentEm: 0,
  keeps: false,
  ...given,
});

const looks: Record<BlockLook, Style> = {
  title: style({ size: 14, leading: 22, gapAfter: 9, align: "center", bold: true, keeps: true }),
  heading: style({ gapBefore: 5.5, gapAfter: 0.5, bold: true, keeps: true }),
  display: style({ size: 17, leading: 24, align: "center", bold: true, keeps: true }),
  paragraph: style({}),
  item: style({ indentEm: 1 }),
  right: style({ align: "end" }),
  center: style({ align: "center" }),
};

/** Lines beside the window: date, number, sender. */
export const headStyle: Style = style({ size: 9.5, leading: 15, align: "end" });

/** The frame round a panel: padding, space around it and line width, in points. */
export const panel = { x: 14, y: 7, gapBefore: 8, gapAfter: 9, line: 0.4 };

const looksInPanel = Object.fromEntries(
  Object.entries(looks).map(([look, own]) => [
    look,
    { ...own, size: 10, leading: 15, gapBefore: 0, align: look === "paragraph" ? "center" : own.align },
  ]),
) as Record<BlockLook, Style>;

/** English parts paragraphs by space, not by an indent. */
const englishParagraph: Style = { ...looks.paragraph, size: 10, gapBefore: 6, leading: 14.5 };
const englishItem: Style = { ...looks.item, size: 10, leading: 14.5 };

/** The look of a block; inside a panel lines are a little tighter. */
export function styleOf(look: BlockLook, inPanel: boolean, language: "ja" | "en"): Style {
  if (inPanel) return look === "display" ? looks.display : looksInPanel[look];
  if (language === "en" && look === "paragraph") return englishParagraph;
  return language === "en" && look === "item" ? englishItem : looks[look];
}
