import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

/**
 * `npm run -s letters -- --template <name>/vN --people <csv> --facts <json> --out <folder>`: letters for a CSV of
 * people, without database or server. Standard output belongs to the list of runs alone.
 */
export async function letters(ending, args) {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/letters/command.ts", ...args], {
    cwd: root,
    // npm moves to the checkout's folder and says from where it was called.
    env: { ...process.env, LETTERS_FROM: process.env.INIT_CWD ?? process.cwd() },
    stdio: "inherit",
  });
  ending.onStop(() => child.kill("SIGTERM"));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  return code ?? 130;
}
