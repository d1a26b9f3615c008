import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { gone, isAlive } from "./alive.mjs";
import { freePort } from "./free-port.mjs";
import { redisProgram } from "./redis-unpack.mjs";
import { Stop, tailOf } from "./say.mjs";
import { unwatch, watch } from "./watchdog.mjs";

const patienceMs = 10_000;

/**
 * Starts a real Redis on 127.0.0.1 with its data in `folder`, append-only and `noeviction`.
 * `port` is free or given (to start anew where one was killed). Returns `{ url, port, pid, stop }`.
 */
export async function startRedis({ folder, port: wantedPort = 0, extra = [] }) {
  const { program, env } = await redisProgram();
  mkdirSync(folder, { recursive: true });
  const port = wantedPort || (await freePort());
  const log = join(folder, "redis.log");
  const out = openSync(log, "w");
  const child = spawn(program, [...settings(port, folder), ...extra], {
    detached: true,
    cwd: folder,
    stdio: ["ignore", out, out],
    env: { ...process.env, ...env },
  });
  closeSync(out);
  child.on("error", () => {});
  child.unref();
  if (child.pid) watch(child.pid);
  if (!(await comesUp(child, port))) {
    if (child.pid) unwatch(child.pid);
    throw new Stop(`Redis (${program}) did not start:\n${tailOf(readFileSync(log, "utf8"))}`);
  }
  return { url: `redis://127.0.0.1:${port}`, port, pid: child.pid, stop: () => stopRedis(child.pid) };
}

function settings(port, folder) {
  return [
    ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--databases", "64"],
    ["--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction"],
  ].flat();
}

async function comesUp(child, port) {
  const until = Date.now() + patienceMs;
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    if (await pongs(port)) return true;
    if (Date.now() > until) {
      child.kill("SIGKILL");
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return false;
}

function pongs(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port }, () => socket.write("PING\r\n"));
    socket.setTimeout(1000, () => socket.destroy());
    socket.on("data", (answer) => {
      resolve(answer.toString().startsWith("+PONG"));
      socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(false));
  });
}

async function stopRedis(pid) {
  for (const signal of ["SIGTERM", "SIGKILL"]) {
    if (!isAlive(pid)) break;
    process.kill(pid, signal);
    if (await gone(pid, 5_000)) break;
  }
  unwatch(pid);
}
