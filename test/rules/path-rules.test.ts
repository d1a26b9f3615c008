import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern } from "@/features/documents/path-rules/compile-pattern";
import { dataElements, documentClasses } from "@/features/documents/path-rules/document-classes";
import { compilePathRules, type PathRule } from "@/features/documents/path-rules/path-rule";
import { type Classification, classifyPath } from "@/features/documents/rules";
import { Invalid } from "@/lib/errors";
import { hardPaths, tapePaths } from "./path-corpus";

function short(path: string): string {
  const found: Classification = classifyPath(path);
  if (found.outcome === "document")
    return `${found.documentKey} ${found.receivedOn ?? found.receivedMonth ?? "undated"}`;
  return found.outcome === "excluded" ? `excluded by ${found.rule}` : `unresolved: ${found.because}`;
}

describe("what a path is", () => {
  it("is told for every file on the real tapes: a claim's paper or a form master, nothing unresolved", () => {
    const outcomes = new Map<string, number>();
    for (const path of tapePaths()) {
      const found = classifyPath(path);
      const key = found.outcome === "document" ? found.outcome : short(path);
      outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
      if (found.outcome === "document") expect(path).toContain(`${found.documentKey}`);
    }
    const masters = tapePaths().filter((path) => path.includes("/FORM-")).length;
    expect(Object.fromEntries(outcomes)).toEqual({
      document: tapePaths().length - masters,
      "excluded by forms-master": masters,
    });
  });

  it.each([
    ["/srv/claims/2012/10/25/CLM-2012-0000001_S01_SD01.tif", "CLM-2012-0000001_S01_SD01 2012-10-25"],
    ["/srv/x/2012/2012年9月/診断書_CLM-2012-0000470_S03_SD01.tif", "CLM-2012-0000470_S03_SD01 2012-09"],
    ["/srv/2012/10/25/診断書/CLM-2012-0000001_S01_SD01.tif", "CLM-2012-0000001_S01_SD01 2012-10-25"],
    ["/srv/2012/10/25/CLM-2012-0000001_S01_SK01 (再スキャン).tif", "CLM-2012-0000001_S01_SK01 2012-10-25"],
    ["/tmp/CLM-2012-0000001_S01_SK01.tif", "CLM-2012-0000001_S01_SK01 undated"],
    ["/srv/claims/forms/請求書様式/FORM-0093_SK01.tif", "excluded by forms-master"],
    ["/etc/passwd", "excluded by system-folder"],
    ["/srv/claims/Thumbs.db", "excluded by system-file"],
    ["/srv/claims/scan.log.12.gz", "excluded by log-file-rotated"],
    ["/srv/claims/notes.txt", "unresolved: no-rule"],
    ["/srv/2012/10/25/CLM-2012-0000001_S01_XX01.tif", "unresolved: no-rule"],
    ["/etc/CLM-2012-0000001_S01_SD01.tif", "unresolved: rule-conflict"],
    ["/srv/2012/10/25/請求書/CLM-2012-0000001_S01_SD01.tif", "unresolved: class-word-disagrees"],
    ["/srv/2012/10/25/請求書_CLM-2012-0000001_S01_SD01.tif", "unresolved: class-word-disagrees"],
    ["/srv/2012/02/30/CLM-2012-0000001_S01_SD01.tif", "unresolved: impossible-date"],
    [
      "/srv/2012/10/25/CLM-2012-0000001_S01_SD01_CLM-2012-0000002_S01_SK01.tif",
      "unresolved: two-claim-numbers",
    ],
    [`/srv/${"x".repeat(256)}/CLM-2012-0000001_S01_SD01.tif`, "unresolved: path-too-long"],
  ])("%s → %s", (path, expected) => {
    expect(short(path)).toBe(expected);
  });

  it("is left to a person when two document rules differ", () => {
    const rules = compilePathRules([
      { name: "by-name", action: "document", pattern: "**/{claimNumber=CLM-##}_{classCode=SK|SD}.tif" },
      {
        name: "by-folder",
        action: "document",
        classCode: "SD",
        pattern: "**/medical/{claimNumber=CLM-##}_*.tif",
      },
    ]);
    expect(classifyPath("/medical/CLM-01_SK.tif", rules)).toEqual({
      outcome: "unresolved",
      because: "rule-conflict",
    });
    expect(classifyPath("/medical/CLM-01_SD.tif", rules)).toMatchObject({
      outcome: "document",
      rule: "by-name",
    });
  });

  it("is found within milliseconds whatever the path", () => {
    const segment = (text: string) => text.repeat(255).slice(0, 255);
    const hostile = [
      `/${[segment("CLM-2012-0000001_"), segment("CLM-"), segment("2012/10/25/".replaceAll("/", ""))].join("/")}`,
      "/2012/10/25".repeat(360),
      `${"/2012/10/25".repeat(300)}/${segment("CLM-2012-0000001_S01_SD01")}`,
      `${`/${segment("CLM-2012-0000001_S01_SD01.ti")}`.repeat(16)}`,
      "/".repeat(4096),
      "*".repeat(4096),
      "CLM-2012-0000001_S01_SD01".repeat(100_000),
      "a".repeat(5_000_000),
    ];
    for (const path of hostile) {
      // The machine's other work is not counted.
      const begun = process.cpuUsage();
      classifyPath(path);
      const { user, system } = process.cpuUsage(begun);
      expect((user + system) / 1000).toBeLessThan(250);
    }
  });

  it("never throws and always ends in one bucket", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.constantFrom(...hardPaths)),
        (path) => {
          expect(["document", "excluded", "unresolved"]).toContain(classifyPath(path).outcome);
        },
      ),
      { numRuns: 500, seed: 7 },
    );
  });
});

