import { readFrontMatter, type TemplateFacts } from "../typeset/front-matter";
import { engine, parseLiquid } from "../typeset/liquid";
import { type MissingItem, missingItems, unknownMarks } from "./items";
import { type PhraseRule, phrases } from "./phrases";

export type LintRule =
  | PhraseRule
  | "opening-without-close"
  | "no-salutation"
  | "no-apology"
  | "name-not-used"
  | "response-not-told"
  | "unknown-item";

/** `line` of the file, from 1; `words` as they stand there. */
export type LintWarning = { rule: LintRule; line: number; words: string };

/** `missing` keeps words from being put forward; `warnings` are for whoever reads them. */
export type LintReport = { missing: MissingItem[]; warnings: LintWarning[] };

/**
 * Reads a letter's words as a careful colleague would, before anybody approves them.
 *
 * @throws Invalid `letter-template.front-matter`, `letter-template.liquid`
 */
export function lintLetter(source: string): LintReport {
  const { facts, body } = readFrontMatter(source);
  const parsed = parseLiquid(body, facts.bodyLine);
  const printed = new Set(Object.keys(engine.analyzeSync(parsed).globals));
  const whole = (rule: LintRule): LintWarning => ({ rule, line: facts.bodyLine, words: "" });
  const lineAt = (begin: number) => facts.bodyLine + body.slice(0, begin).split("\n").length - 1;
  return {
    missing: missingItems(parsed, facts),
    warnings: [
      ...(printed.has("name") ? [] : [whole("name-not-used")]),
      ...(printed.has("response") ? [] : [whole("response-not-told")]),
      ...formWarnings(fixedLines(body), facts),
      ...phraseWarnings(fixedLines(body), facts),
      ...unknownMarks(parsed).map(
        ({ name, begin }): LintWarning => ({ rule: "unknown-item", line: lineAt(begin), words: name }),
      ),
    ],
  };
}

/** The body's lines without what Liquid fills in. */
function fixedLines(body: string): string[] {
  return body
    .replace(/\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g, (inserted) => inserted.replace(/[^\n]/g, ""))
    .split("\n");
}

function formWarnings(lines: readonly string[], facts: TemplateFacts): LintWarning[] {
  const text = lines.join("\n");
  const at = (words: string) =>
    facts.bodyLine +
    Math.max(
      0,
      lines.findIndex((line) => line.includes(words)),
    );
  const found: LintWarning[] = [];
  if (facts.language === "ja") {
    const [opens, closes] = [text.includes("謹啓"), text.includes("謹白")];
    if (opens !== closes) {
      const words = opens ? "謹啓" : "謹白";
      found.push({ rule: "opening-without-close", line: at(words), words });
    }
  } else if (!/^(?:Dear|To)\b/m.test(text)) {
    found.push({ rule: "no-salutation", line: facts.bodyLine, words: "" });
  }
  const apology = facts.language === "ja" ? /お詫び申し|おわび申し|申し訳/ : /\bapologi[sz]e|\bsorry\b/i;
  if (!apology.test(text)) found.push({ rule: "no-apology", line: facts.bodyLine, words: "" });
  return found;
}

function phraseWarnings(lines: readonly string[], facts: TemplateFacts): LintWarning[] {
  const rules = phrases.filter(
    ({ language, onlyFor }) => language === facts.language && (!onlyFor || onlyFor === facts.audience),
  );
  return lines.flatMap((line, i) =>
    rules.flatMap(({ rule, words }): LintWarning[] => {
      const match = words.exec(line);
      return match ? [{ rule, line: facts.bodyLine + i, words: match[0] }] : [];
    }),
  );
}
