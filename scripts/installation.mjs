import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { migrateDatabase } from "./migrate.mjs";
import { root } from "./paths.mjs";
import { startPostgres } from "./postgres.mjs";
import { secretSettings } from "./private-settings.mjs";
import { Stop, step } from "./say.mjs";
import { unwatch, watch } from "./watchdog.mjs";

/** Where this installation keeps its data. */
export const dataFolder = () => resolve(root, process.env.DATA_DIR || ".data");

/**
 * The database of this installation, migrated: the one `DATABASE_URL` names, else the embedded one with its data
 * under `.data`. Returns `{ databaseUrl, ownerUrl, embedded, dataDir }`.
 */
export async function prepareDatabase(ending) {
  mkdirSync(dataFolder(), { recursive: true });
  const databaseUrl = process.env.DATABASE_URL;
  const found = databaseUrl
    ? { databaseUrl, ownerUrl: process.env.DATABASE_OWNER_URL ?? databaseUrl, embedded: false }
    : await startEmbedded(ending);
  await step("Bringing the database up to date", () => migrateDatabase({ url: found.ownerUrl }));
  return found;
}

async function startEmbedded(ending) {
  const server = await step("Starting PostgreSQL", () =>
    startPostgres({ dataDir: join(dataFolder(), "postgres") }),
  );
  ending.onStop(server.stop);
  return { databaseUrl: server.appUrl, ownerUrl: server.ownerUrl, embedded: true, dataDir: server.dataDir };
}

/** The environment of web, jobs and seed. The owner's address is not in it: only migrations need it. */
export function environment({ databaseUrl, embedded }, { port, mode }) {
  const { DATABASE_OWNER_URL: _owner, ...inherited } = process.env;
  return {
    ...inherited,
    ...secretSettings(join(dataFolder(), "secrets.json")),
    NODE_ENV: mode,
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    APP_URL: process.env.APP_URL || `http://localhost:${port}`,
    FILES_DIR: process.env.FILES_DIR || join(dataFolder(), "files"),
    PORT: String(port),
    OWABI_DEMO: process.env.OWABI_DEMO || (embedded ? "1" : "0"),
  };
}

/**
 * Runs a program of the seed. `seed/load.ts demo` is slow the first time only: it asks the database whether the
 * demo is there.
 */
export async function runSeed(program, args, env, ending) {
  const child = spawn(process.execPath, ["--import", "tsx", program, ...args], {
    cwd: root,
    env,
    stdio: "inherit",
  });
  if (child.pid) watch(child.pid);
  ending.onStop(() => child.kill("SIGTERM"));
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (child.pid) unwatch(child.pid);
  if (code === 0) return;
  throw new Stop(
    `"${program} ${args.join(" ")}" failed; its own message is above. Running the command again tries once more; ` +
      "to begin with an empty database, move the folder .data away first.",
  );
}

/** The demo's sign-ins as the seed wrote them down, one line each; none where there is no demo. */
export function demoSignIns() {
  const file = join(dataFolder(), "demo.json");
  if (!existsSync(file)) return [];
  const { signIns } = JSON.parse(readFileSync(file, "utf8"));
  return signIns.map(({ role, email, password }) => `${String(role).padEnd(18)} ${email}   ${password}`);
}
