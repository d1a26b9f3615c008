import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inRoot } from "./paths.mjs";

/**
 * Optional packages for platforms that a lock file names but does not hold. Such a lock was written while the
 * registry lacked them; `npm ci` then fails ("Missing … from lock file"), on every machine. One line each.
 */
export function holesInLock(lock) {
  const holes = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!found(lock.packages, path, name)) holes.push(`${path || "package.json"} wants ${name}@${range}`);
    }
  }
  return holes;
}

/** npm looks in the package's own node_modules and then in each one above. */
function found(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (folder === "" || !folder.includes("node_modules/")) return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const holes = holesInLock(JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")));
  for (const hole of holes) console.error(`package-lock.json: ${hole}, and has no entry for it`);
  if (holes.length > 0) {
    console.error(
      "Pin the package to a version whose platform packages are all in the registry, and lock again.",
    );
    process.exitCode = 1;
  }
}
