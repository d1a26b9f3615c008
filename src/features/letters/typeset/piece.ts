/** What a template may be filled with: words, a yes or no, or a list of words. */
export type LetterValue = string | boolean | string[];
export type LetterValues = Readonly<Record<string, LetterValue>>;

/**
 * 宛名. `ご遺族様`, `保護者様` and `代理人様` stand on a line of their own under the name of the insured person;
 * `様` and `御中` follow the name; empty prints the name alone (letters in English). The English ones stand on a line
 * of their own above it.
 */
export type Honorific =
  | "様"
  | "御中"
  | "ご遺族様"
  | "保護者様"
  | "代理人様"
  | ""
  | "The family of"
  | "The parent or guardian of"
  | "The representative of";

/** Exactly what may become visible in the window of the envelope. */
export type Addressee = {
  /** Seven digits, with or without a hyphen; null where there is none (an address abroad). */
  postcode: string | null;
  /** One text, or one text a line as the source has it. Broken by rule where too wide; never cut. */
  addressLines: string | readonly string[];
  name: string;
  honorific: Honorific;
};

/** One letter to one person. `sequence` is its place in the run, from 1. */
export type LetterPiece = {
  letterId: string;
  /** お問い合わせ番号; also the template's `inquiry_number`. */
  inquiryNumber: string;
  sequence: number;
  /** Which letter of its notice this is, from 1: a letter that replaces another counts one further. */
  generation: number;
  addressee: Addressee;
  values: LetterValues;
  /** Characters set in another font because somebody decided so: "U+29E3D" → the font's key. */
  otherFonts?: Readonly<Record<string, string>>;
};

/**
 * Why a letter cannot be printed: `field` is a template variable or `addressee.name` and the like,
 * `codePoint` the offending character ("U+E000"), `at` its place in the field counted in characters from 0.
 */
export type LetterRefusal = {
  field: string;
  reason: string;
  codePoint: string | null;
  at: number | null;
};

/** A refusal with the letter it holds back. Nothing of that letter is printed; the run goes on. */
export type HeldPiece = LetterRefusal & { letterId: string };