describe("patterns", () => {
  it("take every character that is no sign of theirs for itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), (text) => {
        const name = text.replaceAll("/", "");
        const escaped = [...name].map((character) => `\\${character}`).join("");
        expect(compilePattern("r", escaped).expression.test(name)).toBe(true);
        expect(compilePattern("r", escaped).expression.test(`${name}x`)).toBe(false);
      }),
      { numRuns: 300, seed: 11 },
    );
  });

  it.each<[string, string]>([
    ["a/**/b/**", "two-double-stars"],
    ["a**b", "double-star-inside-a-segment"],
    ["*a*b*c*", "too-many-stars"],
    ["(a|b", "group-not-closed"],
    ["{claimNumber}", "capture-without-mask"],
    ["{who=#}", "capture-unknown"],
    ["{year=####}{year=####}", "captured-twice"],
    ["{year=##}", "date-mask-wrong"],
    ["(a||b)", "empty-alternative"],
    ["(a*b)", "stray-character"],
    ["a)b", "stray-character"],
    ["a\\", "nothing-after-backslash"],
    ["a".repeat(301), "too-long"],
  ])("%s is refused: %s", (pattern, problem) => {
    expect(() => compilePattern("r", pattern)).toThrowError(
      expect.objectContaining({
        reason: "path-rule.pattern-wrong",
        detail: expect.objectContaining({ rule: "r", problem }),
      }),
    );
  });

  it.each<[string, PathRule[], string]>([
    [
      "a document rule without a claim number",
      [{ name: "a", action: "document", pattern: "*" }],
      "path-rule.capture-missing",
    ],
    [
      "a name given twice",
      [
        { name: "a", action: "exclude", pattern: "*" },
        { name: "a", action: "doubt", pattern: "*" },
      ],
      "path-rule.name-twice",
    ],
    [
      "a name no screen can translate",
      [{ name: "A b", action: "exclude", pattern: "*" }],
      "path-rule.name-wrong",
    ],
  ])("rules with %s are refused", (_, rules, reason) => {
    expect(() => compilePathRules(rules)).toThrowError(Invalid);
    expect(() => compilePathRules(rules)).toThrowError(expect.objectContaining({ reason }));
  });
});

describe("document classes", () => {
  it("say what each paper tells: the medical certificate is special care, the company form is not", () => {
    const elements = (code: string) =>
      documentClasses.find((known) => known.code === code)?.elements.map((element) => element.code);
    expect(elements("SK")).toEqual(["name", "address"]);
    expect(elements("SD")).toEqual(["name", "sex", "birth-date", "medical"]);
    expect(dataElements.medical.specialCare).toBe(true);
    const special = documentClasses.filter(({ elements }) => elements.some(({ specialCare }) => specialCare));
    expect(special.map(({ code }) => code)).toContain("SD");
    expect(special.map(({ code }) => code)).not.toContain("SK");
  });
});
