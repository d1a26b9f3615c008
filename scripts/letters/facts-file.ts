import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { LetterValues } from "@/features/letters/typeset/piece";
import { Unusable } from "./arguments";

const facts = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/),
  z.union([z.string(), z.boolean(), z.array(z.string())]),
);

/** What is the same in every letter, from a JSON object of texts, lists and yes-or-noes. Throws Unusable. */
export async function readFacts(file: string | undefined): Promise<LetterValues> {
  if (file === undefined) return {};
  const text = await readFile(file, "utf8");
  let said: unknown;
  try {
    said = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new Unusable(`${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const read = facts.safeParse(said);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Unusable(
    `${file}: ${issue?.path.join(".") || "the whole"}: a text, true or false, or a list of texts.`,
  );
}
