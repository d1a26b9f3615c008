import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { commandOf, gone, isAlive } from "./alive.mjs";
import { freePort } from "./free-port.mjs";
import { postgresBinaries } from "./postgres-binaries.mjs";
import { addresses, makeRolesAndDatabase, passwords, superName } from "./postgres-roles.mjs";
import { Stop, tailOf } from "./say.mjs";
import { insidePlace, openPlace, runAs, unprivilegedUser } from "./unprivileged.mjs";
import { unwatch, watch } from "./watchdog.mjs";

const startPatienceMs = 10 * 60_000;
const stopPatienceMs = 60_000;
const logCapBytes = 10_000_000;

/**
 * Starts the embedded PostgreSQL 18 on `dataDir`, or joins the one already running there. It listens on
 * 127.0.0.1 only. Beside `dataDir` lie `<dataDir>.json` (passwords, 0600) and `<dataDir>.log`.
 *
 * `forTests` gives up durability for speed. Returns `{ ownerUrl, appUrl, superUrl, pid, dataDir, stop }`:
 * `dataDir` differs from the one asked for where the checkout is closed to PostgreSQL's user, and `stop`
 * leaves a server alone that another run still answers for. Throws `Stop` with a sentence.
 */
export async function startPostgres({ dataDir: wantedDir, forTests = false }) {
  const user = unprivilegedUser();
  mkdirSync(dirname(wantedDir), { recursive: true });
  const place = openPlace(user, dirname(wantedDir));
  const dataDir = insidePlace(place, wantedDir);
  const secretFile = `${wantedDir}.json`;
  if (existsSync(join(dataDir, "PG_VERSION")) && !existsSync(secretFile))
    throw secretsAreGone(dataDir, secretFile);
  const secret = passwords(secretFile);

  const running = await joinRunning(dataDir, secret);
  if (running) return handle({ ...running, dataDir, secret });

  const bin = postgresBinaries(user, place);
  if (!existsSync(join(dataDir, "PG_VERSION"))) initialise({ bin, dataDir, user, secret, forTests });
  const started = await launch({ bin, dataDir, user, secret, forTests });
  await makeRolesAndDatabase(addresses(started.port, secret).superUrl, secret);
  return handle({ ...started, dataDir, secret });
}

function handle({ pid, port, dataDir, secret, ours = true }) {
  return {
    ...addresses(port, secret),
    pid,
    dataDir,
    stop: () => (ours ? stopServer(pid, dataDir) : undefined),
  };
}

const secretsAreGone = (dataDir, secretFile) =>
  new Stop(
    `The database in ${dataDir} is there, but the file with its passwords, ${secretFile}, is not. ` +
      "Put the file back from a backup; or, to begin with an empty database, move the folder away.",
  );

