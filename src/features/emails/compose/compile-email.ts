import type { LetterFont } from "@/features/letters/typeset/font";
import type { LetterValue, LetterValues } from "@/features/letters/typeset/piece";
import { inquiryNumberField, type ParsedTemplate, parseTemplate } from "@/features/letters/typeset/template";
import { Invalid } from "@/lib/errors";

/** Words that are ready to be filled for one message after another. */
export type CompiledEmail = {
  subject: string;
  language: "ja" | "en";
  parsed: ParsedTemplate;
  constants: LetterValues;
  /** What each message must bring, and may. */
  required: readonly string[];
  optional: readonly string[];
};

export const isEmptyValue = (value: LetterValue | undefined): boolean =>
  value === undefined ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && (value.length === 0 || value.some((entry) => entry.trim() === "")));

/**
 * Reads an e-mail template, which is written as a letter's is, and settles what is the same in every message. The
 * title is the subject: it is never filled in, so that nothing of a person stands in it.
 *
 * @throws Invalid `letter-template.*` with the line, `email-template.subject`, `email.constant-empty` with the field
 */
export function compileEmail(source: string, constants: LetterValues, font: LetterFont): CompiledEmail {
  const parsed = parseTemplate(source, font);
  const { title, language, required, optional } = parsed.facts;
  if (/[\p{Cc}\u2028\u2029]|\{\{|\{%/u.test(title)) throw new Invalid("email-template.subject");
  for (const field of required) {
    if (Object.hasOwn(constants, field) && isEmptyValue(constants[field]))
      throw new Invalid("email.constant-empty", { field });
  }
  const isOpen = (field: string) => !Object.hasOwn(constants, field) && field !== inquiryNumberField;
  return {
    subject: title,
    language,
    parsed,
    constants,
    required: required.filter(isOpen),
    optional: optional.filter(isOpen),
  };
}
