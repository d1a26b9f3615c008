import { describe, expect, it } from "vitest";
import { lintItems, variableOfItem } from "@/features/letters/lint/items";
import { lintLetter } from "@/features/letters/lint/lint-letter";
import { templateNames, templateSource } from "./sample-letters";

const source = templateSource("insured");
const rulesIn = (text: string) => lintLetter(text).warnings.map(({ rule }) => rule);
const missingIn = (text: string) => lintLetter(text).missing;

/** The template without the lines that say an item. */
const without = (text: string, variable: string) =>
  text
    .split("\n---\n")
    .map((part, i) =>
      i === 0
        ? part
        : part.replace(
            variable === "lost_clause"
              ? /\{% for line in lost_clause %\}[\s\S]*?\{% endfor %\}/
              : new RegExp(`\\{\\{ ${variable} \\}\\}`, "g"),
            "",
          ),
    )
    .join("\n---\n");

describe("the lint", () => {
  it.each(templateNames)("finds nothing in the words we ship: %s", (name) => {
    expect(lintLetter(templateSource(name))).toEqual({ missing: [], warnings: [] });
  });

  it.each(templateNames.flatMap((name) => lintItems.map((item) => [name, item] as const)))(
    "says which item of rule 10 is missing: %s without %s",
    (name, item) => {
      const text = without(templateSource(name), variableOfItem[item]);
      expect(text).not.toBe(templateSource(name));
      expect(missingIn(text)).toEqual([{ item, because: "absent" }]);
    },
  );

  it("does not take an item that only some letters say, or that may be empty, for said", () => {
    const some = source.replace("{{ cause }}", "{% if call_promised %}{{ cause }}{% endif %}");
    expect(missingIn(some)).toEqual([{ item: "cause", because: "conditional" }]);
    const each = source.replace(
      "{{ cause }}",
      "{% if call_promised %}{{ cause }}{% else %}原因は{{ cause }}{% endif %}",
    );
    expect(missingIn(each)).toEqual([]);
    const asked = source.replace("{{ cause }}", "{% if cause %}{{ cause }}{% endif %}");
    expect(missingIn(asked)).toEqual([]);
    const optional = source.replace("  - cause\n", "").replace("optional:\n", "optional:\n  - cause\n");
    expect(missingIn(optional)).toEqual([{ item: "cause", because: "optional" }]);
    const counted = source.replace(
      "- {{ line }}\n{% endfor %}\n\n{% if not",
      "- 一件\n{% endfor %}\n\n{% if not",
    );
    expect(missingIn(counted)).toEqual([{ item: "elements", because: "absent" }]);
    expect(missingIn(source.replace("{{ cause }}", "{{ cause | size }}"))).toEqual([
      { item: "cause", because: "absent" },
    ]);
    expect(missingIn(source.replace("{{ cause }}", "{% comment %}{{ cause }}{% endcomment %}"))).toEqual([
      { item: "cause", because: "absent" },
    ]);
  });

  it("takes fixed words an author marked for said, but no mark without words", () => {
    const marked = source.replace("{{ cause }}", "{% # item: cause %}入庫の確認を怠ったためです。");
    expect(lintLetter(marked)).toEqual({ missing: [], warnings: [] });
    const above = source.replace("　{{ cause }}", "{% # item: cause %}\n　入庫の確認を怠ったためです。");
    expect(missingIn(above)).toEqual([]);
    expect(missingIn(source.replace("　{{ cause }}", "{% # item: cause %}"))).toEqual([
      { item: "cause", because: "absent" },
    ]);
    const unknown = source.replace("{{ cause }}", "{% # item: reason %}入庫の確認を怠ったためです。");
    expect(lintLetter(unknown)).toMatchObject({
      missing: [{ item: "cause" }],
      warnings: [{ rule: "unknown-item", words: "reason" }],
    });
  });

  it.each([
    ["-> 謹白", "", "opening-without-close"],
    ["謹啓　", "", "opening-without-close"],
    ["謹啓　", "謹啓　早春の候、ますますご清栄のこととお慶び申し上げます。", "seasonal-greeting"],
    ["謹啓　", "拝啓　", "everyday-opening"],
    ["謹啓　", "謹啓　略儀ながら、", "only-in-writing"],
    ["　このような", "　誠に遺憾に存じます。このような", "legalese"],
    ["{{ name | whole }}様に多大な", "お客様御中に多大な", "both-honorifics"],
    ["{{ response }}", "", "response-not-told"],
  ])("warns, with the line and the words: %s → %s", (before, after, rule) => {
    const { missing, warnings } = lintLetter(source.replace(before, after));
    expect(missing).toEqual([]);
    const warning = warnings.find((one) => one.rule === rule);
    expect(warning).toBeDefined();
    if (warning?.words) {
      expect(source.replace(before, after).split("\n")[warning.line - 1]).toContain(warning.words);
    }
  });

  it("warns where nobody is named, nobody apologises, or a house in mourning must not read a word", () => {
    expect(rulesIn(source.replaceAll("{{ name | whole }}", "お客"))).toContain("name-not-used");
    expect(rulesIn(source.replaceAll(/お詫び申し上げます/g, "お知らせします"))).toEqual(["no-apology"]);
    const bereaved = templateSource("bereaved").replace("謹んで深く", "重ねて深く");
    expect(rulesIn(bereaved)).toEqual(["words-in-mourning"]);
    expect(rulesIn(source)).not.toContain("words-in-mourning");
  });

  it("reads English as well", () => {
    const english = templateSource("insured-en");
    expect(rulesIn(english.replace("Dear {{ name | whole }},", "Dear Customer,"))).toContain(
      "nameless-salutation",
    );
    expect(rulesIn(english.replace("Dear {{ name | whole }},", ""))).toContain("no-salutation");
    expect(
      rulesIn(
        english.replace(
          "We have lost",
          "I hope this letter finds you well. We hereby inform you: we have lost",
        ),
      ),
    ).toEqual(["seasonal-greeting", "legalese"]);
    expect(rulesIn(english.replace(/deeply sorry|apologise/g, "concerned"))).toContain("no-apology");
  });

  it("refuses what is no template, with its line", () => {
    expect(() => lintLetter(source.replace("{% endif %}", ""))).toThrow(/letter-template.liquid/);
  });
});
