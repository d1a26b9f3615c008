import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./paths.mjs";
import { Stop } from "./say.mjs";

/** PostgreSQL refuses root: whom to run it as then, `{ name, uid, gid }`; `null` for an ordinary user. */
export function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "node", "nobody"]) {
    const found = accounts.find((fields) => fields[0] === name);
    if (found) return { name, uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Stop(
    "PostgreSQL does not run as root, and this system has none of the users postgres, node and nobody. " +
      "Run the command as an ordinary user, or set DATABASE_URL to a PostgreSQL 18 server.",
  );
}

/** Options for `spawn` that make the child run as `user` (nothing where it is null). */
export const runAs = (user) => (user ? { uid: user.uid, gid: user.gid, cwd: "/" } : { cwd: "/" });

/** Whether `user` may walk into `folder`, by trying it. */
export function canEnter(folder, user) {
  if (user === null) return true;
  return (
    spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...runAs(user), stdio: "ignore" }).status === 0
  );
}

/**
 * Where the unprivileged user can work when he may not enter `folder`: a lasting folder of the system named after
 * the checkout; `null` where he may enter. `/var/tmp` and `/tmp` come last: systemd empties them after thirty and
 * ten days.
 */
export function openPlace(user, folder) {
  if (canEnter(folder, user)) return null;
  const name = `owabi-${createHash("sha256").update(root).digest("hex").slice(0, 12)}`;
  for (const parent of ["/var/lib", "/var/tmp", "/tmp"]) {
    const place = `${parent}/${name}`;
    if (makeOwnFolder(place) && canEnter(place, user)) return place;
  }
  throw new Stop(
    `PostgreSQL runs as "${user.name}" here, who may enter neither ${folder} nor a folder below /var/lib or /var/tmp. ` +
      "Move the checkout to a folder others may enter, run as an ordinary user, or set DATABASE_URL.",
  );
}

/** `path`, or the path that stands for it below `place`. */
export const insidePlace = (place, path) =>
  place === null ? path : join(place, relative(root, path).replaceAll(/[^A-Za-z0-9-]+/g, "-"));

function makeOwnFolder(place) {
  try {
    mkdirSync(place, { mode: 0o755 });
  } catch (error) {
    if (error.code !== "EEXIST") return false;
  }
  const stat = lstatSync(place);
  return stat.isDirectory() && stat.uid === process.getuid();
}
