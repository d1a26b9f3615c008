import { Unreadable } from "./pdf-values";

/**
 * A TrueType file read by itself: which glyph its own map gives for a character, how wide it is, and the bytes that
 * draw it. (OpenType 1.9: `cmap` formats 12 and 14, `loca`, `glyf`, `hmtx`.)
 */
export type TrueType = {
  readonly name: string;
  readonly unitsPerEm: number;
  /** Glyph of a character, or of its variant where `selector`; 0 where the font has none. */
  glyphOf(codePoint: number, selector: number | null): number;
  /** In the font's own units. */
  advanceOf(glyph: number): number;
  /** Empty where the glyph draws nothing. */
  outlineOf(glyph: number): Uint8Array;
};

/** Opens a font file; the name given is the one documents call it by. Throws `Unreadable`. */
export function openTrueType(bytes: Uint8Array, name: string, withMap: boolean): TrueType {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = tablesOf(view);
  const head = table("head");
  const long = view.getInt16(head + 50) === 1;
  const glyphCount = view.getUint16(table("maxp") + 4);
  const [loca, glyf, hmtx] = [table("loca"), table("glyf"), table("hmtx")];
  const metrics = view.getUint16(table("hhea") + 34);
  const place = (glyph: number) =>
    long ? view.getUint32(loca + glyph * 4) : view.getUint16(loca + glyph * 2) * 2;
  const map = withMap ? readCharacterMap(view, table("cmap")) : null;
  return {
    name,
    unitsPerEm: view.getUint16(head + 18),
    glyphOf: (codePoint, selector) => map?.(codePoint, selector) ?? 0,
    advanceOf: (glyph) => view.getUint16(hmtx + Math.min(glyph, metrics - 1) * 4),
    outlineOf(glyph) {
      if (glyph >= glyphCount) throw new Unreadable("glyph-missing");
      const [from, to] = [place(glyph), place(glyph + 1)];
      if (to < from || glyf + to > bytes.length) throw new Unreadable("glyph-place");
      return bytes.subarray(glyf + from, glyf + to);
    },
  };
}

function tablesOf(view: DataView): (tag: string) => number {
  const places = new Map<string, number>();
  const count = view.getUint16(4);
  for (let i = 0; i < count; i += 1) {
    const at = 12 + i * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(at + k)));
    places.set(tag, view.getUint32(at + 8));
  }
  return (tag) => {
    const place = places.get(tag);
    if (place === undefined) throw new Unreadable("font-table");
    return place;
  };
}

type CharacterMap = (codePoint: number, selector: number | null) => number;

function readCharacterMap(view: DataView, cmap: number): CharacterMap {
  let [whole, variants] = [0, 0];
  const count = view.getUint16(cmap + 2);
  for (let i = 0; i < count; i += 1) {
    const at = cmap + view.getUint32(cmap + 4 + i * 8 + 4);
    const format = view.getUint16(at);
    if (format === 12) whole = at;
    if (format === 14) variants = at;
  }
  if (whole === 0) throw new Unreadable("font-map");
  const ordinary = (codePoint: number) => lookUpGroups(view, whole, codePoint);
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
