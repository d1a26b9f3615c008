import { createReadStream, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
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
  const leftOut = (path: string, why: string) => skipped(`left out, ${why}: ${relative(from, path) || path}`);
  for (const { path, fromFolder } of asked.paths.flatMap((path) => found(resolve(from, path), leftOut))) {
    const real = realpathSync(path);
    if (seen.has(real)) continue;
    seen.add(real);
    const file = { name: relative(from, path) || path, open: () => createReadStream(path) };
    const why = fromFolder ? await notACatalog(file, asked) : null;
    if (why === null) files.push(file);
    else leftOut(path, why);
  }
  if (files.length === 0) throw new Unreadable("No file there is a catalog that a reader knows.");
  return files;
}

/** The files at a path that was named. In a folder, a link back into a folder above and what is no file are left out and said. */
function found(path: string, skipped: (path: string, why: string) => void): Found[] {
  if (!statOf(path).isDirectory()) return [{ path, fromFolder: false }];
  return filesIn(path, [realpathSync(path)], skipped).map((one) => ({ path: one, fromFolder: true }));
}

function filesIn(
  folder: string,
  above: readonly string[],
  skipped: (path: string, why: string) => void,
): string[] {
  const names = readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .sort();
  return names.flatMap((name) => {
    const path = join(folder, name);
    const stat = statOf(path);
    if (stat.isFile()) return [path];
    const real = realpathSync(path);
    if (stat.isDirectory() && !above.includes(real)) return filesIn(path, [...above, real], skipped);
    skipped(path, stat.isDirectory() ? "it leads back to a folder it is in" : "it is no file");
    return [];
  });
}

/** A link that leads nowhere may stand for a part of the catalog: it is refused, not left out. */
function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch {
    throw new Unreadable(`There is no such file or folder: ${path}`);
  }
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
