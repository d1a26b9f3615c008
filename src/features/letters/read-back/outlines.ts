import type { Outlines } from "./true-type";

const deepestParts = 6;
/** Glyph records are padded to a multiple of four bytes. */
const mostPadding = 3;

/** Whether two glyphs draw the same: byte for byte, and part for part where a glyph is made of others. */
export function drawsTheSame(a: Outlines, glyphA: number, b: Outlines, glyphB: number, depth = 0): boolean {
  const [left, right] = [a.outlineOf(glyphA), b.outlineOf(glyphB)];
  if (left.length === 0 || right.length === 0) return left.length === right.length;
  const [partsA, partsB] = [partsOf(left), partsOf(right)];
  if (partsA.length !== partsB.length || depth > deepestParts) return false;
  if (!sameBytes(withoutParts(left, partsA), withoutParts(right, partsB))) return false;
  return partsA.every((part, i) => {
    const other = partsB[i] as Part;
    return drawsTheSame(a, part.glyph, b, other.glyph, depth + 1);
  });
}

type Part = { at: number; glyph: number };

const [wordArguments, hasScale, moreParts, hasTwoScales, hasMatrix] = [0x1, 0x8, 0x20, 0x40, 0x80];

/** Where a composite glyph names its parts, and which. */
function partsOf(outline: Uint8Array): Part[] {
  const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength);
  if (view.getInt16(0) >= 0) return [];
  const parts: Part[] = [];
  for (let at = 10; ; ) {
    const flags = view.getUint16(at);
    parts.push({ at: at + 2, glyph: view.getUint16(at + 2) });
    at += 4 + (flags & (wordArguments as number) ? 4 : 2);
    if (flags & (hasScale as number)) at += 2;
    else if (flags & (hasTwoScales as number)) at += 4;
    else if (flags & (hasMatrix as number)) at += 8;
    if (!(flags & (moreParts as number))) return parts;
  }
}

/** The numbers of the parts differ between a font and its subset; all else must not. */
function withoutParts(outline: Uint8Array, parts: readonly Part[]): Uint8Array {
  if (parts.length === 0) return outline;
  const copy = outline.slice();
  for (const { at } of parts) copy.fill(0, at, at + 2);
  return copy;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > mostPadding) return false;
  for (let i = 0; i < short.length; i += 1) if (short[i] !== long[i]) return false;
  for (let i = short.length; i < long.length; i += 1) if (long[i] !== 0) return false;
  return true;
}
