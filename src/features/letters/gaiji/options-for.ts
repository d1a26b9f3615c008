import type { GaijiChoice, GaijiOptions } from "../schema";
import type { LetterFonts } from "../typeset/font";
import { withOtherFonts } from "../typeset/other-fonts";
import { characterFrom } from "./characters-of";
import { type Drawn, drawText } from "./draw-text";
import { fontsWith, knownVariants, remediesFor, whyRefused } from "./remedies";

/** What may be done about a character, each choice drawn; null where the letters' own type can print it. */
export function optionsFor(codePoint: string, fonts: LetterFonts): GaijiOptions | null {
  const character = characterFrom(codePoint);
  const reason = character === null ? null : whyRefused(character, fonts);
  if (character === null || reason === null) return null;
  const remedies = remediesFor(reason);
  const inOthers = remedies.includes("other-font") ? fontsWith(codePoint, fonts) : [];
  const variants = reason === "letter.private-use" ? [] : knownVariants(character);
  const choices: GaijiChoice[] = [
    ...inOthers.flatMap((font) => {
      const drawn = drawnOrNull(character, withOtherFonts(fonts, { [codePoint]: font }));
      return drawn ? [{ remedy: "other-font" as const, font, replacement: null, drawn }] : [];
    }),
    ...variants.flatMap((replacement) => {
      const drawn = remedies.includes("variant") ? drawnOrNull(replacement, fonts) : null;
      return drawn ? [{ remedy: "variant" as const, font: null, replacement, drawn }] : [];
    }),
  ];
  const offered = (remedy: (typeof remedies)[number]) =>
    remedy === "kana" ||
    remedy === "own-form" ||
    reason === "letter.private-use" ||
    choices.some((choice) => choice.remedy === remedy);
  return { codePoint, reason, remedies: remedies.filter(offered), choices };
}

/** A character as the first other font that has exactly it draws it; null where none has. */
export function drawExactly(codePoint: string, fonts: LetterFonts): Drawn | null {
  const character = characterFrom(codePoint);
  const [font] = fontsWith(codePoint, fonts);
  return character && font ? drawnOrNull(character, withOtherFonts(fonts, { [codePoint]: font })) : null;
}

function drawnOrNull(text: string, fonts: LetterFonts): Drawn | null {
  const set = drawText(text, fonts);
  return set.ok ? set.drawn : null;
}
