import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Ends servers whose starter was killed and could not do it itself. A detached process holds the reading end of
 * a pipe; when the starter dies, however it dies, the pipe closes and the processes still named in it are ended.
 */

let keeper = null;

function tell(message) {
  if (keeper === null) {
    keeper = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
      detached: true,
      cwd: "/",
      stdio: ["pipe", "ignore", "ignore"],
    });
    keeper.stdin.on("error", () => {});
    keeper.unref();
    keeper.stdin.unref?.();
  }
  keeper.stdin.write(`${JSON.stringify(message)}\n`);
}

/** From now on `pid` gets `signal` when this process is gone; nine seconds later SIGKILL. */
export function watch(pid, signal = "SIGTERM") {
  tell({ watch: pid, signal });
}

/** `pid` ended, or is someone else's business now. */
export function unwatch(pid) {
  tell({ unwatch: pid });
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

function guard() {
  const watched = new Map();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  let text = "";
  process.stdin.setEncoding("utf8");
  process.stdin.on("data", (chunk) => {
    const lines = (text + chunk).split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      const message = JSON.parse(line);
      if (message.watch) watched.set(message.watch, message.signal);
      else watched.delete(message.unwatch);
    }
  });
  process.stdin.on("end", () => {
    for (const [pid, signal] of watched) send(pid, signal);
    const patience = setTimeout(() => {
      for (const pid of watched.keys()) send(pid, "SIGKILL");
      process.exit();
    }, 9000);
    const check = setInterval(() => {
      if ([...watched.keys()].some((pid) => send(pid, 0))) return;
      clearTimeout(patience);
      clearInterval(check);
    }, 100);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) guard();
