const digits: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  壱: 1,
  二: 2,
  弐: 2,
  三: 3,
  参: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const units: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 千: 1000 };

/** The characters `kanjiNumber` reads, for use inside a regular expression's brackets. */
export const kanjiNumerals = "〇零一壱二弐三参四五六七八九十拾百千";

/** 二十四 → 24, 二四 → 24, 千二百三 → 1203; undefined for what is no such number (below 10,000). */
export function kanjiNumber(text: string): number | undefined {
  if (text === "" || text.length > 8) return undefined;
  if ([...text].every((character) => character in digits)) {
    return Number([...text].map((character) => digits[character]).join(""));
  }
  let total = 0;
  let pending: number | undefined;
  let lastUnit = 10_000;
  for (const character of text) {
    const unit = units[character];
    const digit = digits[character];
    if (unit !== undefined) {
      if (unit >= lastUnit || pending === 0) return undefined;
      total += (pending ?? 1) * unit;
      pending = undefined;
      lastUnit = unit;
    } else if (digit !== undefined && pending === undefined) pending = digit;
    else return undefined;
  }
  return total + (pending ?? 0);
}
