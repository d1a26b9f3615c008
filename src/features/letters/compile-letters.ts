import { createHash } from "node:crypto";
import type { Queryable } from "@/db/client";
import { answerUrl } from "@/lib/env";
import { otherFontKeys, readLetterFontFiles, readOtherFontFile } from "@/lib/letter-font-files";
import type { LetterWords } from "@/lib/template-folder";
import { constantsOf } from "./constants-of";
import { envelopeOfIncident } from "./envelope-of-incident";
import { letterWords } from "./letter-words";
import type { LetterLanguage, LetterVariant } from "./schema";
import { type CompiledLetter, compileLetter } from "./typeset/compile-letter";
import type { Envelope } from "./typeset/envelope";
import { type LetterFont, type LetterFonts, openLetterFont } from "./typeset/font";
import { readFrontMatter } from "./typeset/front-matter";
import type { LetterValues } from "./typeset/piece";
import type { Print } from "./typeset/styles";

export type LettersOfTemplate = {
  compiled: CompiledLetter;
  language: LetterLanguage;
  /** SHA-256 over the template's text, every constant, the envelope and the answer page: what an approval binds. */
  contentHash: string;
};

let fonts: Promise<LetterFonts> | undefined;

function openedOnce(keys: readonly string[]): NonNullable<LetterFonts["others"]> {
  const opened = new Map<string, LetterFont | null>();
  return {
    keys,
    open(key) {
      const before = opened.get(key);
      if (before !== undefined) return before;
      const file = readOtherFontFile(key);
      const font = file && openLetterFont(file);
      opened.set(key, font);
      return font;
    },
  };
}

/** The type of everything we print, opened once a process. */
export const openLetterFonts = (): Promise<LetterFonts> => {
  fonts ??= readLetterFontFiles().then((files) => ({
    regular: openLetterFont(files.regular),
    bold: openLetterFont(files.bold),
    others: openedOnce(otherFontKeys()),
  }));
  return fonts;
};

/** English is a matter of the words, large print of how they are set. */
const printOf: Record<LetterVariant, Print> = { standard: "normal", large: "large", english: "normal" };

const compiledByHash = new Map<string, CompiledLetter>();
const mostCompiled = 32;

function compiledOnce(
  hash: string,
  words: LetterWords,
  constants: LetterValues,
  sheets: { envelope: Envelope; print: Print; answerUrl: string | null },
  open: LetterFonts,
): CompiledLetter {
  const known = compiledByHash.get(hash);
  if (known) return known;
  const compiled = compileLetter({
    templateSource: words.text,
    constants,
    fonts: open,
    ...sheets,
  });
  const [oldest] = compiledByHash.keys();
  if (oldest !== undefined && compiledByHash.size >= mostCompiled) compiledByHash.delete(oldest);
  compiledByHash.set(hash, compiled);
  return compiled;
}

/** Which words, and in what way they are made. */
export type TemplateAsked = { name: string; version: string; variant: LetterVariant };

/**
 * One template compiled with the incident's facts as they are now, and the hash of all that goes into it.
 * Throws `letter-template.*` with the line, or `letter.constant-*` with the fact that is missing.
 */
export async function compileLetters(
  db: Queryable,
  incidentId: string,
  template: TemplateAsked,
): Promise<LettersOfTemplate> {
  const words = await letterWords(db, incidentId, template);
  const { language } = readFrontMatter(words.text).facts;
  const constants = await constantsOf(db, incidentId, language);
  const print = printOf[template.variant];
  const { envelope } = await envelopeOfIncident(db, incidentId);
  const sheets = { envelope, print, answerUrl: answerUrl() };
  const made = [words.sha256, Object.entries(constants).sort(), envelope, sheets.answerUrl];
  const contentHash = createHash("sha256")
    .update(JSON.stringify(print === "normal" ? made : [...made, print]))
    .digest("hex");
  return {
    compiled: compiledOnce(contentHash, words, constants, sheets, await openLetterFonts()),
    language,
    contentHash,
  };
}
