import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** Full key (`namespace.a.b`) → text, of one language. */
export type Texts = ReadonlyMap<string, string>;

/** Reads `messages/<locale>/*.json`; the file name is the namespace. Throws on anything that is not text. */
export function readTexts(folder: string, locale: string): Texts {
  const texts = new Map<string, string>();
  for (const file of readdirSync(path.join(folder, locale)).sort()) {
    const namespace = path.basename(file, ".json");
    flatten(namespace, JSON.parse(readFileSync(path.join(folder, locale, file), "utf8")), texts);
  }
  return texts;
}

/** Nested texts as full keys, added to `into`. */
export function flatten(prefix: string, value: unknown, into: Map<string, string>): void {
  if (typeof value === "string") {
    into.set(prefix, value);
    return;
  }
  if (typeof value !== "object" || value === null) throw new Error(`${prefix} is neither text nor a group`);
  for (const [key, inner] of Object.entries(value)) {
    if (key.includes(".")) throw new Error(`${prefix}: the name "${key}" must not contain a dot`);
    flatten(`${prefix}.${key}`, inner, into);
  }
}
