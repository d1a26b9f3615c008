import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { NotFound } from "@/lib/errors";
import { type LetterWords, readLetterTemplate } from "@/lib/template-folder";
import { isOwnWords } from "./rules";

/**
 * The words of a letter, wherever they are kept: those we ship as files, an organisation's own (`own-…`) with their
 * incident. Throws `NotFound` (`letter-template.unknown`).
 */
export async function letterWords(
  db: Queryable,
  incidentId: string,
  { name, version }: { name: string; version: string },
): Promise<LetterWords> {
  if (!isOwnWords(name)) return readLetterTemplate(name, version);
  const [own] = await db.execute<{ text: string; sha256: string }>(sql`
    select text, sha256 from letter_texts
    where incident_id = ${incidentId} and name = ${name} and version = ${version}`);
  if (!own) throw new NotFound("letter-template.unknown");
  return { name, version, ...own };
}
