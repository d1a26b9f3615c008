import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { oneAtATime } from "./only-one.mjs";
import { inRoot, root } from "./paths.mjs";
import { Stop, say, step, tailOf } from "./say.mjs";
import { unwatch, watch } from "./watchdog.mjs";

const stampPath = inRoot("dist/built-from.json");
const lockPath = inRoot(".cache/build.lock");
const shared = ["package-lock.json", "tsconfig.json", "scripts/build.mjs", "scripts/patch-postgres.mjs"];
const webInputs = [
  "src",
  "messages",
  "public",
  "next.config.js",
  "postcss.config.js",
  "postcss.config.mjs",
  ...shared,
];
const jobsInputs = ["src", "jobs", ...shared];

/** Builds the web server (`.next`) and the jobs (`dist/jobs`) as far as their sources changed since last time. */
export async function ensureBuild() {
  await ensureJobsBundle();
  await ensureWebBuild();
}

/** `next build`, where the sources changed. */
export async function ensureWebBuild() {
  const wanted = hashOf(webInputs);
  const built = () => stamps().web === wanted && existsSync(inRoot(".next/BUILD_ID"));
  if (built()) return;
  await oneAtATime(lockPath, async () => {
    if (built()) return;
    await step("Building the screens (next build; a minute the first time)", buildWeb);
    remember({ web: wanted });
  });
}

/** Bundles the jobs with esbuild, where the sources changed. */
export async function ensureJobsBundle() {
  const wanted = hashOf(jobsInputs);
  const built = () => stamps().jobs === wanted && existsSync(inRoot("dist/jobs/main.js"));
  if (built()) return;
  await oneAtATime(lockPath, async () => {
    if (built()) return;
    await bundleJobs();
    remember({ jobs: wanted });
  });
}

async function bundleJobs() {
  const { build } = await import("esbuild");
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ["jobs/main.ts"],
      outfile: "dist/jobs/main.js",
      bundle: true,
      platform: "node",
      target: "node20",
      format: "esm",
      packages: "external",
      sourcemap: true,
      logLevel: "silent",
    });
  } catch (error) {
    throw new Stop(
      `The jobs could not be bundled. Correct this and run the command again:\n${error.message}`,
    );
  }
}

function buildWeb() {
  mkdirSync(inRoot(".cache"), { recursive: true });
  const logPath = inRoot(".cache/build.log");
  const log = createWriteStream(logPath);
  const child = spawn(process.execPath, [inRoot("node_modules/next/dist/bin/next"), "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (child.pid) watch(child.pid);
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const startedAt = Date.now();
  const heartbeat = setInterval(() => {
    say(`    … still building, ${Math.round((Date.now() - startedAt) / 1000)} s`);
  }, 15_000);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(heartbeat);
      unwatch(child.pid);
      if (code === 0) return resolve();
      const said = tailOf(readFileSync(logPath, "utf8"), 40);
      reject(
        new Stop(
          `The screens could not be built. Correct this and run the command again (${logPath}):\n${said}`,
        ),
      );
    });
  });
}

function stamps() {
  try {
    return JSON.parse(readFileSync(stampPath, "utf8"));
  } catch {
    return {};
  }
}

function remember(part) {
  mkdirSync(inRoot("dist"), { recursive: true });
  writeFileSync(stampPath, JSON.stringify({ ...stamps(), ...part }));
}

/** One hash over names and contents of files and folders of the checkout; what is not there counts as empty. */
export function hashOf(paths) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const path of paths) addTo(hash, path);
  return hash.digest("hex");
}

function addTo(hash, path) {
  const absolute = inRoot(path);
  if (!existsSync(absolute)) return;
  let entries;
  try {
    entries = readdirSync(absolute, { withFileTypes: true });
  } catch {
    hash.update(`\0${path}\0`).update(readFileSync(absolute));
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) addTo(hash, join(path, entry.name));
}
