import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import { root } from "./paths.mjs";
import { tailOf } from "./say.mjs";
import { unwatch, watch } from "./watchdog.mjs";

const stopPatienceMs = 20_000;
const logCapBytes = 50_000_000;

/**
 * Starts `node <args>` as one of our long-lived children, in its own process group (Ctrl-C reaches it through
 * us, in order). With `log` its output goes there, else to the terminal.
 * Returns `{ name, pid, ended, stop, tail }`; `ended` resolves to a sentence when it ends, asked or not.
 */
export function startChild({ name, args, env, log }) {
  const output = log ? openLog(log) : "inherit";
  const child = spawn(process.execPath, args, {
    cwd: root,
    detached: true,
    env,
    stdio: ["ignore", output, output],
  });
  if (typeof output === "number") closeSync(output);
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(`${name} could not be started: ${error.message}`));
    child.once("exit", (code, signal) => {
      unwatch(child.pid);
      resolve(`${name} ended ${signal ? `by ${signal}` : `with code ${code}`}.`);
    });
  });
  if (child.pid) watch(child.pid);
  return {
    name,
    pid: child.pid,
    ended,
    stop: () => stopChild(child, ended),
    tail: () => (log && existsSync(log) ? `${log} ends with:\n${tailOf(readFileSync(log, "utf8"))}` : ""),
  };
}

/** The log holds ids and counts only, but it is nobody else's business either: 0600. */
function openLog(path) {
  if (existsSync(path) && statSync(path).size > logCapBytes) truncateSync(path, 0);
  return openSync(path, "a", 0o600);
}

async function stopChild(child, ended) {
  signalGroup(child, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), stopPatienceMs);
  await ended;
  clearTimeout(timer);
  signalGroup(child, "SIGKILL");
}

/** The group outlives its leader while grandchildren run. */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH" && error.code !== "EPERM") throw error;
  }
}
