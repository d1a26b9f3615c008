import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installPeers } from "./bench-peers.mjs";
import { ensureJobsBundle } from "./build.mjs";
import { startChild } from "./children.mjs";
import { environment } from "./installation.mjs";
import { migrateDatabase } from "./migrate.mjs";
import { inRoot, root } from "./paths.mjs";
import { startPostgres } from "./postgres.mjs";
import { Stop, say, step } from "./say.mjs";

const benches = ["case", "letters", "scope", "peers"];
const jobsProcesses = 2;

/**
 * `npm run bench -- case [people]`: the whole case through a database that really writes to disk and two jobs
 * processes. `npm run bench -- letters [letters] [rounds]`: the typesetter beside other programs, those that `npm run
 * bench -- peers` installs among them. `npm run bench -- scope [rows]
 * [people] [repeats]`: import and derivation beside plain tools, by default of ten million rows.
 */
export async function bench(ending, [name, ...args]) {
  if (!benches.includes(name)) throw new Stop(`Say which: npm run bench -- ${benches.join("|")}`);
  if (name === "peers") return installPeers();
  if (name === "letters") return runBench(name, args, process.env, ending);
  const folder = inRoot(".tmp/bench");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const server = await step("Starting PostgreSQL", () =>
    startPostgres({ dataDir: join(folder, "postgres") }),
  );
  ending.onStop(server.stop);
  await step("Bringing the database up to date", () => migrateDatabase({ url: server.ownerUrl }));
  const installed = { databaseUrl: server.appUrl, embedded: true };
  const env = {
    ...environment(installed, { port: 3000, mode: "production" }),
    FILES_DIR: join(folder, "files"),
  };
  if (name === "scope") {
    const scope = { ...env, BENCH_FOLDER: folder, BENCH_OWNER_URL: server.ownerUrl };
    return runBench(name, args, scope, ending).finally(() =>
      rmSync(join(folder, "scope"), { recursive: true, force: true }),
    );
  }
  await ensureJobsBundle();
  for (let number = 1; number <= jobsProcesses; number += 1) {
    const jobs = startChild({
      name: `jobs ${number}`,
      args: ["dist/jobs/main.js"],
      env: { ...env, JOBS_CONCURRENCY: "1" },
      log: join(folder, `jobs-${number}.log`),
    });
    ending.onStop(jobs.stop);
  }
  return runBench(name, args, { ...env, BENCH_FOLDER: folder }, ending);
}

async function runBench(name, args, env, ending) {
  const child = spawn(process.execPath, ["--import", "tsx", `bench/${name}.ts`, ...args], {
    cwd: root,
    env,
    stdio: "inherit",
  });
  ending.onStop(() => child.kill("SIGTERM"));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) say(`bench/${name}.ts ended with code ${code}.`);
  return code ?? 1;
}
