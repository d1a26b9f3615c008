import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern, matchPattern } from "@/features/documents/path-rules/compile-pattern";
import { dataElements, documentClasses } from "@/features/documents/path-rules/document-classes";
import { compilePathRules, type PathRule } from "@/features/documents/path-rules/path-rule";
import { type Classification, classifyPath, decideWithIndex } from "@/features/documents/rules";
import { Invalid } from "@/lib/errors";
import { formatJapaneseDate } from "@/lib/japan/dates";
import { eraOf } from "@/lib/japan/eras";
import { hardPaths, tapePaths } from "./path-corpus";

function short(path: string | Classification, rules?: ReturnType<typeof compilePathRules>): string {
  const found = typeof path === "string" ? classifyPath(path, rules) : path;
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
      between: ["by-name", "by-folder"],
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
    ["{era=江戸}", "era-unknown"],
    ["{eraYear=###}", "date-mask-wrong"],
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

  it.each<[string, number]>([
    ["**/a)b.tif", 5],
    ["**/{year=####}/{month=##}/{claimNumber=CLM(}", 43],
    ["a/{classCode=SK||SD}", 17],
    ["a/(x|y\\", 3],
    ["**/{era=平成|H|慶応}{eraYear=##}年/x", 14],
  ])("a mistake in %s is pointed at: character %i", (pattern, at) => {
    expect(() => compilePattern("r", pattern)).toThrowError(
      expect.objectContaining({ detail: expect.objectContaining({ at }) }),
    );
  });

  it("with any depth before them match exactly the paths whose last segments fit, however they are looked for", () => {
    const segment = fc.constantFrom("", "a", "b", "ab", "a1", "2012");
    const mask = fc.constantFrom("a", "*", "#", "(a|b)", "*#", "####", "ab");
    fc.assert(
      fc.property(
        fc.array(mask, { minLength: 1, maxLength: 4 }),
        fc.array(segment, { minLength: 1, maxLength: 6 }),
        (masks, segments) => {
          const pattern = compilePattern("r", `**/${masks.join("/")}`);
          const last = segments.slice(-masks.length);
          const expected =
            segments.length >= masks.length &&
            masks.every((one, place) => compilePattern("r", one).expression.test(last[place] ?? ""));
          expect(matchPattern(pattern, segments.join("/")) !== null).toBe(expected);
        },
      ),
      { numRuns: 2000, seed: 3 },
    );
  });

  it.each<[string, PathRule[], string]>([
    [
      "an era without its year",
      [{ name: "a", action: "document", pattern: "{era=平成}{month=##}/{claimNumber=##}_{classCode=SK}" }],
      "path-rule.capture-missing",
    ],
    [
      "a western year and an era",
      [
        {
          name: "a",
          action: "document",
          pattern: "{year=####}{era=平成}{eraYear=##}{month=##}/{claimNumber=##}_{classCode=SK}",
        },
      ],
      "path-rule.year-twice",
    ],
    [
      "the name of a reason",
      [{ name: "no-rule", action: "exclude", pattern: "*" }],
      "path-rule.name-reserved",
    ],
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

describe("folders that count years by eras", () => {
  const paper = "{claimNumber=CLM-##}_{classCode=SK|SD}.tif";
  const rules = compilePathRules([
    {
      name: "by-era-month",
      action: "document",
      pattern: `**/{era=明治|大正|昭和|平成|令和}{eraYear=#|##|元}年{month=#|##}月/${paper}`,
    },
    {
      name: "by-era-letter",
      action: "document",
      pattern: `**/{era=M|T|S|H|R}{eraYear=#|##}/{month=#|##}/{day=#|##}/${paper}`,
    },
  ]);
  const received = (path: string) => {
    const found = classifyPath(path, rules);
    return found.outcome === "document" ? (found.receivedOn ?? found.receivedMonth) : short(path, rules);
  };

  it.each([
    ["/scan/平成24年10月/CLM-01_SK.tif", "2012-10"],
    ["/scan/H24/10/25/CLM-01_SK.tif", "2012-10-25"],
    ["/scan/令和元年5月/CLM-01_SK.tif", "2019-05"],
    ["/scan/平成31年4月/CLM-01_SK.tif", "2019-04"],
    ["/scan/平成31年5月/CLM-01_SK.tif", "unresolved: impossible-date"],
    ["/scan/S64/1/7/CLM-01_SK.tif", "1989-01-07"],
    ["/scan/S64/1/8/CLM-01_SK.tif", "unresolved: impossible-date"],
    ["/scan/昭和64年1月/CLM-01_SK.tif", "1989-01"],
    ["/scan/H0/10/25/CLM-01_SK.tif", "unresolved: impossible-date"],
    ["/scan/H24/2/30/CLM-01_SK.tif", "unresolved: impossible-date"],
    ["/scan/平成24年13月/CLM-01_SK.tif", "unresolved: impossible-date"],
    ["/scan/明治5年12月/CLM-01_SK.tif", "unresolved: impossible-date"],
  ])("%s → %s", (path, expected) => {
    expect(received(path)).toBe(expected);
  });

  it("give every day since 1873 back as the western day it is, and no day to an era it is not in", () => {
    const day = fc.date({
      min: new Date("1873-01-01T00:00:00Z"),
      max: new Date("2099-12-31T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, fc.constantFrom("M", "T", "S", "H", "R"), (date, letter) => {
        const iso = date.toISOString().slice(0, 10);
        const era = eraOf(iso);
        if (!era) throw new Error("a day without an era");
        const [, month, dayOfMonth] = iso.split("-").map(Number);
        const year = Number(iso.slice(0, 4)) - era.firstYear + 1;
        const asFolder = formatJapaneseDate(iso, "wareki", "ja").replace(/月.*/, "月");
        expect(received(`/x/${era.letter}${year}/${month}/${dayOfMonth}/CLM-01_SD.tif`)).toBe(iso);
        expect(received(`/x/${asFolder}/CLM-01_SD.tif`)).toBe(iso.slice(0, 7));
        const isShared = iso === "1912-07-30" || iso === "1926-12-25";
        if (letter === era.letter || isShared) return;
        const elsewhere = received(`/x/${letter}${year}/${month}/${dayOfMonth}/CLM-01_SD.tif`);
        expect(elsewhere).not.toBe(iso);
      }),
      { numRuns: 1500, seed: 5 },
    );
  });
});

describe("an organisation's own list of papers", () => {
  const classes = [
    { code: "SK", words: [] },
    { code: "SD", words: [] },
  ];
  const path = "/srv/2012/10/25/CLM-2012-0000001_S01_SD01.tif";
  const byRules = classifyPath(path);
  const facts = {
    claimNumber: "CLM-2012-0000001",
    classCode: "SD",
    receivedOn: "2012-10-25",
    documentKey: null,
  };
  const decided = (
    mode: "complete" | "replace",
    said: readonly (typeof facts | (Omit<typeof facts, "documentKey"> & { documentKey: string }))[],
    rules = byRules,
    ambiguous = false,
  ) => {
    const found = decideWithIndex(rules, { facts: said, ambiguous }, mode, "abc", classes);
    return found.outcome === "document" ? `${found.rule} ${found.documentKey}` : short(found);
  };

  it("speaks where the rules decide nothing, agrees, or is doubted where both differ", () => {
    const nothing = classifyPath("/srv/scan0001.tif");
    expect(decided("complete", [facts])).toBe("claim-image-by-day CLM-2012-0000001_S01_SD01");
    expect(decided("complete", [facts], nothing)).toBe("document-index CLM-2012-0000001_SD_Fabc");
    expect(decided("complete", [], nothing)).toBe("unresolved: no-rule");
    expect(decided("complete", [])).toBe("claim-image-by-day CLM-2012-0000001_S01_SD01");
    expect(decided("complete", [{ ...facts, receivedOn: "2012-10" }])).toContain("claim-image-by-day");
    for (const other of [
      { ...facts, claimNumber: "CLM-2012-0000002" },
      { ...facts, classCode: "SK" },
      { ...facts, receivedOn: "2012-10-26" },
      { ...facts, documentKey: "CLM-2012-0000001_S02_SD01" },
    ])
      expect(decided("complete", [other])).toBe("unresolved: index-disagrees");
    expect(decided("complete", [facts], classifyPath("/etc/passwd"))).toBe("unresolved: index-disagrees");
    expect(decided("complete", [facts, { ...facts, classCode: "SK" }], nothing)).toBe(
      "unresolved: index-disagrees",
    );
  });

  it("decides alone where it replaces the rules, and what it does not list is unresolved", () => {
    expect(decided("replace", [{ ...facts, claimNumber: "CLM-2012-0000009" }])).toBe(
      "document-index CLM-2012-0000009_SD_Fabc",
    );
    expect(decided("replace", [])).toBe("unresolved: not-in-index");
    expect(decided("replace", [], byRules, true)).toBe("unresolved: path-ambiguous");
    expect(decided("replace", [{ ...facts, classCode: "ZZ" }])).toBe("unresolved: class-unknown");
  });

  it("leaves what the rules decide to them where a file's name alone cannot tell which file is meant", () => {
    expect(decided("complete", [], byRules, true)).toContain("claim-image-by-day");
    expect(decided("complete", [facts], classifyPath("/srv/scan0001.tif"), true)).toBe(
      "unresolved: path-ambiguous",
    );
  });
});

describe("document classes", () => {
  it("that an incident does not have leave a path to a person, for nobody knows what such a paper tells", () => {
    const path = "/srv/2012/10/25/CLM-2012-0000001_S01_SD01.tif";
    expect(classifyPath(path, undefined, [{ code: "SK", words: ["請求書"] }])).toEqual({
      outcome: "unresolved",
      because: "class-unknown",
    });
  });

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
