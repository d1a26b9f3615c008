import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { holesInLock, type Lock } from "../../scripts/check-lock.mjs";
import { freePort } from "../../scripts/free-port.mjs";
import { nodeVersionProblem } from "../../scripts/node-version.mjs";

test("a port that is taken is stepped over", async () => {
  const taken = await freePort();
  const server = createServer().listen(taken, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const found = await freePort(taken);
  server.close();
  expect(found).toBeGreaterThan(taken);
});

test.each(["18.20.4", "20.9.0", "20.18.9"])(
  "Node %s is refused with a sentence that says what to install",
  (version) => {
    expect(nodeVersionProblem(version)).toContain(`this is ${version}`);
    expect(nodeVersionProblem(version)).toContain("Install Node.js 24");
  },
);

test.each(["20.19.0", "20.20.2", "22.0.0", "24.21.0"])("Node %s is accepted", (version) => {
  expect(nodeVersionProblem(version)).toBeNull();
});

test("the lock check finds a platform package that a lock names but does not hold", () => {
  const lock: Lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
  expect(holesInLock(lock)).toEqual([]);
  const planted = "node_modules/@esbuild/darwin-arm64";
  expect(Object.keys(lock.packages)).toContain(planted);
  delete lock.packages[planted];
  expect(holesInLock(lock).join("\n")).toContain("esbuild wants @esbuild/darwin-arm64@");
});

test("servers end when the process that started them is killed with SIGKILL", async () => {
  const starter = spawn(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import { spawn } from "node:child_process";
       import { watch } from "./scripts/watchdog.mjs";
       const server = spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
       watch(server.pid);
       console.log(server.pid);
       setInterval(() => {}, 1000);`,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const pid = await new Promise<number>((resolve) =>
    starter.stdout.once("data", (text) => resolve(Number(text))),
  );
  expect(isThere(pid)).toBe(true);
  // The line to the watchdog is on its way.
  await new Promise((resolve) => setTimeout(resolve, 300));
  starter.kill("SIGKILL");
  const until = Date.now() + 5_000;
  while (isThere(pid) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isThere(pid)).toBe(false);
});

function isThere(pid: number): boolean {
  try {
    return /\) [^ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
