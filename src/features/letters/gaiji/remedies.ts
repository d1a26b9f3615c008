import { kanjiVariants } from "@/lib/japan/kanji-variants";
import { printForm } from "@/lib/japan/print-form";
import { checkGlyphs, type LetterFonts } from "../typeset/font";
import { withOtherFonts } from "../typeset/other-fonts";
import type { Remedy } from "./apply-decisions";
import { characterFrom, charactersOf } from "./characters-of";

/** Forms the same character is known to be written in, itself not among them; base of a variant first. */
export function knownVariants(character: string): string[] {
  const base = [...character][0] ?? "";
  const plain = base.normalize("NFKC");
  const standard = kanjiVariants.get(plain) ?? kanjiVariants.get(base) ?? plain;
  const group = [...kanjiVariants].filter(([, of]) => of === standard).map(([variant]) => variant);
  return [...new Set([base, plain, standard, ...group])].filter((form) => form !== character && form !== "");
}

/** Why the letters' own type cannot print this character; null where it can. */
export function whyRefused(character: string, fonts: LetterFonts): string | null {
  return checkGlyphs(character, fonts.regular)[0]?.reason ?? null;
}

/** The other fonts that have exactly this character, this form of it. */
export function fontsWith(name: string, fonts: LetterFonts): string[] {
  const character = characterFrom(name);
  if (character === null) return [];
  return (fonts.others?.keys ?? []).filter(
    (key) => checkGlyphs(character, withOtherFonts(fonts, { [name]: key }).regular).length === 0,
  );
}

const drawable = new Set(["letter.glyph-missing", "letter.variant-missing"]);
/** A private-use character is another picture in every font: only a person can say which character it is. */
const nameable = new Set([...drawable, "letter.private-use"]);

/** Which remedies there can be for a refused character, by why it is refused. */
export function remediesFor(reason: string): Remedy[] {
  return [
    ...(drawable.has(reason) ? (["other-font"] as const) : []),
    ...(nameable.has(reason) ? (["variant"] as const) : []),
    "kana",
    "own-form",
  ];
}

export type MayDecideGaiji =
  | { ok: true }
  | { ok: false; because: string; codePoint?: string; field: "codePoint" | "font" | "replacement" };

type Asked = {
  codePoint: string;
  remedy: Remedy;
  font: string | null;
  replacement: string | null;
  /** The one it is decided for, as the approved list says them; null: everybody. */
  person: { name: string; kana: string } | null;
};

/** Whether a refused character may be printed in this way: never by something nobody can know it stands for. */
export function mayDecideGaiji(asked: Asked, fonts: LetterFonts): MayDecideGaiji {
  const character = characterFrom(asked.codePoint);
  if (character === null) return no("gaiji.unknown-character", "codePoint");
  const reason = whyRefused(character, fonts);
  if (reason === null) return no("gaiji.is-printable", "codePoint");
  if (!remediesFor(reason).includes(asked.remedy)) return no("gaiji.not-for-this-character", "codePoint");
  if (asked.remedy === "other-font") {
    const has = asked.font !== null && fontsWith(asked.codePoint, fonts).includes(asked.font);
    return has ? { ok: true } : no("gaiji.font-lacks-it", "font");
  }
  const replacement = asked.replacement ?? "";
  const unprintable = checkGlyphs(replacement, fonts.regular)[0];
  if (unprintable)
    return { ...no("gaiji.replacement-unprintable", "replacement"), codePoint: unprintable.codePoint };
  return asked.remedy === "variant"
    ? mayStandFor(character, reason, replacement)
    : mayBeTheName(character, asked, replacement);
}

function mayStandFor(character: string, reason: string, replacement: string): MayDecideGaiji {
  if (charactersOf(replacement).length !== 1 || replacement.trim() === "")
    return no("gaiji.one-character", "replacement");
  if (reason !== "letter.private-use" && !knownVariants(character).includes(replacement))
    return no("gaiji.not-a-variant", "replacement");
  return { ok: true };
}

function mayBeTheName(character: string, { person, remedy }: Asked, replacement: string): MayDecideGaiji {
  if (!person) return no("gaiji.for-one-person", "codePoint");
  if (!person.name.includes(character)) return no("gaiji.not-in-the-name", "codePoint");
  if (replacement.trim() === "") return no("gaiji.name-empty", "replacement");
  if (remedy === "kana" && replacement !== printForm(person.kana))
    return no("gaiji.not-their-kana", "replacement");
  return { ok: true };
}

const no = (because: string, field: "codePoint" | "font" | "replacement") =>
  ({ ok: false, because, field }) as const;
