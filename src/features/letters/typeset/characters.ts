/** How a character behaves at the edge of a line. The numbers index the rows of `breakRules`. */
export const kind = {
  /** Kana, kanji and whatever else may be parted from its neighbours. */
  wide: 0,
  /** 、。）」: never begins a line; its right half is blank and may be trimmed. */
  closer: 1,
  /** ーゃ・？様: never begins a line. */
  noStart: 2,
  /** （「: never ends a line; its left half is blank and may be trimmed. */
  opener: 3,
  /** 〒 ￥ ( “: never ends a line. */
  noEnd: 4,
  letter: 5,
  digit: 6,
  /** A blank a line may end after. Blanks at the end of a line are not counted. */
  space: 7,
  /** U+00A0: holds its neighbours together. */
  glue: 8,
  /** . , - / : inside a run of letters or digits. */
  inner: 9,
  /** ― …: never parted from its like. */
  leader: 10,
} as const;

export type Kind = (typeof kind)[keyof typeof kind];

const closers = "、。，．）］｝」』】〉》〕〗〙";
const openers = "（［｛「『【〈《〔〖〘";
const neverFirst =
  "・：；！？ーぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ々〻ゝゞヽヾ" +
  "～〜゠–”’)]}｡､･ｰﾞﾟｧｨｩｪｫｯｬｭｮ｣％‰℃様";
const neverLast = "〒￥＄№“‘([{｢";
const innerMarks = ".,-/:;!?%'\"&@#+=~_*<>|\\^$`‐‑−－";
const leaders = "…‥―—─";

const kindOfMark = new Map<number, Kind>();
for (const [marks, k] of [
  [closers, kind.closer],
  [openers, kind.opener],
  [neverFirst, kind.noStart],
  [neverLast, kind.noEnd],
  [innerMarks, kind.inner],
  [leaders, kind.leader],
  [" \u3000", kind.space],
  ["\u00a0", kind.glue],
] as const) {
  for (const mark of marks) kindOfMark.set(mark.codePointAt(0) as number, k);
}

/** The line-breaking kind of a code point. 様 counts as a mark: it never leaves the name before it. */
export function kindOf(codePoint: number): Kind {
  const known = kindOfMark.get(codePoint);
  if (known !== undefined) return known;
  const character = String.fromCodePoint(codePoint);
  if (/\p{Nd}/u.test(character)) return kind.digit;
  if (/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(character)) return kind.letter;
  return kind.wide;
}

function mayPart(before: Kind, after: Kind): boolean {
  if (before === kind.glue || after === kind.glue) return false;
  if (after === kind.closer || after === kind.noStart || after === kind.space) return false;
  if (before === kind.opener || before === kind.noEnd) return false;
  if (before === kind.space) return true;
  if (after === kind.inner) return false;
  const beforeInRun = before === kind.letter || before === kind.digit || before === kind.inner;
  if (beforeInRun && (after === kind.letter || after === kind.digit || after === kind.noEnd)) return false;
  // A number and its counter (10|月) are one word in Japanese; UAX #14 would part them.
  if (before === kind.digit && after === kind.wide) return false;
  return !(before === kind.leader && after === kind.leader);
}

const kinds = Object.values(kind);
const breakRules: readonly boolean[][] = kinds.map((before) => kinds.map((after) => mayPart(before, after)));

/** Whether a line may end after `before` and the next begin with `after`. */
export function mayBreak(before: Kind, after: Kind): boolean {
  return (breakRules[before] as boolean[])[after] as boolean;
}

/** Whether a line beginning with `after` (or ended by `before`) is forbidden even where a run must be cut. */
export function isForbiddenEdge(before: Kind, after: Kind): boolean {
  return after === kind.closer || after === kind.noStart || before === kind.opener || before === kind.noEnd;
}

/** What a character is beside its neighbour: Japanese script, a narrow Latin letter or digit, or neither. */
export const side = { other: 0, japanese: 1, latin: 2 } as const;
export type Side = (typeof side)[keyof typeof side];

/** The side of a code point; `advance` (1/1000 em) tells 1 from its full-width form １. */
export function sideOf(codePoint: number, advance: number): Side {
  const character = String.fromCodePoint(codePoint);
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(character)) return side.japanese;
  const k = kindOf(codePoint);
  return advance < 900 && (k === kind.letter || k === kind.digit) ? side.latin : side.other;
}

/** Space between Japanese and a Latin letter or digit beside it, in 1/1000 em (JLREQ allows up to 250). */
const mixedGap = 125;
/** Two full-width marks side by side keep one blank half between them (JLREQ 3.1.4). */
const markTrim = -500;

type Neighbour = { readonly kind: Kind; readonly side: Side };

/** Extra space between two characters, in 1/1000 em; negative where blank halves of punctuation meet. */
export function gapBetween(before: Neighbour, after: Neighbour): number {
  if (before.side + after.side === side.japanese + side.latin) {
    return before.side !== side.other && after.side !== side.other ? mixedGap : 0;
  }
  if (before.kind === kind.closer && (after.kind === kind.closer || after.kind === kind.opener))
    return markTrim;
  return before.kind === kind.opener && after.kind === kind.opener ? markTrim : 0;
}
