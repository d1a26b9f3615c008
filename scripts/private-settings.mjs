import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { writePrivately } from "./private-file.mjs";

const names = ["BETTER_AUTH_SECRET"];

/** The secrets of this installation: what the environment gives, else what `file` (0600) keeps, else new ones. */
export function secretSettings(file) {
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const missing = names.filter((name) => !kept[name]);
  if (missing.length > 0) {
    for (const name of missing) kept[name] = randomBytes(32).toString("base64url");
    writePrivately(file, JSON.stringify(kept, null, 2));
  }
  return Object.fromEntries(names.map((name) => [name, process.env[name] || kept[name]]));
}
