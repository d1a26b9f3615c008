import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "./paths.mjs";
import { say } from "./say.mjs";

const packages = {
  "@myriaddreamin/typst-ts-node-compiler": "0.7.0",
  "@react-pdf/renderer": "4.9.0",
  react: "19.3.1",
};
const programs = ["weasyprint", "texlive-lang-japanese", "texlive-luatex", "texlive-latex-recommended"];

/**
 * `npm run bench -- peers`: installs the programs the letters are compared with. npm packages go to a folder of
 * their own, so that nothing of theirs is a dependency of ours; the others need root and apt, or are left out.
 */
export function installPeers() {
  const folder = inRoot(".tmp/bench-peers");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: packages }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder, stdio: "inherit" });
  try {
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", ...programs], { stdio: "inherit" });
  } catch {
    say(`Install these yourself to have them measured: ${programs.join(" ")}`);
  }
  return 0;
}
