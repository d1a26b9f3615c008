import { nodeVersionProblem } from "./node-version.mjs";

// Nothing outside Node itself may be imported before the packages are installed.
const problem = nodeVersionProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}

const [command, ...args] = process.argv.slice(2);
// What this one prints is read by other programs.
if (command === "catalog" || command === "letters") console.log = console.error;
const { ensureDependencies } = await import("./install.mjs");
const { patchPostgres } = await import("./patch-postgres.mjs");
const { sayFailure } = await import("./say.mjs");
const { withShutdown } = await import("./shutdown.mjs");

try {
  await ensureDependencies();
  patchPostgres();
} catch (error) {
  sayFailure(error);
  process.exit(1);
}

const { start, dev, seed, administrator, invariants } = await import("./start.mjs");
const { test } = await import("./test.mjs");
const { bench } = await import("./bench.mjs");
const { catalog } = await import("./catalog.mjs");
const { letters } = await import("./letters.mjs");
const { fuzz } = await import("./fuzz.mjs");
const { faults } = await import("./faults.mjs");
const commands = { start, dev, seed, test, bench, administrator, invariants, catalog, letters, fuzz, faults };

if (!Object.hasOwn(commands, command ?? "")) {
  console.error(`Say which: node scripts/run.mjs ${Object.keys(commands).join("|")}`);
  process.exit(1);
}
// Stopping what would run for ever is no failure; stopping the tests leaves them without a result.
const interruptedCode = command === "start" || command === "dev" ? 0 : 130;
process.exit(await withShutdown((ending) => commands[command](ending, args), interruptedCode));
