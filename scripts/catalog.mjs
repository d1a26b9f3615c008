import { spawn } from "node:child_process";
import { root } from "./paths.mjs";

/**
 * `npm run -s catalog -- --volume <label> <files or folder…>`: what of a catalog is on a volume. Nothing of the
 * product runs for it: no database, no server. Standard output belongs to the answer alone.
 */
export async function catalog(ending, args) {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/catalog/command.ts", ...args], {
    cwd: root,
    // npm moves to the checkout's folder and says from where it was called.
    env: { ...process.env, CATALOG_FROM: process.env.INIT_CWD ?? process.cwd() },
    stdio: "inherit",
  });
  ending.onStop(() => child.kill("SIGTERM"));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  return code ?? 130;
}
