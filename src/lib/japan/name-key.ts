import { toKatakana } from "./kana-convert";
import { kanjiVariants } from "./kanji-variants";
import { untilStable } from "./until-stable";

const smallKana = "ァィゥェォッャュョヮヵヶ";
const largeKana = "アイウエオツヤユヨワカケ";
// Variation selectors choose a glyph, not a character. Stripped in keys only.
const dropped = /[\s\p{Cf}]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]|[\u115f\u1160\u2800\u3164\uffa0]/u;
const longMarks = "-‐‑‒–—―−ー─━~〜∼";
const spacingMarks = /[゛゜]/g;

/**
 * The key two spellings of one name share: width, hiragana or katakana, small kana, long marks, blanks
 * and kanji variants (髙=高, 邉=邊=辺; 斉 and 斎 stay apart) make no difference. For matching and search
 * only: it is never printed and never replaces the stored name. nameKey(nameKey(x)) = nameKey(x).
 */
export function nameKey(name: string): string {
  return untilStable(name, foldName);
}

/** As `nameKey`, for readings: middle dots and stops between the parts make no difference either. */
export function kanaKey(kana: string): string {
  return nameKey(kana.replace(/[・･·.．,、，､]/g, ""));
}

/** One round of `nameKey`'s folding, for keys that fold more besides. */
export function foldName(text: string): string {
  // U+309B/309C would become a blank and a mark; as combining marks they join the kana before them.
  const joined = text.replace(spacingMarks, (mark) => (mark === "゛" ? "\u3099" : "\u309a"));
  let key = "";
  for (const character of joined.normalize("NFKC")) {
    let folded = foldedCharacters.get(character);
    if (folded === undefined) {
      folded = foldCharacter(character);
      foldedCharacters.set(character, folded);
    }
    key += folded;
  }
  return key;
}

// A master repeats the same few thousand characters; there are no more entries than code points.
const foldedCharacters = new Map<string, string>();

function foldCharacter(character: string): string {
  if (dropped.test(character)) return "";
  if (longMarks.includes(character)) return "ー";
  const kana = toKatakana(character.toUpperCase());
  const small = smallKana.indexOf(kana);
  if (small >= 0) return largeKana[small] ?? kana;
  return kanjiVariants.get(kana) ?? kana;
}
