import { toHalfWidthKana } from "@/lib/japan/kana-convert";
import { familyNames, variantFamilyNames } from "./family-names";
import { type Generation, givenNames, type Sex } from "./given-names";
import type { NamePart } from "./name-parts";
import type { Random } from "./random";

/** Which list of given names fits someone born in this year. */
export function generationOf(birthYear: number): Generation {
  if (birthYear < 1950) return "old";
  return birthYear < 1985 ? "middle" : "young";
}

/** A family name: frequent ones often, one in thirty a variant spelling such as 髙橋 or 渡邉. */
export function drawFamilyName(random: Random): NamePart {
  if (random.chance(1 / 30)) return random.pick(variantFamilyNames);
  // The square makes the head of the list about three times as frequent as its tail.
  return familyNames[Math.floor(random.next() ** 2 * familyNames.length)]!;
}

/** A given name that was usual for the sex in the year of birth. */
export function drawGivenName(random: Random, sex: Sex, birthYear: number): NamePart {
  return random.pick(givenNames[sex][generationOf(birthYear)]);
}

/** `ヤマダ　ハナコ` → `ﾔﾏﾀﾞ ﾊﾅｺ`, as old core systems export readings. */
export function toHalfWidthReading(kana: string): string {
  return toHalfWidthKana(kana).replaceAll("　", " ");
}

/** `1-2-3` → `１－２－３`. The dash is U+FF0D, the one CP932 decoders give. */
export function toFullWidthDigits(text: string): string {
  return text.replace(/[0-9-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
}
