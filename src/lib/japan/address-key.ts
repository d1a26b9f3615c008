import { kanjiNumber, kanjiNumerals } from "./kanji-numerals";
import { foldName } from "./name-key";
import { untilStable } from "./until-stable";

const numberedParts = "丁目|丁|番地の|番地ノ|番地|番|号室|号|条|線|地割";
const kanjiBeforePart = new RegExp(`[${kanjiNumerals}]+(?=${numberedParts})`, "g");
const partAfterNumber = /(?<=\d)(?:丁目|番地[のノ]?|番(?!町|館)|号室|号(?!館|棟)|丁(?!目)|[のノ](?=\d))/g;
const hyphens = /[-‐‑‒–—―−─━~〜]+/g;

/**
 * The key two spellings of one address share: width, blanks, hyphens of any kind, kanji or arabic
 * numbers before 丁目 番 号, 「1丁目2番3号」 or 「1-2-3」, ヶ or ケ, kanji variants. For matching only.
 */
export function addressKey(address: string): string {
  return untilStable(address, fold);
}

function fold(address: string): string {
  const joined = address
    .normalize("NFKC")
    .trim()
    .replace(kanjiBeforePart, (numeral) => String(kanjiNumber(numeral) ?? numeral))
    .replace(/(?<=\d)\s+(?=\d)/g, "-")
    .replace(/\s+/g, "")
    // ー is a hyphen only between numbers and letters; elsewhere it is a long vowel.
    .replace(/(?<=[\dA-Za-z])ー(?=[\dA-Za-z])/g, "-")
    .replace(partAfterNumber, "-")
    .replace(hyphens, "-")
    .replace(/(?<![\dA-Za-z])-|-(?![\dA-Za-z])/g, "");
  return foldName(joined).replace(/(?<=[\dA-Z])ー(?=[\dA-Z])/g, "-");
}
