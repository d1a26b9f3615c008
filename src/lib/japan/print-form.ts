/**
 * The form that is printed: outer blanks gone, each inner run of blanks, tabs and line ends one blank
 * (ideographic beside a Japanese character, else plain), and a kana with a loose voicing mark (か + U+3099, as files
 * from Macs have it) the one character it is. No other character is changed: no NFC, no NFKC, which would turn
 * 神 (U+FA19) into another character than the family's.
 */
export function printForm(text: string): string {
  return composeKana(text.trim()).replace(/\s+/g, (run, at: number, whole: string) => {
    const before = whole[at - 1] ?? "";
    const after = whole[at + run.length] ?? "";
    return isJapanese(before) || isJapanese(after) ? "\u3000" : " ";
  });
}

/** A mark after a kana that has no voiced form (あ + U+3099) stays loose: it is the typesetter's to refuse. */
function composeKana(text: string): string {
  return text.replace(/[\u3041-\u30ff][\u3099\u309a]/g, (kana) => kana.normalize("NFC"));
}

/** By UTF-16 unit: surrogates stand for kanji beyond the first plane and for variation selectors. */
function isJapanese(unit: string): boolean {
  return /[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff9f\ud800-\udfff\ue000-\uf8ff]/.test(unit);
}
