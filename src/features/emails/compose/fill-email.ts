import type { Scope } from "@/features/letters/typeset/liquid";
import type { LetterValue, LetterValues } from "@/features/letters/typeset/piece";
import { inquiryNumberField } from "@/features/letters/typeset/template";
import { findUnprintable } from "@/lib/japan/unprintable";
import { type CompiledEmail, isEmptyValue } from "./compile-email";
import { fillBlocks } from "./fill-blocks";
import { writeHtml } from "./write-html";
import { writeText } from "./write-text";

/** Why a message cannot be written: which field, and the character where one is the reason. */
export type EmailRefusal = { field: string; reason: string; codePoint: string | null };

export type FilledEmail =
  | { ok: true; subject: string; text: string; html: string }
  | { ok: false; refusal: EmailRefusal };

type Wish = { inquiryNumber: string; values: LetterValues; links?: boolean };

/**
 * One message from compiled words: the same paragraphs as text and as HTML. Refused, never mended: a required value
 * that is missing, and a character that is not text (a line break, an invisible one, one without a meaning outside
 * the house it comes from).
 */
export function fillEmail(email: CompiledEmail, { inquiryNumber, values, links = false }: Wish): FilledEmail {
  const refusal = missing(email, values) ?? unusable(values);
  if (refusal) return { ok: false, refusal };
  const scope: Scope = Object.create(null) as Scope;
  for (const field of email.optional) scope[field] = "";
  Object.assign(scope, values, email.constants);
  scope[inquiryNumberField] = inquiryNumber;
  const head = fillBlocks(email.parsed.head, scope);
  const body = fillBlocks(email.parsed.body, scope);
  const { subject, language } = email;
  return {
    ok: true,
    subject,
    text: writeText(head, body),
    html: writeHtml({ subject, language, head, body, links }),
  };
}

function missing(email: CompiledEmail, values: LetterValues): EmailRefusal | undefined {
  const field = email.required.find((name) => isEmptyValue(values[name]));
  return field === undefined ? undefined : { field, reason: "email.field-empty", codePoint: null };
}

function unusable(values: LetterValues): EmailRefusal | undefined {
  for (const [field, value] of Object.entries(values)) {
    for (const text of textsOf(value)) {
      const [first] = findUnprintable(text);
      if (first) return { field, reason: "email.character", codePoint: first.codePoint };
    }
  }
  return undefined;
}

const textsOf = (value: LetterValue): readonly string[] =>
  typeof value === "string" ? [value] : Array.isArray(value) ? value : [];
