import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { prepareScreens, prepareServers } from "./ground.mjs";
import { inRoot, root } from "./paths.mjs";
import { say } from "./say.mjs";

/**
 * `npm test [-- <vitest arguments>]`: all servers, then every test, then one line `N passed, N failed`.
 * Returns 0 only when every test passed.
 */
export async function test(ending, args) {
  say("Preparing the tests.");
  const ground = await prepareServers();
  ending.onStop(ground.stop);
  const env = { ...ground.env, ...(wantsScreens(args) ? await prepareScreens() : {}) };
  const report = inRoot(`.tmp/report-${process.pid}.json`);
  rmSync(report, { force: true });
  mkdirSync(inRoot(".tmp"), { recursive: true });
  ending.onStop(() => rmSync(report, { force: true }));
  const code = await runVitest(args, report, env, ending);
  return summarise(report, code);
}

/** The journeys need build and browser, which a filter for other tests need not wait for. */
function wantsScreens(args) {
  if (!existsSync(inRoot("test/journeys"))) return false;
  const filters = args.filter((arg) => !arg.startsWith("-"));
  return (
    filters.length === 0 ||
    filters.some((filter) => "test/journeys/".includes(filter) || filter.includes("journeys"))
  );
}

async function runVitest(args, report, env, ending) {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const child = spawn(
    process.execPath,
    [inRoot("node_modules/vitest/vitest.mjs"), "run", ...reporters, ...args],
    {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...env, NODE_ENV: "test" },
    },
  );
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
  ending.onStop(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  return ended;
}

function summarise(report, code) {
  if (!existsSync(report)) {
    say("The test runner ended before it could report; its own message is above.");
    say("0 passed, 1 failed");
    return code || 1;
  }
  const { testResults, numPassedTests: passed, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
  const unloaded = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every(isFine),
  );
  let failed = numFailedTests + unloaded.length;
  // An error outside every test (an unhandled rejection, a failed set-up) fails the run as well.
  if (code !== 0 && failed === 0) failed = 1;
  if (passed === 0 && failed === 0) {
    say("No test matched.");
    failed = 1;
  }
  const files = testResults
    .filter((file) => file.status === "failed")
    .map((file) => relative(root, file.name));
  if (files.length > 0) say(`\nTo run what failed again: npm test -- ${files.join(" ")}`);
  say("");
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

const isFine = (result) => result.status !== "failed";
