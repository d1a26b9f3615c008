import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export type SourceText = { path: string; text: string };

const root = path.resolve(import.meta.dirname, "../..");
const folders = ["src", "jobs", "seed"];

/** Every TypeScript file of the product, with its path from the root. */
export function readSources(): SourceText[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => path.posix.join(folder, name.split(path.sep).join("/")))
      .map((name) => ({ path: name, text: readFileSync(path.join(root, name), "utf8") })),
  );
}

/** The modules a file imports, as paths from the root (`src/lib/errors`) or package names. */
export function importsOf(source: SourceText): string[] {
  const found = [
    ...source.text.matchAll(/^\s*(?:import|export)\b[^"';]*?from\s*["']([^"']+)["']/gm),
    ...source.text.matchAll(/^\s*import\s*["']([^"']+)["']/gm),
    ...source.text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g),
  ];
  return found.map((match) => resolveImport(source.path, match[1] ?? ""));
}

function resolveImport(from: string, target: string): string {
  if (target.startsWith("@/")) return `src/${target.slice(2)}`;
  if (target.startsWith(".")) return path.posix.join(path.posix.dirname(from), target);
  return target;
}
