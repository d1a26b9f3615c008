import { Invalid } from "@/lib/errors";
import { eraByName } from "./received-date";

/**
 * What a pattern may capture. `classWord` is a class's own word in a folder or file name (診断書); `era` is 平成,
 * 平 or H, and `eraYear` the year in it (24, 元).
 */
export const captureNames = [
  "claimNumber",
  "session",
  "classCode",
  "sheet",
  "year",
  "era",
  "eraYear",
  "month",
  "day",
  "classWord",
] as const;
export type CaptureName = (typeof captureNames)[number];

/**
 * `captures` names the groups of `expression` in order. `lastSegments`: the pattern begins with any depth, and
 * `expression` speaks of that many last segments of the path only; null: of the whole path. `endings`: the UTF-16 units a path that
 * matches can end with; null: any.
 */
export type CompiledPattern = {
  readonly expression: RegExp;
  readonly captures: readonly CaptureName[];
  readonly lastSegments: number | null;
  readonly endings: ReadonlySet<number> | null;
};

const digit = "[0-9]";
const maxPatternChars = 300;
const maxStarsPerSegment = 3;
const maxAlternatives = 30;

const twoDigits = (mask: string) => /^[0-9#]{1,2}$/.test(mask);

const dateMasks: Partial<Record<CaptureName, (mask: string) => boolean>> = {
  year: (mask) => /^[0-9#]{4}$/.test(mask),
  era: (mask) => eraByName(mask) !== undefined,
  eraYear: (mask) => mask === "元" || twoDigits(mask),
  month: twoDigits,
  day: twoDigits,
};

/**
 * Compiles a path pattern. Segments are parted by `/`; `**` is any number of whole segments (once a pattern);
 * `*` is any characters within a segment (three times a segment at most); `#` is one digit; `(a|b)` one of
 * several masks; `{name=mask|mask}` the same, captured; `\` takes the next character as it is. Everything else
 * stands for itself, case and width included, and the whole path must match.
 *
 * Match with `matchPattern`. It needs no backtracking over `**` beyond one pass a segment, and `classifyPath` bounds
 * paths and segments, so no path takes long.
 * Throws Invalid `path-rule.pattern-wrong` { rule, at, problem }, `at` counting UTF-16 units from 1.
 */
export function compilePattern(rule: string, pattern: string): CompiledPattern {
  const wrong = (at: number, problem: string) =>
    new Invalid("path-rule.pattern-wrong", { rule, at, problem });
  if (pattern.length > maxPatternChars) throw wrong(maxPatternChars, "too-long");
  const captures: CaptureName[] = [];
  const segments = pattern.split("/");
  const lastSegments = segments[0] === "**" && segments.length > 1 ? segments.length - 1 : null;
  let source = "";
  let at = 1;
  let anyDepth = 0;
  for (const [place, segment] of segments.entries()) {
    const last = place === segments.length - 1;
    if (segment === "**") {
      anyDepth += 1;
      if (anyDepth > 1) throw wrong(at, "two-double-stars");
      if (lastSegments === null) source += last ? "(?:[^/]*/)*[^/]*" : "(?:[^/]*/)*";
    } else source += compileSegment(segment, at, captures, wrong) + (last ? "" : "/");
    at += segment.length + 1;
  }
  const endings = endingsOf(segments.at(-1) ?? "", wrong);
  return { expression: new RegExp(`^${source}$`, "u"), captures, lastSegments, endings };
}

/** Matches a whole path. Where a pattern begins with any depth, only the segments after it are looked at. */
export function matchPattern(pattern: CompiledPattern, path: string): RegExpExecArray | null {
  if (pattern.endings !== null && !pattern.endings.has(path.charCodeAt(path.length - 1))) return null;
  let from = path.length;
  for (let left = pattern.lastSegments ?? 0; left > 0; left -= 1) {
    if (from < 0) return null;
    from = from === 0 ? -1 : path.lastIndexOf("/", from - 1);
  }
  return pattern.expression.exec(pattern.lastSegments === null ? path : path.slice(from + 1));
}

/** Of a segment that compiles. Most paths are told apart by how they end, and need no expression to be. */
function endingsOf(segment: string, wrong: Wrong): ReadonlySet<number> | null {
  let ends: string[] | null = null;
  for (let place = 0; place < segment.length; ) {
    const character = segment[place];
    if (character === "*") {
      ends = null;
      place += 1;
    } else if (character === "(" || character === "{") {
      const { masks, end } = groupAt(segment, place, 0, wrong);
      ends = masks.map(({ text }) => lastSource(text));
      place = end;
    } else {
      const unit = unitAt(segment, place);
      ends = [unit?.source ?? ""];
      place = unit?.end ?? segment.length;
    }
  }
  if (ends === null) return null;
  const units = ends.flatMap((source) => [...(source === digit ? "0123456789" : source.slice(-1))]);
  return new Set(units.map((unit) => unit.charCodeAt(0)));
}

function lastSource(mask: string): string {
  let source = "";
  for (let place = 0; place < mask.length; ) {
    const unit = unitAt(mask, place);
    source = unit?.source ?? "";
    place = unit?.end ?? mask.length;
  }
  return source;
}

type Wrong = (at: number, problem: string) => Invalid;

function compileSegment(segment: string, start: number, captures: CaptureName[], wrong: Wrong): string {
  let source = "";
  let stars = 0;
  for (let place = 0; place < segment.length; ) {
    const character = String.fromCodePoint(segment.codePointAt(place) ?? 0);
    if (character === "*") {
      stars += 1;
      if (stars > maxStarsPerSegment) throw wrong(start + place, "too-many-stars");
      if (segment[place + 1] === "*") throw wrong(start + place, "double-star-inside-a-segment");
      source += "[^/]*";
      place += 1;
    } else if (character === "(" || character === "{") {
      const group = groupAt(segment, place, start, wrong);
      source += compileGroup(group, start + place, captures, wrong);
      place = group.end;
    } else if (/[)}|]/.test(character)) throw wrong(start + place, "stray-character");
    else {
      const unit = unitAt(segment, place);
      if (!unit) throw wrong(start + place, "nothing-after-backslash");
      source += unit.source;
      place = unit.end;
    }
  }
  return source;
}

