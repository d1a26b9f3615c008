import { Unreadable } from "./pdf-values";

/** The bytes that draw each glyph of a TrueType file, and its width. (OpenType 1.9: `loca`, `glyf`, `hmtx`.) */
export type Outlines = {
  readonly unitsPerEm: number;
  /** In the font's own units. */
  advanceOf(glyph: number): number;
  /** Empty where the glyph draws nothing. */
  outlineOf(glyph: number): Uint8Array;
};

/** A font file letters may be set in, with its own map from characters to glyphs (`cmap` formats 4, 12 and 14). */
export type FontFile = Outlines & {
  /** The name documents call it by. */
  readonly name: string;
  /** What a decision calls it that lets single characters come from it; null for the letters' own type. */
  readonly key: string | null;
  /** Glyph of a character, or of its variant where `selector`; 0 where the font has none. */
  glyphOf(codePoint: number, selector: number | null): number;
};

type Tables = { view: DataView; table(tag: string): number };

/** Opens a font file. Throws `Unreadable`. */
export function openFontFile(bytes: Uint8Array, key: string | null = null): FontFile {
  const tables = tablesOf(bytes);
  const glyphOf = readCharacterMap(tables.view, tables.table("cmap"));
  return { ...outlinesIn(bytes, tables), name: readName(tables), key, glyphOf };
}

/** Opens a font as a document embeds it: outlines only. Throws `Unreadable`. */
export function openOutlines(bytes: Uint8Array): Outlines {
  return outlinesIn(bytes, tablesOf(bytes));
}

function outlinesIn(bytes: Uint8Array, { view, table }: Tables): Outlines {
  const head = table("head");
  const long = view.getInt16(head + 50) === 1;
  const glyphCount = view.getUint16(table("maxp") + 4);
  const [loca, glyf, hmtx] = [table("loca"), table("glyf"), table("hmtx")];
  const metrics = view.getUint16(table("hhea") + 34);
  const place = (glyph: number) =>
    long ? view.getUint32(loca + glyph * 4) : view.getUint16(loca + glyph * 2) * 2;
  return {
    unitsPerEm: view.getUint16(head + 18),
    advanceOf: (glyph) => view.getUint16(hmtx + Math.min(glyph, metrics - 1) * 4),
    outlineOf(glyph) {
      if (glyph >= glyphCount) throw new Unreadable("glyph-missing");
      const [from, to] = [place(glyph), place(glyph + 1)];
      if (to < from || glyf + to > bytes.length) throw new Unreadable("glyph-place");
      return bytes.subarray(glyf + from, glyf + to);
    },
  };
}

function tablesOf(bytes: Uint8Array): Tables {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const places = new Map<string, number>();
  const count = view.getUint16(4);
  for (let i = 0; i < count; i += 1) {
    const at = 12 + i * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(at + k)));
    places.set(tag, view.getUint32(at + 8));
  }
  const table = (tag: string) => {
    const place = places.get(tag);
    if (place === undefined) throw new Unreadable("font-table");
    return place;
  };
  return { view, table };
}

const postscriptName = 6;

function readName({ view, table }: Tables): string {
  const at = table("name");
  const texts = at + view.getUint16(at + 4);
  for (let i = 0; i < view.getUint16(at + 2); i += 1) {
    const record = at + 6 + i * 12;
    if (view.getUint16(record + 6) !== postscriptName) continue;
    // In one byte a character or, for Unicode and Windows, two; the name itself is ASCII.
    const step = view.getUint16(record) === 1 ? 1 : 2;
    const [length, from] = [view.getUint16(record + 8), texts + view.getUint16(record + 10)];
    let name = "";
    for (let k = step - 1; k < length; k += step) name += String.fromCharCode(view.getUint8(from + k));
    return name;
  }
  throw new Unreadable("font-name");
}

type CharacterMap = (codePoint: number, selector: number | null) => number;

function readCharacterMap(view: DataView, cmap: number): CharacterMap {
  let [whole, short, variants] = [0, 0, 0];
  const count = view.getUint16(cmap + 2);
  for (let i = 0; i < count; i += 1) {
    const at = cmap + view.getUint32(cmap + 4 + i * 8 + 4);
    const format = view.getUint16(at);
    if (format === 12) whole = at;
    if (format === 4) short = at;
    if (format === 14) variants = at;
  }
  if (whole === 0 && short === 0) throw new Unreadable("font-map");
  const ordinary = (codePoint: number) =>
    whole === 0 ? lookUpSegments(view, short, codePoint) : lookUpGroups(view, whole, codePoint);
  return (codePoint, selector) => {
    if (selector === null) return ordinary(codePoint);
    const variant = variants === 0 ? null : lookUpVariant(view, variants, codePoint, selector);
    return variant === "ordinary" ? ordinary(codePoint) : (variant ?? 0);
  };
}

/** The last of `count` records whose key is at most `key`, or -1. */
function lastAtMost(count: number, key: number, keyAt: (index: number) => number): number {
  let [low, high] = [0, count - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (keyAt(middle) <= key) low = middle + 1;
    else high = middle - 1;
  }
  return high;
}

function lookUpGroups(view: DataView, at: number, codePoint: number): number {
  const groups = at + 16;
  const i = lastAtMost(view.getUint32(at + 12), codePoint, (k) => view.getUint32(groups + k * 12));
  if (i < 0) return 0;
  const group = groups + i * 12;
  return codePoint > view.getUint32(group + 4)
    ? 0
    : view.getUint32(group + 8) + codePoint - view.getUint32(group);
}

/** Format 4: characters up to U+FFFF in segments, each by a difference or by a table of its own. */
function lookUpSegments(view: DataView, at: number, codePoint: number): number {
  const size = view.getUint16(at + 6);
  const [ends, starts] = [at + 14, at + 16 + size];
  for (let i = 0; i < size; i += 2) {
    if (codePoint > view.getUint16(ends + i)) continue;
    const start = view.getUint16(starts + i);
    if (codePoint < start) return 0;
    const difference = view.getUint16(starts + size + i);
    const offsetAt = starts + 2 * size + i;
    const offset = view.getUint16(offsetAt);
    if (offset === 0) return (codePoint + difference) & 0xffff;
    const glyph = view.getUint16(offsetAt + offset + 2 * (codePoint - start));
    return glyph === 0 ? 0 : (glyph + difference) & 0xffff;
  }
  return 0;
}

const uint24 = (view: DataView, at: number) => (view.getUint16(at) << 8) | view.getUint8(at + 2);

function lookUpVariant(
  view: DataView,
  at: number,
  codePoint: number,
  selector: number,
): number | "ordinary" | null {
  const i = lastAtMost(view.getUint32(at + 6), selector, (k) => uint24(view, at + 10 + k * 11));
  const record = at + 10 + i * 11;
  if (i < 0 || uint24(view, record) !== selector) return null;
  const [ordinary, own] = [view.getUint32(record + 3), view.getUint32(record + 7)];
  if (own !== 0) {
    const k = lastAtMost(view.getUint32(at + own), codePoint, (n) => uint24(view, at + own + 4 + n * 5));
    const entry = at + own + 4 + k * 5;
    if (k >= 0 && uint24(view, entry) === codePoint) return view.getUint16(entry + 3);
  }
  if (ordinary === 0) return null;
  const range = (n: number) => at + ordinary + 4 + n * 4;
  const k = lastAtMost(view.getUint32(at + ordinary), codePoint, (n) => uint24(view, range(n)));
  return k >= 0 && codePoint <= uint24(view, range(k)) + view.getUint8(range(k) + 3) ? "ordinary" : null;
}
