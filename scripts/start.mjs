import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureBuild } from "./build.mjs";
import { startChild } from "./children.mjs";
import { freePort } from "./free-port.mjs";
import { dataFolder, demoSignIns, environment, prepareDatabase, runSeed } from "./installation.mjs";
import { inRoot } from "./paths.mjs";
import { Stop, say, step } from "./say.mjs";

const readyPatienceMs = 60_000;
const next = inRoot("node_modules/next/dist/bin/next");

/** `npm start`: the whole product on this machine, until someone stops it. */
export async function start(ending) {
  say("Owabi is starting.");
  const installed = await prepareDatabase(ending);
  await ensureBuild();
  const port = await freePort(Number(process.env.PORT) || 3000);
  const env = environment(installed, { port, mode: "production" });
  makeFilesFolder(env.FILES_DIR);
  const jobs = startChild({
    name: "jobs",
    args: ["--enable-source-maps", "dist/jobs/main.js"],
    env,
    log: logOf("jobs"),
  });
  ending.onStop(jobs.stop);
  await loadDemo(env, ending, jobs);

  // The demo's passwords are no secret, so only this machine may reach it unless HOST says otherwise.
  const host = process.env.HOST || "127.0.0.1";
  const web = startChild({
    name: "web",
    args: [next, "start", "-p", String(port), "-H", host],
    env,
    log: logOf("web"),
  });
  ending.onStop(web.stop);
  const died = endedUnasked([jobs, web]);
  await Promise.race([step("Starting the web server and the jobs", () => answering(port)), died]);
  sayReady({ env, installed, children: [web, jobs] });
  await Promise.race([died, ending.interrupted]);
  return 0;
}

/** `npm run dev`: the same with sources that are reread when they change. */
export async function dev(ending) {
  const installed = await prepareDatabase(ending);
  const port = await freePort(Number(process.env.PORT) || 3000);
  const env = environment(installed, { port, mode: "development" });
  makeFilesFolder(env.FILES_DIR);
  const jobs = startChild({ name: "jobs", args: ["--watch", "--import", "tsx", "jobs/main.ts"], env });
  ending.onStop(jobs.stop);
  await loadDemo(env, ending, jobs);
  const web = startChild({ name: "web", args: [next, "dev", "-p", String(port), "-H", "127.0.0.1"], env });
  ending.onStop(web.stop);
  sayReady({ env, installed, children: [web, jobs] });
  await Promise.race([endedUnasked([jobs, web]), ending.interrupted]);
  return 0;
}

/** The demo is loaded through the product's own verbs, so the jobs process must be there to do the work. */
async function loadDemo(env, ending, jobs) {
  if (env.OWABI_DEMO !== "1") return;
  await Promise.race([runSeed("seed/load.ts", ["demo"], env, ending), endedUnasked([jobs])]);
}

/**
 * `npm run seed -- list` and `write …` make files and need no database; `load <scenario>` fills this
 * installation's database.
 */
export async function seed(ending, [act, ...rest]) {
  if (act !== "load") {
    await runSeed("seed/main.ts", act === undefined ? [] : [act, ...rest], process.env, ending);
    return 0;
  }
  const installed = await prepareDatabase(ending);
  const env = environment(installed, { port: Number(process.env.PORT) || 3000, mode: "production" });
  makeFilesFolder(env.FILES_DIR);
  const jobs = startChild({
    name: "jobs",
    args: ["--import", "tsx", "jobs/main.ts"],
    env,
    log: logOf("jobs"),
  });
  ending.onStop(jobs.stop);
  await Promise.race([
    runSeed("seed/load.ts", rest.length > 0 ? rest : ["demo"], env, ending),
    endedUnasked([jobs]),
  ]);
  return 0;
}

/** `npm run administrator -- --name … --email …`: the first sign-in of an installation. */
export async function administrator(ending, args) {
  const installed = await prepareDatabase(ending);
  const env = environment(installed, { port: Number(process.env.PORT) || 3000, mode: "production" });
  await runSeed("seed/add-administrator.ts", args, env, ending);
  return 0;
}

/** `npm run invariants`: does everything add up in this installation's database? Its own exit code is the answer. */
export async function invariants(ending) {
  const installed = await prepareDatabase(ending);
  const env = environment(installed, { port: Number(process.env.PORT) || 3000, mode: "production" });
  const asked = spawn(process.execPath, ["--import", "tsx", "jobs/invariants/main.ts"], {
    cwd: inRoot("."),
    env,
    stdio: "inherit",
  });
  ending.onStop(() => asked.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    asked.once("error", reject);
    asked.once("exit", (code) => resolve(code ?? 2));
  });
}

/** Uploads and print runs are full of names: nobody else on this machine may look. */
function makeFilesFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

const logOf = (name) => join(dataFolder(), `${name}.log`);

async function endedUnasked(children) {
  const { sentence, child } = await Promise.race(
    children.map(async (one) => ({ sentence: await one.ended, child: one })),
  );
  throw new Stop(`${sentence} Owabi does not run without it and stops.\n${child.tail()}`);
}

/** Waits until the web server says it is healthy; after a minute tells what it says instead. */
async function answering(port) {
  const until = Date.now() + readyPatienceMs;
  let last = "nothing";
  while (Date.now() < until) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/api/health`, {
        signal: AbortSignal.timeout(5_000),
      });
      if (answer.ok) return;
      last = `${answer.status} ${await answer.text()}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Stop(
    `The web server did not become healthy within a minute; /api/health says: ${last}\nSee ${logOf("web")}.`,
  );
}

function sayReady({ env, installed, children }) {
  const signIns = env.OWABI_DEMO === "1" ? demoSignIns() : [];
  say("");
  say(`  Owabi:      ${env.APP_URL}`);
  if (signIns.length > 0) say("  Sign in as:");
  for (const line of signIns) say(`              ${line}`);
  say(`  Database:   ${installed.embedded ? installed.dataDir : "the one DATABASE_URL names"}`);
  say(`  Files:      ${env.FILES_DIR}`);
  say(`  Logs:       ${dataFolder()}`);
  say(`  Processes:  ${children.map((child) => `${child.name} ${child.pid}`).join(", ")}`);
  say("  Stop it with Ctrl-C.");
  say("");
}
