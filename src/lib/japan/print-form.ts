/**
 * The form that is printed: outer blanks gone, each inner run of blanks, tabs and line ends one blank
 * (ideographic beside a Japanese character, else plain). No character is otherwise changed: no NFC, no
 * NFKC, which would turn 神 (U+FA19) into another character than the family's.
 */
export function printForm(text: string): string {
  return text.trim().replace(/\s+/g, (run, at: number, whole: string) => {
    const before = whole[at - 1] ?? "";
    const after = whole[at + run.length] ?? "";
    return isJapanese(before) || isJapanese(after) ? "\u3000" : " ";
  });
}

/** By UTF-16 unit: surrogates stand for kanji beyond the first plane and for variation selectors. */
function isJapanese(unit: string): boolean {
  return /[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff9f\ud800-\udfff\ue000-\uf8ff]/.test(unit);
}