/** One digit, one escaped character or one that stands for itself. */
function unitAt(text: string, place: number): { source: string; end: number } | null {
  const character = String.fromCodePoint(text.codePointAt(place) ?? 0);
  if (character === "#") return { source: digit, end: place + 1 };
  const escaped = character === "\\";
  const from = escaped ? place + 1 : place;
  if (from >= text.length) return null;
  const literal = String.fromCodePoint(text.codePointAt(from) ?? 0);
  const source = /[\^$\\.*+?()[\]{}|]/.test(literal) ? `\\${literal}` : literal;
  return { source, end: from + literal.length };
}

type Mask = { text: string; at: number };
type Group = { name: string | null; masks: Mask[]; end: number };

function groupAt(segment: string, place: number, start: number, wrong: Wrong): Group {
  const closing = segment[place] === "(" ? ")" : "}";
  let end = place + 1;
  while (end < segment.length && segment[end] !== closing) end += segment[end] === "\\" ? 2 : 1;
  if (end >= segment.length) throw wrong(start + place, "group-not-closed");
  const body = segment.slice(place + 1, end);
  const equals = closing === "}" ? body.indexOf("=") : -1;
  if (closing === "}" && equals < 0) throw wrong(start + place, "capture-without-mask");
  const masks = masksOf(body.slice(equals + 1), start + place + equals + 2);
  const empty = masks.find(({ text }) => text === "");
  if (empty) throw wrong(empty.at, "empty-alternative");
  if (masks.length > maxAlternatives) throw wrong(start + place, "too-many-alternatives");
  return { name: equals < 0 ? null : body.slice(0, equals), masks, end: end + 1 };
}

/** The alternatives of a group, parted by bars that stand for themselves, each with its place in the pattern. */
function masksOf(body: string, at: number): Mask[] {
  const masks: Mask[] = [];
  let from = 0;
  for (let place = 0; place <= body.length; place += body[place] === "\\" ? 2 : 1) {
    if (place < body.length && body[place] !== "|") continue;
    masks.push({ text: body.slice(from, place), at: at + from });
    from = place + 1;
  }
  return masks;
}

function compileGroup(group: Group, at: number, captures: CaptureName[], wrong: Wrong): string {
  const name = captureNames.find((candidate) => candidate === group.name);
  if (group.name !== null) {
    if (!name) throw wrong(at, "capture-unknown");
    if (captures.includes(name)) throw wrong(at, "captured-twice");
    const isDatePart = dateMasks[name];
    const bad = isDatePart && group.masks.find(({ text }) => !isDatePart(text));
    if (bad) throw wrong(bad.at, name === "era" ? "era-unknown" : "date-mask-wrong");
    captures.push(name);
  }
  // Longest first, for the first alternative that fits is taken.
  const sources = group.masks
    .map((mask) => compileMask(mask, wrong))
    .sort((one, other) => other.characters - one.characters)
    .map(({ source }) => source);
  return `${name ? "(" : "(?:"}${sources.join("|")})`;
}

function compileMask({ text, at }: Mask, wrong: Wrong): { source: string; characters: number } {
  let source = "";
  let characters = 0;
  for (let place = 0; place < text.length; characters++) {
    if (/[*(){}]/.test(text[place] ?? "")) throw wrong(at + place, "stray-character");
    const unit = unitAt(text, place);
    if (!unit) throw wrong(at + place, "nothing-after-backslash");
    source += unit.source;
    place = unit.end;
  }
  return { source, characters };
}
