import { lineBreaks } from "./decode-text";
import { Invalid } from "./errors";

/** The `lines` physical lines from `line` on (1-based) read `mended` instead; an empty text strikes them out. */
export type LineMend = { readonly line: number; readonly lines: number; readonly mended: string };

/** How many physical lines a text is. */
export function physicalLines(text: string): number {
  return 1 + lineBreaks(text);
}

/**
 * Passes a text through with its mends in place. Each is padded with blank lines to the lines it replaces, and
 * takes the line ends it finds there, so that every other line keeps its number; a last line without an end stays
 * one. Chunks may be cut anywhere. Throws Invalid `mend.too-many-lines` { line, lines, mended } for one that is
 * longer than what it replaces, `mend.overlapping` { line }, and `mend.line-not-there` { line } at a text's end.
 */
export async function* mendLines(
  text: AsyncIterable<string>,
  mends: readonly LineMend[],
): AsyncGenerator<string> {
  const mending = new Mending(inOrder(mends));
  let carriageReturn = "";
  for await (const chunk of text) {
    const joined = carriageReturn + chunk;
    // A CR may be half of a CRLF.
    carriageReturn = joined.endsWith("\r") && !mending.isDone ? "\r" : "";
    const mended = mending.take(carriageReturn ? joined.slice(0, -1) : joined);
    if (mended !== "") yield mended;
  }
  const rest = mending.take(carriageReturn) + mending.end();
  if (rest !== "") yield rest;
}

function inOrder(mends: readonly LineMend[]): LineMend[] {
  const sorted = [...mends].sort((a, b) => a.line - b.line);
  for (const [i, { line, lines, mended }] of sorted.entries()) {
    if (physicalLines(mended) > lines)
      throw new Invalid("mend.too-many-lines", { line, lines, mended: physicalLines(mended) });
    const next = sorted[i + 1];
    if (next && next.line < line + lines) throw new Invalid("mend.overlapping", { line: next.line });
  }
  return sorted;
}

class Mending {
  /** The line in which the next piece of text begins. */
  private line = 1;
  private replacing: { mend: LineMend; passed: number; ends: string[]; hasText: boolean } | null = null;

  constructor(private readonly mends: LineMend[]) {}

  get isDone(): boolean {
    return this.mends.length === 0 && !this.replacing;
  }

  take(text: string): string {
    let out = "";
    let rest = text;
    while (rest !== "" && !this.isDone) {
      const done = this.replacing ? this.skip(rest) : this.pass(rest);
      out += done.out;
      rest = done.rest;
    }
    return out + rest;
  }

  /** As it is, up to where the next mend begins. */
  private pass(text: string): { out: string; rest: string } {
    const [mend] = this.mends;
    if (!mend) return { out: text, rest: "" };
    const breaks = lineBreaks(text);
    if (this.line + breaks < mend.line) {
      this.line += breaks;
      return { out: text, rest: "" };
    }
    const from = afterBreaks(text, mend.line - this.line);
    this.line = mend.line;
    this.mends.shift();
    this.replacing = { mend, passed: 0, ends: [], hasText: false };
    return { out: text.slice(0, from), rest: text.slice(from) };
  }

  /** Leaves out what is replaced; the mended text comes when its last line has ended. */
  private skip(text: string): { out: string; rest: string } {
    const now = this.replacing;
    if (!now) return { out: "", rest: text };
    const end = /\r\n|\n|\r/.exec(text);
    if (!end) {
      now.hasText = true;
      return { out: "", rest: "" };
    }
    now.passed += 1;
    now.ends.push(end[0]);
    now.hasText = false;
    const rest = text.slice(end.index + end[0].length);
    if (now.passed < now.mend.lines) return { out: "", rest };
    return { out: this.finish(), rest };
  }

  /** What is left at the text's end: a mend of its last line, which may have no end of its own. */
  end(): string {
    const now = this.replacing;
    if (now && now.passed === now.mend.lines - 1 && now.hasText) return this.finish();
    const missing = now?.mend ?? this.mends[0];
    if (missing) throw new Invalid("mend.line-not-there", { line: missing.line });
    return "";
  }

  private finish(): string {
    const now = this.replacing;
    if (!now) return "";
    const { mend, ends } = now;
    this.replacing = null;
    this.line = mend.line + mend.lines;
    const lineEnd = ends[0] ?? "\n";
    const parts = mend.mended.split(/\r\n|\n|\r/);
    const padding = lineEnd.repeat(mend.lines - parts.length);
    return parts.join(lineEnd) + padding + (ends[mend.lines - 1] ?? "");
  }
}

/** Where in the text the line begins that comes after so many line ends. */
function afterBreaks(text: string, breaks: number): number {
  const ends = /\r\n|\n|\r/g;
  for (let i = 0; i < breaks; i++) ends.exec(text);
  return breaks === 0 ? 0 : ends.lastIndex;
}
