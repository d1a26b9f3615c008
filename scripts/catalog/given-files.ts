import { createReadStream, readdirSync, realpathSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { CatalogFormat, SourceFile } from "@/features/catalog/readers/catalog-facts";
import { openTexts } from "@/features/catalog/readers/catalog-text";
import { formatOfText } from "@/features/catalog/readers/read-catalog";
import type { TextEncoding } from "@/lib/decode-text";
import { OwabiError } from "@/lib/errors";
import { Unreadable } from "./arguments";

type Found = { path: string; fromFolder: boolean };

/**
 * The files that were named, and those in the folders that were named, as far as a reader knows them; of a folder's
 * other files `skipped` says so. Throws Unreadable where something does not exist or nothing is a catalog.
 */
export async function givenFiles(
  asked: { paths: string[]; format?: CatalogFormat | undefined; encoding?: TextEncoding | undefined },
  from: string,
  skipped: (sentence: string) => void,
): Promise<SourceFile[]> {
  const seen = new Set<string>();
  const files: SourceFile[] = [];
  for (const { path, fromFolder } of asked.paths.flatMap((path) => found(resolve(from, path)))) {
    const real = realpathSync(path);
    if (seen.has(real)) continue;
    seen.add(real);
    const file = { name: relative(from, path) || path, open: () => createReadStream(path) };
    const why = fromFolder ? await notACatalog(file, asked) : null;
    if (why === null) files.push(file);
    else skipped(`left out, ${why}: ${file.name}`);
  }
  if (files.length === 0) throw new Unreadable("No file there is a catalog that a reader knows.");
  return files;
}

function found(path: string): Found[] {
  let stat: ReturnType<typeof statSync>;
  try {
    stat = statSync(path);
  } catch {
    throw new Unreadable(`There is no such file or folder: ${path}`);
  }
  if (!stat.isDirectory()) return [{ path, fromFolder: false }];
  const names = readdirSync(path)
    .filter((name) => !name.startsWith("."))
    .sort();
  return names.flatMap((name) => found(join(path, name))).map((one) => ({ ...one, fromFolder: true }));
}

/** Why a folder's file is left out; `null` where a reader knows it. */
async function notACatalog(
  file: SourceFile,
  { format, encoding }: { format?: CatalogFormat | undefined; encoding?: TextEncoding | undefined },
): Promise<string | null> {
  try {
    const [opened] = await openTexts([file], encoding);
    if (!opened) return "it cannot be opened";
    const known = formatOfText(opened.beginning);
    return known === null && format === undefined ? "no reader knows its content" : null;
  } catch (error) {
    // A catalog that is damaged further on does not come here: only its first bytes are looked at.
    if (error instanceof OwabiError) return `it is no text (${error.reason})`;
    throw error;
  }
}
