import { Invalid } from "@/lib/errors";
import { checkGlyphs, type LetterFont } from "./font";
import type { TemplateFacts } from "./front-matter";
import type { Scope } from "./liquid";
import type { Honorific, LetterPiece, LetterRefusal, LetterValue, LetterValues } from "./piece";
import { inquiryNumberField } from "./template";

/** Which variables each letter must and may bring, the constants being settled. */
export type PieceFields = { required: string[]; optional: string[] };

const isEmpty = (value: LetterValue | undefined): boolean =>
  value === undefined ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && (value.length === 0 || value.some((entry) => entry.trim() === "")));

/**
 * Checks the values that are the same in every letter, once, before any letter is set.
 *
 * @throws Invalid `letter.constant-empty` (required but blank) or `letter.constant-unprintable` with the field
 */
export function settleConstants(
  facts: TemplateFacts,
  constants: LetterValues,
  font: LetterFont,
): PieceFields {
  for (const field of [...facts.required, ...facts.optional]) {
    const value = constants[field];
    if (value === undefined) continue;
    if (facts.required.includes(field) && isEmpty(value))
      throw new Invalid("letter.constant-empty", { field });
    for (const text of Array.isArray(value) ? value : [value]) {
      const refusal = typeof text === "string" ? checkGlyphs(text, font)[0] : undefined;
      if (!refusal) continue;
      const { codePoint, at, reason } = refusal;
      throw new Invalid("letter.constant-unprintable", { field, codePoint, at, because: reason });
    }
  }
  const open = (field: string) => !Object.hasOwn(constants, field) && field !== inquiryNumberField;
  return { required: facts.required.filter(open), optional: facts.optional.filter(open) };
}

const audienceOf: Record<Honorific, readonly TemplateFacts["audience"][]> = {
  様: ["insured", "policyholder"],
  "": ["insured", "policyholder"],
  御中: ["insured", "policyholder"],
  保護者様: ["guardian"],
  ご遺族様: ["bereaved"],
  代理人様: ["proxy"],
  "The parent or guardian of": ["guardian"],
  "The family of": ["bereaved"],
  "The representative of": ["proxy"],
};

/** What is missing from a letter before it is set: empty required fields, words meant for someone else. */
export function missingFields(
  facts: TemplateFacts,
  fields: PieceFields,
  piece: LetterPiece,
): LetterRefusal[] {
  const refusals = fields.required
    .filter((field) => isEmpty(piece.values[field]))
    .map((field) => ({ field, reason: "letter.field-empty", codePoint: null, at: null }));
  if (piece.inquiryNumber.trim() === "") {
    refusals.push({ field: inquiryNumberField, reason: "letter.field-empty", codePoint: null, at: null });
  }
  if (!audienceOf[piece.addressee.honorific]?.includes(facts.audience)) {
    refusals.push({
      field: "addressee.honorific",
      reason: "letter.words-for-another",
      codePoint: null,
      at: null,
    });
  }
  return refusals;
}

/** The values one letter is evaluated with: constants, its own, and blanks for optional ones it lacks. */
export function scopeOf(constants: LetterValues, fields: PieceFields, piece: LetterPiece): Scope {
  const scope: Scope = Object.create(null) as Scope;
  for (const field of fields.optional) scope[field] = "";
  Object.assign(scope, piece.values, constants);
  scope[inquiryNumberField] = piece.inquiryNumber;
  return scope;
}
