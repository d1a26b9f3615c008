import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { handlers } from "../jobs/handlers/registry";
import {
  brokenTexts,
  differingArguments,
  missingKeys,
  reasonsWithoutText,
  type Source,
  unmatchedKeys,
} from "./messages/check-texts";
import { icuArguments } from "./messages/icu-arguments";
import { flatten, readTexts, type Texts } from "./messages/read-messages";

const root = path.resolve(import.meta.dirname, "..");
const ja = readTexts(path.join(root, "messages"), "ja");
const en = readTexts(path.join(root, "messages"), "en");
const sources = readSources("src");

function readSources(folder: string): Source[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ path: path.relative(root, file), text: readFileSync(file, "utf8") }));
}

function texts(of: unknown): Texts {
  const into = new Map<string, string>();
  for (const [namespace, group] of Object.entries(of as object)) flatten(namespace, group, into);
  return into;
}

describe("the check of texts sees planted faults", () => {
  it("sees a key that one language lacks, in both directions", () => {
    expect(missingKeys(texts({ a: { b: "1", c: "2" } }), texts({ a: { b: "1", d: "3" } }))).toEqual([
      "a.c is missing in en",
      "a.d is missing in ja",
    ]);
  });

  it("sees an unclosed brace, a plural without other, and an empty text", () => {
    const planted = texts({
      a: { open: "{count", plural: "{n, plural, one {x}}", empty: " ", good: "{n, number}件" },
    });
    const found = brokenTexts(planted, "ja").join("\n");
    expect(found).toMatch(/a\.open/);
    expect(found).toMatch(/a\.plural/);
    expect(found).toMatch(/a\.empty is empty/);
    expect(found).not.toMatch(/a\.good/);
  });

  it("sees values that only one language takes, at any depth", () => {
    expect(
      differingArguments(
        texts({ a: { x: "{name}さん {count}件", y: "{n}件", z: "'{literal}'" } }),
        texts({ a: { x: "{count}", y: "{n, plural, one {one of {all}} other {#}}", z: "literal" } }),
      ),
    ).toEqual(["a.x: ja takes (count, name), en takes (count)", "a.y: ja takes (n), en takes (all, n)"]);
    expect([...icuArguments("{s, select, a {<b>{x}</b>} other {y}}")].sort()).toEqual(["<b>", "s", "x"]);
  });

  it("sees a key nobody uses, a key that does not exist, and a call it cannot follow", () => {
    const source = [
      'const t = useTranslations("desk");',
      'const common = await getTranslations("common");',
      `t("used"); t.rich("rich"); t(\`state.\${x}\`); t(\`\${x}\`); t("absent"); common("save");`,
      'function label(say: Translator<"common">) { return say("close"); }',
    ].join("\n");
    const known = texts({
      desk: { used: "1", rich: "2", unused: "3", state: { open: "4" } },
      common: { save: "5", close: "6", idle: "7" },
      errors: { run: { closed: "8", open: "9" } },
    });
    const rules = { path: "b.ts", text: 'return { ok: false, because: "run.closed" };' };
    expect(unmatchedKeys(known, [{ path: "a.tsx", text: source }, rules])).toEqual([
      "desk.unused is used nowhere",
      "common.idle is used nowhere",
      "errors.run.open is used nowhere",
      "a.tsx asks for desk.absent, which does not exist",
      `a.tsx: \`\${x}\` does not begin with a fixed part`,
    ]);
  });

  it("tells translators of one name in one file apart", () => {
    const source = 'const t = useTranslations("a");\nt("x");\nconst t = useTranslations("b");\nt("y");';
    expect(unmatchedKeys(texts({ a: { x: "1" }, b: { y: "2" } }), [{ path: "c.tsx", text: source }])).toEqual(
      [],
    );
  });

  it("sees a reason that is thrown, or returned by a rule, without a text", () => {
    const source = [
      'throw new Conflict("run.gone", { id });',
      'throw new Invalid(\n  "csv.broken",\n);',
      'return { ok: false, because: "list.own" };',
    ].join("\n");
    const known = texts({ errors: { run: { gone: "1" } } });
    expect(reasonsWithoutText(known, [{ path: "d.ts", text: source }])).toEqual([
      "csv.broken (in d.ts) has no text in errors.json",
      "list.own (in d.ts) has no text in errors.json",
    ]);
  });
});

describe("the texts", () => {
  it("were found, and the code that uses them", () => {
    expect(ja.size).toBeGreaterThan(50);
    expect(sources.length).toBeGreaterThan(50);
  });

  it("have the same keys in Japanese and English", () => {
    expect(missingKeys(ja, en)).toEqual([]);
  });

  it("are readable to ICU, none is empty, and both languages take the same values", () => {
    expect([...brokenTexts(ja, "ja"), ...brokenTexts(en, "en"), ...differingArguments(ja, en)]).toEqual([]);
  });

  it("are all used, and every text the code asks for exists", () => {
    expect(unmatchedKeys(ja, sources)).toEqual([]);
  });

  it("name every kind of work that a screen may show", () => {
    const shown = [...ja.keys()].filter((key) => key.startsWith("incidents.work-name."));
    expect(shown.map((key) => key.replace("incidents.work-name.", "")).sort()).toEqual(
      handlers
        .map(({ name }) => name)
        .filter((name) => !name.startsWith("sweep-"))
        .sort(),
    );
  });

  it("cover every reason that is thrown or returned by a rule", () => {
    expect(reasonsWithoutText(ja, sources)).toEqual([]);
  });
});
