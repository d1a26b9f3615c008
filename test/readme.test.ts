import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const readme = readFileSync("README.md", "utf8");
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

/** Made when it runs; not in a clone. */
const madeAtRunTime = /^(\.data|dist)\//;

function missingCommands(text: string): string[] {
  const named = [...text.matchAll(/(?:`|^)npm (?:run )?(?:-s )?([a-z]+)\b/gm)].map((match) => match[1] ?? "");
  return named.filter((name) => !(name in scripts) && !["ci", "install"].includes(name));
}

function missingPaths(text: string): string[] {
  const quoted = [...text.matchAll(/`([\w.-]+(?:\/[\w.<>*-]+)+\/?)`/g)].map((match) => match[1] ?? "");
  const linked = [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? "");
  return [...quoted, ...linked].filter(
    (path) => !madeAtRunTime.test(path) && !path.endsWith("/X") && !existsSync(path),
  );
}

describe("the README", () => {
  it("is checked by code that sees what is wrong", () => {
    expect(missingCommands("npm start\nor `npm run nonsense` with npm and git")).toEqual(["nonsense"]);
    expect(missingPaths("see `src/nowhere/at-all.ts` and ![x](docs/none.png) and `src/lib/`")).toEqual([
      "src/nowhere/at-all.ts",
      "docs/none.png",
    ]);
  });

  it("names only commands that exist", () => {
    expect(missingCommands(readme)).toEqual([]);
  });

  it("names only paths and pictures that exist", () => {
    expect(missingPaths(readme)).toEqual([]);
  });

  it("opens with a picture and the two commands", () => {
    const picture = readme.indexOf("![");
    const start = readme.indexOf("npm start");
    const test = readme.indexOf("npm test");
    expect(picture).toBeGreaterThan(0);
    expect([picture, start, test]).toEqual([picture, start, test].sort((a, b) => a - b));
    expect(readme.slice(0, test)).not.toMatch(/^## /m);
  });

  it("shows at least six screenshots, all of them kept under docs/", () => {
    const shown = [...readme.matchAll(/!\[[^\]]+\]\(docs\/([^)]+\.png)\)/g)].map((match) => match[1]);
    expect(new Set(shown).size).toBeGreaterThanOrEqual(6);
    expect(
      readdirSync("docs")
        .filter((name) => name.endsWith(".png"))
        .sort(),
    ).toEqual([...new Set(shown)].sort());
  });
});
