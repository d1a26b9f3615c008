import { codePointName } from "../code-point";

export type Unprintable = {
  /** UTF-16 index in the text. */
  index: number;
  /** As "U+E000". */
  codePoint: string;
  /** `control` counts every invisible control: C0, C1, bidirectional marks, zero-width, line separators. */
  why: "private-use" | "replacement" | "control" | "unassigned" | "noncharacter";
};

const suspect = /[\ufffd\p{Co}\p{Cc}\p{Cf}\p{Cs}\p{Cn}\u2028\u2029]/gu;

// Blank, ASCII, kana, the common kanji and full-width forms: what nearly every name is made of.
const everyday = /^[ -~\u3000-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fa5\uff01-\uff5e\uff61-\uff9f]*$/;

/**
 * Characters that must never reach paper, in order. Private use (CP932 F040–F9FC decodes to U+E000…)
 * means another picture in every font. Whether a font has a glyph for the rest is the typesetter's to say.
 */
export function findUnprintable(text: string): Unprintable[] {
  const found: Unprintable[] = [];
  if (everyday.test(text)) return found;
  for (const match of text.matchAll(suspect)) {
    const codePoint = codePointName(match[0]);
    found.push({ index: match.index, codePoint, why: whyUnprintable(match[0]) });
  }
  return found;
}

function whyUnprintable(character: string): Unprintable["why"] {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0xfffd) return "replacement";
  if ((code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe) return "noncharacter";
  if (/\p{Co}/u.test(character)) return "private-use";
  if (/\p{Cs}/u.test(character)) return "noncharacter"; // half a surrogate pair
  if (/\p{Cn}/u.test(character)) return "unassigned";
  return "control";
}
