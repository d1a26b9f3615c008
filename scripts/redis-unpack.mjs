import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { oneAtATime } from "./only-one.mjs";
import { inRoot } from "./paths.mjs";
import { Stop, step } from "./say.mjs";

const unpacked = inRoot(".cache/redis");

const howToGetOne =
  "Install it (Debian, Ubuntu: `apt-get install redis-server`; macOS: `brew install valkey`; Alpine: `apk add valkey`) " +
  "or set REDIS_TEST_URL to a Redis these tests may fill, then run the command again.";

/**
 * A Redis server to start, `{ program, env }`: from the PATH, or unpacked from the distribution's own package
 * into `.cache/redis`, which needs no root and installs nothing. Throws `Stop` where neither can be had.
 */
export async function redisProgram() {
  return onPath() ?? fromCache() ?? oneAtATime(`${unpacked}.lock`, unpackOnce);
}

const unpackOnce = () =>
  fromCache() ?? step("Unpacking Redis from the distribution's package", unpackFromDistribution);

function onPath() {
  const folders = [...(process.env.PATH ?? "").split(":"), "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];
  for (const name of ["valkey-server", "redis-server"]) {
    for (const folder of folders.filter(Boolean)) {
      const program = join(folder, name);
      if (existsSync(program)) return { program, env: {} };
    }
  }
  return null;
}

function fromCache() {
  const program = join(unpacked, "usr/bin/redis-server");
  if (!existsSync(program)) return null;
  const libraries = ["usr/lib", "lib"].flatMap((folder) => libraryFolders(join(unpacked, folder)));
  const env = { LD_LIBRARY_PATH: libraries.join(":") };
  const run = spawnSync(program, ["--version"], { env: { ...process.env, ...env } });
  return run.status === 0 ? { program, env } : null;
}

function libraryFolders(folder) {
  if (!existsSync(folder)) return [];
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...below.map((entry) => join(folder, entry.name))];
}

function unpackFromDistribution() {
  if (spawnSync("apt-get", ["--version"]).status !== 0 || spawnSync("dpkg-deb", ["--version"]).status !== 0) {
    throw new Stop(`The tests need a real Redis and there is none on this system. ${howToGetOne}`);
  }
  mkdirSync(inRoot(".cache"), { recursive: true });
  const work = mkdtempSync(inRoot(".cache/redis-"));
  try {
    // The list is asked of apt, not fixed: a minimal system also lacks libssl, and names differ by release.
    let apt = ["-o", "APT::Sandbox::User=root"];
    let packages = wantedPackages(apt);
    if (packages === null) {
      apt = [...apt, ...privateState(work)];
      runApt([...apt, "update"], work, "fetch the list of packages");
      packages = wantedPackages(apt);
    }
    if (packages === null) throw new Stop(`apt knows no package redis-server. ${howToGetOne}`);
    runApt([...apt, "download", ...packages], work, "download Redis");
    const target = join(work, "root");
    for (const file of readdirSync(work).filter((name) => name.endsWith(".deb"))) {
      const run = spawnSync("dpkg-deb", ["-x", join(work, file), target], { encoding: "utf8" });
      if (run.status !== 0)
        throw new Stop(`dpkg-deb could not unpack ${file}: ${run.stderr.trim()}. ${howToGetOne}`);
    }
    rmSync(unpacked, { recursive: true, force: true });
    renameSync(target, unpacked);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const program = fromCache();
  if (program === null) throw new Stop(`The unpacked Redis does not run on this system. ${howToGetOne}`);
  return program;
}

/** What apt would install for redis-server here, or null where it knows no such package. */
function wantedPackages(apt) {
  const run = spawnSync("apt-get", [...apt, "-s", "install", "--no-install-recommends", "redis-server"], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  const names = [...(run.stdout ?? "").matchAll(/^Inst (\S+)/gm)].map((match) => match[1]);
  return run.status === 0 && names.includes("redis-server") ? names : null;
}

function privateState(work) {
  for (const folder of ["lists/partial", "archives/partial"])
    mkdirSync(join(work, folder), { recursive: true });
  return [
    ["-o", `Dir::State::Lists=${join(work, "lists")}`],
    ["-o", `Dir::Cache=${work}`, "-o", `Dir::Cache::Archives=${join(work, "archives")}`],
    ["-o", "Dir::State::status=/var/lib/dpkg/status", "-o", "Debug::NoLocking=1"],
  ].flat();
}

function runApt(args, cwd, act) {
  const run = spawnSync("apt-get", ["-q", ...args], { cwd, encoding: "utf8", timeout: 180_000 });
  if (run.status === 0) return;
  const why = (run.stderr ?? "").trim().split("\n").at(-1) || run.error?.message;
  throw new Stop(`apt-get could not ${act} (${why}). ${howToGetOne}`);
}