/** initdb writes into a folder beside and is moved when whole, so that a killed one leaves nothing half. */
function initialise({ bin, dataDir, user, secret, forTests }) {
  const half = `${dataDir}.new`;
  const passwordFile = `${dataDir}.pw`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  chmodSync(half, 0o700);
  writeFileSync(passwordFile, secret.super, { mode: 0o600 });
  if (user) for (const path of [half, passwordFile]) chownSync(path, user.uid, user.gid);
  // lc-ctype C.UTF-8: with C, trigrams see no letter in Japanese and every similarity is 0.
  const settings = [
    "--locale=C",
    "--lc-ctype=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
  const args = [
    ["-D", half, "-U", superName, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"],
    [...settings, "--data-checksums", ...(forTests ? ["--no-sync"] : [])],
  ].flat();
  const run = spawnSync(join(bin, "initdb"), args, { ...runAs(user), encoding: "utf8", env: serverEnv() });
  rmSync(passwordFile, { force: true });
  if (run.status !== 0) {
    throw new Stop(
      `PostgreSQL could not lay out its data folder ${dataDir}:\n${tailOf(run.stderr ?? String(run.error))}`,
    );
  }
  renameSync(half, dataDir);
}

const serverEnv = () => ({ PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" });

async function launch(server) {
  const log = `${server.dataDir}.log`;
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const logFrom = existsSync(log) ? statSync(log).size : 0;
    const child = spawnServer(server, port, log);
    if (await comesUp(child, server, port)) {
      writeFileSync(`${server.dataDir}.owner`, String(process.pid));
      return { pid: child.pid, port };
    }
    if (child.pid) unwatch(child.pid);
    const said = readFileSync(log, "utf8").slice(logFrom);
    // After a kill -9 the old server's children need a moment to leave; a free port may be taken in between.
    const passing = /pre-existing shared memory|already in use|could not bind|lock file/i.test(said);
    if (!passing || attempt === 20) {
      throw new Stop(`PostgreSQL did not start; its log ${log} ends with:\n${tailOf(said)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function spawnServer({ bin, dataDir, user, forTests }, port, log) {
  if (existsSync(log) && statSync(log).size > logCapBytes) truncateSync(log, 0);
  const out = openSync(log, "a", 0o600);
  const args = ["-D", dataDir, ...settings(port, forTests).flatMap((setting) => ["-c", setting])];
  // Its own process group: Ctrl-C at the terminal must reach it through us, after web and jobs.
  const child = spawn(join(bin, "postgres"), args, {
    ...runAs(user),
    detached: true,
    stdio: ["ignore", out, out],
    env: serverEnv(),
  });
  closeSync(out);
  if (child.pid) watch(child.pid, "SIGINT");
  child.on("error", () => {});
  child.unref();
  return child;
}

function settings(port, forTests) {
  const speed = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum_naptime=10min"];
  return [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=256MB",
    "work_mem=32MB",
    "hash_mem_multiplier=4",
    "random_page_cost=1.1",
    "max_wal_size=2GB",
    "jit=off",
    // The log must hold no personal values: no DETAIL lines, no statements, no parameters.
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    "log_parameter_max_length_on_error=0",
    ...(smallSharedMemory() ? ["dynamic_shared_memory_type=mmap"] : []),
    ...(forTests ? speed : []),
  ];
}

/** Containers give /dev/shm 64 MB, too little for parallel queries. */
function smallSharedMemory() {
  if (process.platform !== "linux") return false;
  try {
    const { bsize, bavail } = statfsSync("/dev/shm");
    return bsize * bavail < 256_000_000;
  } catch {
    return true;
  }
}

/** True once the server answers, false when it ended instead. */
async function comesUp(child, { dataDir, secret }, port) {
  const until = Date.now() + startPatienceMs;
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    if (await answers(port, secret, dataDir)) return true;
    if (Date.now() > until) throw new Stop(`PostgreSQL did not answer in ten minutes; see ${dataDir}.log.`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return false;
}

/** Whether the server on `port` is ours, on this very folder. */
async function answers(port, secret, dataDir) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(addresses(port, secret).superUrl, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const [row] = await sql`select current_setting('data_directory') as folder`;
    return row.folder === dataDir;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** The server a run before us started on this folder, if it answers; a stale postmaster.pid is removed. */
async function joinRunning(dataDir, secret) {
  const pidFile = join(dataDir, "postmaster.pid");
  const until = Date.now() + 20_000;
  while (existsSync(pidFile)) {
    const lines = readFileSync(pidFile, "utf8").split("\n");
    const pid = Number(lines[0]);
    const port = Number(lines[3]);
    if (!isAlive(pid) || !/postgres/.test(commandOf(pid))) {
      rmSync(pidFile, { force: true });
      return null;
    }
    if (port > 0 && (await answers(port, secret, dataDir))) return { pid, port, ours: adopt(dataDir, pid) };
    if (Date.now() > until) {
      throw new Stop(
        `A PostgreSQL server (process ${pid}) holds ${dataDir} but does not answer. ` +
          `If nothing else should be using it, end it with \`kill ${pid}\` and run the command again.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return null;
}

/** Whoever started the server stops it; a server whose starter is gone becomes ours. */
function adopt(dataDir, pid) {
  const file = `${dataDir}.owner`;
  const owner = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (owner > 0 && owner !== process.pid && isAlive(owner)) return false;
  writeFileSync(file, String(process.pid));
  watch(pid, "SIGINT");
  return true;
}

async function stopServer(pid, dataDir) {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"]) {
    if (!isAlive(pid)) break;
    process.kill(pid, signal);
    if (await gone(pid, signal === "SIGINT" ? stopPatienceMs : 5_000)) break;
  }
  unwatch(pid);
  rmSync(`${dataDir}.owner`, { force: true });
}
