import { createHash } from "node:crypto";
import type { Queryable } from "@/db/client";
import { openLetterFonts } from "@/features/letters/compile-letters";
import { constantsOf } from "@/features/letters/constants-of";
import { readFrontMatter } from "@/features/letters/typeset/front-matter";
import { readEmailTemplate } from "@/lib/template-folder";
import { type CompiledEmail, compileEmail } from "./compose/compile-email";
import { staffTemplate } from "./rules";

export type EmailsOfTemplate = {
  compiled: CompiledEmail;
  /** SHA-256 over the template's text and every constant: what an approval binds. */
  contentHash: string;
};

const compiledByHash = new Map<string, CompiledEmail>();
const mostCompiled = 16;

let wordsForStaff: CompiledEmail | undefined;

/** What is written to colleagues: that something waits, and where. Read once a process. */
export const staffWords = async (): Promise<CompiledEmail> => {
  const { name, version } = staffTemplate;
  wordsForStaff ??= compileEmail(
    (await readEmailTemplate(name, version)).text,
    {},
    (await openLetterFonts()).regular,
  );
  return wordsForStaff;
};

/**
 * One e-mail template compiled with the incident's facts as they are now, and the hash of all that goes into it.
 * Throws `letter-template.*` or `email-template.*` with the line, or `email.constant-empty` with the missing fact.
 */
export async function compileEmails(
  db: Queryable,
  incidentId: string,
  template: { name: string; version: string },
): Promise<EmailsOfTemplate> {
  const words = await readEmailTemplate(template.name, template.version);
  const { language } = readFrontMatter(words.text).facts;
  const constants = await constantsOf(db, incidentId, language);
  const contentHash = createHash("sha256")
    .update(JSON.stringify([words.sha256, Object.entries(constants).sort()]))
    .digest("hex");
  const known = compiledByHash.get(contentHash);
  if (known) return { compiled: known, contentHash };
  const { regular } = await openLetterFonts();
  const compiled = compileEmail(words.text, constants, regular);
  if (compiledByHash.size >= mostCompiled) compiledByHash.clear();
  compiledByHash.set(contentHash, compiled);
  return { compiled, contentHash };
}
