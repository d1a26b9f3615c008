import { lexer, type Token, type Tokens } from "marked";
import { Invalid } from "@/lib/errors";
import type { Scope } from "./liquid";

/** A place in a text that is filled for each letter. */
export type Slot = {
  /** Variables it depends on. */
  names: readonly string[];
  render(scope: Scope): string;
};

/** A stretch of a paragraph: fixed words, a slot, or the end of a line the author asked for. */
export type Inline = { bold: boolean } & (
  | { what: "text"; text: string }
  | { what: "slot"; slot: Slot }
  | { what: "break" }
);

export type BlockLook = "title" | "heading" | "display" | "paragraph" | "item" | "right" | "center";

/** One paragraph-like part of a letter. `panel` ones stand together in a frame. */
export type Block = {
  look: BlockLook;
  inlines: Inline[];
  indentFirst: boolean;
  marker: string;
  panel: boolean;
};

/** Private-use characters stand for slots while Markdown is read; they can never be printed themselves. */
export const slotBase = 0xe000;
export const slotLimit = 6400;

type Reading = { slots: readonly Slot[]; line: number; spaced: boolean };

/**
 * Markdown with slot characters as blocks. `---` becomes null: it parts letterhead and letter.
 *
 * @param line line of the file on which `markdown` begins, for errors
 * @param spaced whether a line break in the source is a blank (English) or nothing (Japanese)
 * @throws Invalid `letter-template.markdown` with line and what is not supported
 */
export function readBlocks(
  markdown: string,
  slots: readonly Slot[],
  line: number,
  spaced: boolean,
): (Block | null)[] {
  const blocks: (Block | null)[] = [];
  const reading: Reading = { slots, line, spaced };
  for (const token of tokensOf(markdown, reading)) {
    if (token.type === "hr") blocks.push(null);
    else readToken(token, reading, blocks, false);
    reading.line += token.raw.split("\n").length - 1;
  }
  return blocks;
}

/** The reader of Markdown calls itself for each quotation within a quotation, and has no limit of its own. */
function tokensOf(markdown: string, reading: Reading): Token[] {
  try {
    return lexer(markdown);
  } catch (error) {
    if (error instanceof RangeError) throw unsupported(reading, "too-deep");
    throw error;
  }
}

function readToken(token: Token, reading: Reading, blocks: (Block | null)[], panel: boolean): void {
  if (token.type === "space" || token.type === "def") return;
  if (token.type === "heading") {
    const { depth } = token as Tokens.Heading;
    const look = (["title", "heading", "display"] as const)[depth - 1];
    if (!look) throw unsupported(reading, "heading-too-deep");
    blocks.push(block(look, readInlines(inlineTokens(token), reading, look !== "display"), panel));
  } else if (token.type === "paragraph" || token.type === "text") {
    readParagraph(token, reading, blocks, panel);
  } else if (token.type === "blockquote" && !panel) {
    for (const inner of (token as Tokens.Blockquote).tokens) readToken(inner, reading, blocks, true);
  } else if (token.type === "list") {
    readList(token as Tokens.List, reading, blocks, panel);
  } else {
    throw unsupported(reading, token.type);
  }
}

function readList(list: Tokens.List, reading: Reading, blocks: (Block | null)[], panel: boolean): void {
  list.items.forEach((item, index) => {
    const [text, ...rest] = item.tokens;
    if (!text || rest.some((t) => t.type !== "space")) throw unsupported(reading, "list-item-with-parts");
    const marker = list.ordered ? `${Number(list.start) + index}.` : reading.spaced ? "•" : "・";
    blocks.push({ ...block("item", readInlines(inlineTokens(text), reading, false), panel), marker });
  });
}

