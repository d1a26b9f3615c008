import { characterName, type LetterFont, type LetterFonts } from "./font";

/** Fonts for single characters the letters' own type lacks, by key; each is opened when first asked for. */
export type OtherFonts = {
  readonly keys: readonly string[];
  /** Null where this machine does not have it. */
  open(key: string): LetterFont | null;
};

const known = new WeakMap<LetterFonts, Map<string, LetterFonts>>();
const mostKnown = 500;

/**
 * The fonts of one letter in which somebody decided that some characters come from another font: `chosen` maps a
 * character ("U+29E3D", "U+9089 U+E0104") to a font's key. All others stay as they are: nothing is ever substituted
 * that is not named here. Where the font is not there or lacks exactly this character, the character is refused.
 */
export function withOtherFonts(
  fonts: LetterFonts,
  chosen: Readonly<Record<string, string>> | undefined,
): LetterFonts {
  const entries = Object.entries(chosen ?? {}).sort();
  if (entries.length === 0) return fonts;
  const made = known.get(fonts) ?? new Map<string, LetterFonts>();
  known.set(fonts, made);
  const name = JSON.stringify(entries);
  const before = made.get(name);
  if (before) return before;
  const keyOf = new Map(entries);
  const patched = {
    ...fonts,
    regular: patch(fonts.regular, keyOf, fonts),
    bold: patch(fonts.bold, keyOf, fonts),
  };
  if (made.size >= mostKnown) made.clear();
  made.set(name, patched);
  return patched;
}

function patch(font: LetterFont, keyOf: ReadonlyMap<string, string>, fonts: LetterFonts): LetterFont {
  return {
    ...font,
    glyphFor(codePoint, selector) {
      const key = keyOf.get(characterName(codePoint, selector));
      if (key === undefined) return font.glyphFor(codePoint, selector);
      const other = fonts.others?.open(key);
      return other ? other.glyphFor(codePoint, selector) : "letter.other-font-missing";
    },
  };
}
