import { glyphOfCharacter } from "./embedded-face";
import type { Shown } from "./page-text";

export const textOf = (shown: readonly Shown[]): string => shown.map(({ text }) => text).join("");

/**
 * Whether a part of a page says exactly `expected` (without blanks). Two characters for which the font has one and
 * the same glyph are the same on paper, whichever of them the page's text calls it.
 */
export function says(shown: readonly Shown[], expected: string): boolean {
  if (textOf(shown) === expected) return true;
  const wanted = charactersOf(expected);
  let at = 0;
  for (const { text, face } of shown) {
    for (const character of charactersOf(text)) {
      const due = wanted[at];
      at += 1;
      if (character === due) continue;
      const glyph = glyphOfCharacter(face.source, character);
      if (due === undefined || glyph === 0 || glyph !== glyphOfCharacter(face.source, due)) return false;
    }
  }
  return at === wanted.length;
}

/** Characters, each with the variation selector that belongs to it. */
export const charactersOf = (text: string): string[] =>
  text.match(/.[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]?/gsu) ?? [];