/** `-> text` is a line set to the right, `-> text <-` a centred one; other lines flow together. */
function readParagraph(token: Token, reading: Reading, blocks: (Block | null)[], panel: boolean): void {
  const inlines = readInlines(inlineTokens(token), reading, false);
  const first = inlines[0];
  if (first?.what === "text" && first.text.startsWith("->")) {
    for (const line of splitLines(inlines)) blocks.push(sidedLine(line, reading, panel));
    return;
  }
  const flowing = inlines.map((inline) =>
    inline.what === "text" ? { ...inline, text: joinSourceLines(inline.text, reading.spaced) } : inline,
  );
  const opening = flowing[0];
  const indentFirst = opening?.what === "text" && opening.text.startsWith("\u3000");
  if (indentFirst && opening?.what === "text") flowing[0] = { ...opening, text: opening.text.slice(1) };
  blocks.push({ ...block("paragraph", flowing.filter(notEmpty), panel), indentFirst });
}

function sidedLine(line: Inline[], reading: Reading, panel: boolean): Block {
  const first = line[0];
  const last = line.at(-1);
  if (first?.what !== "text" || !first.text.startsWith("->"))
    throw unsupported(reading, "line-without-arrow");
  const centred = last?.what === "text" && /<-\s*$/.test(last.text);
  const trimmed = line.map((inline, i) => {
    if (inline.what !== "text") return inline;
    let text = i === 0 ? inline.text.replace(/^->\s*/, "") : inline.text;
    if (centred && i === line.length - 1) text = text.replace(/\s*<-\s*$/, "");
    return { ...inline, text };
  });
  return block(centred ? "center" : "right", trimmed.filter(notEmpty), panel);
}

const notEmpty = (inline: Inline) => inline.what !== "text" || inline.text !== "";

function splitLines(inlines: Inline[]): Inline[][] {
  const lines: Inline[][] = [[]];
  for (const inline of inlines) {
    if (inline.what !== "text") {
      lines.at(-1)?.push(inline);
      continue;
    }
    inline.text.split("\n").forEach((text, i) => {
      if (i > 0) lines.push([]);
      if (text !== "") lines.at(-1)?.push({ ...inline, text });
    });
  }
  return lines.filter((line) => line.length > 0);
}

/** In Japanese a source line break means nothing, except between two Latin words. */
function joinSourceLines(text: string, spaced: boolean): string {
  if (spaced) return text.replace(/\s*\n\s*/g, " ");
  return text.replace(/([\x21-\x7e])[ \t]*\n[ \t]*(?=[\x21-\x7e])/g, "$1 ").replace(/[ \t]*\n[ \t]*/g, "");
}

function inlineTokens(token: Token): Token[] {
  return ("tokens" in token ? token.tokens : undefined) ?? [];
}

function readInlines(tokens: Token[], reading: Reading, bold: boolean): Inline[] {
  return tokens.flatMap((token): Inline[] => {
    if (token.type === "strong") return readInlines(inlineTokens(token), reading, true);
    if (token.type === "br") return [{ what: "break", bold }];
    // Addresses of web pages and mail boxes are printed as they are written.
    if (token.type === "link") return readInlines(inlineTokens(token), reading, bold);
    if (token.type !== "text" && token.type !== "escape") throw unsupported(reading, token.type);
    const { text } = token as Tokens.Text;
    if (token.type === "text" && /\*\*|__|`/.test(text)) throw unsupported(reading, "stray-mark");
    return splitSlots(text, reading, bold);
  });
}

function splitSlots(text: string, reading: Reading, bold: boolean): Inline[] {
  return text.split(/([\ue000-\uf8ff])/).flatMap((part): Inline[] => {
    const slot = reading.slots[(part.codePointAt(0) ?? 0) - slotBase];
    if (slot) return [{ what: "slot", slot, bold }];
    return part === "" ? [] : [{ what: "text", text: part, bold }];
  });
}

function block(look: BlockLook, inlines: Inline[], panel: boolean): Block {
  return { look, inlines, indentFirst: false, marker: "", panel };
}

function unsupported(reading: Reading, because: string): Invalid {
  return new Invalid("letter-template.markdown", { line: reading.line, because });
}
