import { toKatakana } from "./kana-convert";
import { kanjiVariants } from "./kanji-variants";
import { untilStable } from "./until-stable";

const smallKana = "ァィゥェォッャュョヮヵヶ";
const largeKana = "アイウエオツヤユヨワカケ";
// Variation selectors choose a glyph, not a character. Stripped in keys only.
const variationSelectors = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const invisible = /[\s\p{Cf}\u{115f}\u{1160}\u{2800}\u{3164}\u{ffa0}]/gu;
const longMarks = /[-‐‑‒–—―−ー─━~〜∼]/g;
const beyondPlainKana = /[^\u30a1-\u30fe]/;

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
  let key = text
    .replace(variationSelectors, "")
    .replaceAll("゛", "\u3099")
    .replaceAll("゜", "\u309a")
    .replace(invisible, "")
    .normalize("NFKC")
    .toUpperCase()
    .replace(invisible, "");
  key = toKatakana(key).replace(longMarks, "ー");
  if (beyondPlainKana.test(key)) {
    let folded = "";
    for (const character of key) folded += kanjiVariants.get(character) ?? character;
    key = folded;
  }
  return key.replace(/[ァィゥェォッャュョヮヵヶ]/g, (kana) => largeKana[smallKana.indexOf(kana)] ?? kana);
}
