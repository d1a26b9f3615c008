import { readFileSync, writeFileSync } from "node:fs";
import { register } from "tsx/esm/api";

/** Compares the README's table of settings with `src/lib/env.ts`; `--write` brings the README up to date. */
const unregister = register();
const { settings, launcherSettings } = await import("../src/lib/env.ts");
await unregister();

const begin =
  "<!-- settings: generated from src/lib/env.ts by `node scripts/check-env-table.mjs --write` -->";
const end = "<!-- /settings -->";

function defaultOf(schema) {
  const parsed = schema.safeParse(undefined);
  if (!parsed.success) return "required";
  const text = String(parsed.data ?? "");
  return text === "" ? "—" : `\`${text}\``;
}

const rows = Object.entries(settings).map(
  ([name, schema]) => `| \`${name}\` | ${defaultOf(schema)} | ${schema.description ?? ""} |`,
);
const launcherRows = Object.entries(launcherSettings).map(
  ([name, about]) => `| \`${name}\` | — | ${about} |`,
);
const table = ["| Setting | Default | What it is |", "| --- | --- | --- |", ...rows, ...launcherRows].join(
  "\n",
);

const readme = readFileSync("README.md", "utf8");
const from = readme.indexOf(begin);
const to = readme.indexOf(end);
if (from < 0 || to < 0) {
  console.error(`README.md lacks the markers of the table of settings:\n${begin}\n${end}`);
  process.exit(1);
}
const wanted = `${readme.slice(0, from)}${begin}\n\n${table}\n\n${readme.slice(to)}`;
if (wanted !== readme) {
  if (process.argv.includes("--write")) {
    writeFileSync("README.md", wanted);
    console.log("README.md: the table of settings was brought up to date.");
  } else {
    console.error(
      "README.md: the table of settings differs from src/lib/env.ts. Run: node scripts/check-env-table.mjs --write",
    );
    process.exit(1);
  }
}
