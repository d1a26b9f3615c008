import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isAlive } from "./alive.mjs";

/** Takes the lock file `path` for this process; false where a living process holds it. */
export function take(path) {
  mkdirSync(dirname(path), { recursive: true });
  // Written first and linked then, so that nobody reads a lock without its holder's number.
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (linked(mine, path)) return true;
      if (isAlive(holder(path))) return false;
      rmSync(path, { force: true });
    }
    return false;
  } finally {
    rmSync(mine, { force: true });
  }
}

function linked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Gives the lock back. */
export function release(path) {
  if (holder(path) === process.pid) rmSync(path, { force: true });
}

function holder(path) {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch {
    return 0;
  }
}

/** Runs `work` while holding `path`, waiting for another process that holds it. */
export async function oneAtATime(path, work) {
  while (!take(path)) await new Promise((resolve) => setTimeout(resolve, 200));
  try {
    return await work();
  } finally {
    release(path);
  }
}
