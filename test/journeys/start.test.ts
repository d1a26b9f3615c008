import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../scripts/free-port.mjs";

let folder: string;
let started: ChildProcess;
let said = "";

beforeAll(() => {
  folder = mkdtempSync(join(process.cwd(), ".tmp/start-"));
  chmodSync(folder, 0o755);
});

afterAll(() => {
  started?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** `npm start` without npm, with its data in a folder of this test and an empty database. */
async function start(port: number): Promise<string> {
  said = "";
  const {
    DATABASE_URL: _a,
    DATABASE_OWNER_URL: _b,
    REDIS_URL: _c,
    npm_lifecycle_event: _d,
    ...env
  } = process.env;
  started = spawn(process.execPath, ["scripts/run.mjs", "start"], {
    env: { ...env, DATA_DIR: folder, OWABI_DEMO: "0", PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [started.stdout, started.stderr]) {
    stream?.on("data", (text) => {
      said += text;
    });
  }
  while (!said.includes("Stop it with Ctrl-C")) {
    if (started.exitCode !== null) throw new Error(`it ended with code ${started.exitCode}:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return said.match(/Owabi: +(\S+)/)?.[1] ?? "no address";
}

const ended = () =>
  new Promise<number | null>((resolve) => {
    if (started.exitCode !== null) resolve(started.exitCode);
    else started.once("exit", resolve);
  });

function serverPid(): number {
  const dataDir = said.match(/Database: +(\S+)/)?.[1] ?? "not said";
  return Number(readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
}

test("npm start brings up everything from nothing, healthy, and Ctrl-C ends all of it", async () => {
  const url = await start(await freePort());
  const health = await fetch(`${url}/api/health`);
  expect(health.status).toBe(200);
  const postgres = serverPid();
  started.kill("SIGINT");
  expect(await ended()).toBe(0);
  expect(said).toContain("Stopped.");
  expect(existsSync(`/proc/${postgres}`)).toBe(false);
  await expect(fetch(url)).rejects.toThrow();
});

test("a second start keeps the data and the secrets, steps over a port that is taken, and takes seconds", async () => {
  const secrets = readFileSync(join(folder, "secrets.json"), "utf8");
  const port = await freePort();
  const squatter = createServer().listen(port, "127.0.0.1");
  const begun = Date.now();
  const url = await start(port);
  const seconds = (Date.now() - begun) / 1000;
  squatter.close();
  expect(Number(new URL(url).port)).toBeGreaterThan(port);
  expect(seconds).toBeLessThan(30);
  expect(readFileSync(join(folder, "secrets.json"), "utf8")).toBe(secrets);
  expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
});

test("when the jobs process dies, all of it ends with a sentence and a code, and nothing stays behind", async () => {
  const postgres = serverPid();
  const jobs = Number(said.match(/jobs +(\d+)/)?.[1]);
  process.kill(jobs, "SIGKILL");
  expect(await ended()).toBe(1);
  expect(said).toContain("jobs ended by SIGKILL. Owabi does not run without it and stops.");
  expect(existsSync(`/proc/${postgres}`)).toBe(false);
});
