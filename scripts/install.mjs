import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot, root } from "./paths.mjs";
import { Stop, say, step } from "./say.mjs";

const stampPath = inRoot("node_modules/.owabi-lock");

/**
 * Makes `node_modules` agree with `package-lock.json`, by `npm ci` where it does not.
 * Install scripts are never run: nothing here needs one.
 */
export async function ensureDependencies() {
  const lock = readFileSync(inRoot("package-lock.json"));
  const wanted = createHash("sha256").update(lock).digest("hex");
  if (existsSync(stampPath) && readFileSync(stampPath, "utf8") === wanted) return;
  if (!existsSync(stampPath) && installedAgrees(JSON.parse(lock.toString("utf8")))) {
    writeFileSync(stampPath, wanted);
    return;
  }
  await step("Installing the packages (npm ci; about a minute the first time)", runNpmCi);
  writeFileSync(stampPath, wanted);
}

/** Somebody may have run `npm ci` by hand: npm's own record of what it installed then equals the lock. */
function installedAgrees(lock) {
  const recordPath = inRoot("node_modules/.package-lock.json");
  if (!existsSync(recordPath)) return false;
  const installed = JSON.parse(readFileSync(recordPath, "utf8")).packages ?? {};
  return Object.entries(lock.packages).every(
    ([path, wanted]) => path === "" || wanted.optional || installed[path]?.integrity === wanted.integrity,
  );
}

function runNpmCi() {
  const args = ["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  const [command, commandArgs] = npm?.endsWith("npm-cli.js")
    ? [process.execPath, [npm, ...args]]
    : ["npm", args];
  const result = spawnSync(command, commandArgs, {
    cwd: root,
    // To standard error: some commands' standard output is read by other programs.
    stdio: ["inherit", 2, 2],
    shell: command === "npm" && process.platform === "win32",
  });
  if (result.status === 0) return;
  say(result.error ? `  ${result.error.message}` : "");
  throw new Stop(
    "npm could not install the packages; its own message is above. " +
      "Usual causes: no network or proxy to the npm registry, a full disk, or a lock file that was edited by hand. " +
      "Run `npm ci --ignore-scripts` until it passes, then this command again.",
  );
}
