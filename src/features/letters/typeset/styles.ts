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

/** How large the type is: `large` (14 pt and more) for whoever sees less well. The words are the same. */
export type Print = "normal" | "large";

const bodyOf: Record<Print, { size: number; leading: number }> = {
  normal: { size: 10.5, leading: 16 },
  large: { size: 14, leading: 22 },
};

/** Text area of an A4 sheet, in points. 45 characters of 10.5 pt a line. */
export const textArea = { left: 61.4, width: 45 * bodyOf.normal.size, bottom: 46, nextPageTop: 84 };

const styleIn =
  (print: Print) =>
  (given: Partial<Style>): Style => ({
    ...bodyOf[print],
    gapBefore: 0,
    gapAfter: 0,
    align: "start",
    bold: false,
    indentEm: 0,
    keeps: false,
    ...given,
  });

/** The frame round a panel: padding, space around it and line width, in points. */
export const panel = { x: 14, y: 7, gapBefore: 8, gapAfter: 9, line: 0.4 };

type Looks = Record<BlockLook, Style>;
type Page = {
  looks: Looks;
  inPanel: Looks;
  /** English parts paragraphs by space, not by an indent. */
  english: { paragraph: Style; item: Style };
  /** Lines beside the window: date, number, sender. */
  head: Style;
  /** Number and page at the top of further sheets. */
  running: { size: number; leading: number };
};

type Sizes = Record<"title" | "display" | "panel" | "english" | "head", { size: number; leading: number }>;

function pageOf(print: Print, sizes: Sizes, headingGap: number): Page {
  const style = styleIn(print);
  const looks: Looks = {
    title: style({ ...sizes.title, gapAfter: 9, align: "center", bold: true, keeps: true }),
    heading: style({ gapBefore: headingGap, gapAfter: 0.5, bold: true, keeps: true }),
    display: style({ ...sizes.display, align: "center", bold: true, keeps: true }),
    paragraph: style({}),
    item: style({ indentEm: 1 }),
    right: style({ align: "end" }),
    center: style({ align: "center" }),
  };
  const inPanel = Object.fromEntries(
    Object.entries(looks).map(([look, own]) => [
      look,
      { ...own, ...sizes.panel, gapBefore: 0, align: look === "paragraph" ? "center" : own.align },
    ]),
  ) as Looks;
  return {
    looks,
    inPanel,
    english: {
      paragraph: { ...looks.paragraph, ...sizes.english, gapBefore: 6 },
      item: { ...looks.item, ...sizes.english },
    },
    head: style({ ...sizes.head, align: "end" }),
    running: sizes.head,
  };
}

const pages: Record<Print, Page> = {
  normal: pageOf(
    "normal",
    {
      title: { size: 14, leading: 22 },
      display: { size: 17, leading: 24 },
      panel: { size: 10, leading: 15 },
      english: { size: 10, leading: 14.5 },
      head: { size: 9.5, leading: 15 },
    },
    5.5,
  ),
  large: pageOf(
    "large",
    {
      title: { size: 18, leading: 28 },
      display: { size: 24, leading: 33 },
      panel: { size: 14, leading: 21 },
      english: { size: 14, leading: 20.5 },
      head: { size: 14, leading: 20 },
    },
    9,
  ),
};

/** The look of a block; inside a panel lines are a little tighter. */
export function styleOf(look: BlockLook, inPanel: boolean, language: "ja" | "en", print: Print): Style {
  const page = pages[print];
  if (inPanel) return look === "display" ? page.looks.display : page.inPanel[look];
  if (language === "en" && (look === "paragraph" || look === "item")) return page.english[look];
  return page.looks[look];
}

/** The look of the lines beside the window. */
export const headStyleOf = (print: Print): Style => pages[print].head;

/** The type of the line at the top of further sheets. */
export const runningTypeOf = (print: Print): { size: number; leading: number } => pages[print].running;
