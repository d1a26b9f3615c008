import { Liquid } from "liquidjs";
import { lexer, type Token, type Tokens } from "marked";
import type { LetterValues } from "../typeset/piece";
import { englishDate, seireki, wareki } from "./dates";

/** What a letter must say, worked out from the template's own text and the values alone; all blanks taken out. */
export type WordsOfLetter = (values: LetterValues, inquiryNumber: string) => string;

export const withoutBlanks = (text: string): string => text.replace(/\s/g, "");

const engine = openEngine();

/** Fills in words as the typesetter's engine does, with nothing in common with it but the language itself. */
function openEngine(): Liquid {
  const liquid = new Liquid({ jsTruthy: true, ownPropertyOnly: true, templates: {}, strictFilters: true });
  liquid.registerFilter("wareki", wareki);
  liquid.registerFilter("seireki", seireki);
  liquid.registerFilter("date_en", englishDate);
  liquid.registerFilter("whole", (value: unknown) => (typeof value === "string" ? value : ""));
  return liquid;
}

/**
 * Reads a template (front matter, Liquid, Markdown) into the words it prints. `constants` are the same in every
 * letter and count more than a letter's own values.
 */
export function openWords(
  templateSource: string,
  language: "ja" | "en",
  constants: LetterValues,
): WordsOfLetter {
  const body = templateSource
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .replace(/^---\n[\s\S]*?\n---\n/, "");
  const parsed = engine.parse(plainWords(body, language));
  const fixed = emptyAsBlank(constants);
  return (values, inquiryNumber) =>
    withoutBlanks(
      String(engine.renderSync(parsed, { ...emptyAsBlank(values), ...fixed, inquiry_number: inquiryNumber })),
    );
}

/** An empty list is a no, as an empty text is. */
function emptyAsBlank(values: LetterValues): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      Array.isArray(value) && value.length === 0 ? "" : value,
    ]),
  );
}

const firstMark = 0xe000;

/** The template with Markdown's own marks taken out and Liquid's left in. */
function plainWords(body: string, language: "ja" | "en"): string {
  const tags: string[] = [];
  const marked = body.replace(
    /\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g,
    (tag) => String.fromCharCode(firstMark + tags.push(tag) - 1),
  );
  const words = lexer(marked)
    .map((token) => wordsOf(token, language === "ja" ? "・" : "•"))
    .join("\n");
  return words.replace(/[\ue000-\uf8ff]/g, (mark) => tags[mark.charCodeAt(0) - firstMark] ?? mark);
}

function wordsOf(token: Token, bullet: string): string {
  if (token.type === "space" || token.type === "def" || token.type === "hr") return "";
  if (token.type === "br") return "\n";
  if (token.type === "list") {
    const { items, ordered, start } = token as Tokens.List;
    return items
      .map((item, i) => `${ordered ? `${Number(start) + i}.` : bullet}${inner(item.tokens, bullet)}`)
      .join("\n");
  }
  const below = "tokens" in token ? (token.tokens as Token[] | undefined) : undefined;
  const words = below ? inner(below, bullet) : String("text" in token ? token.text : "");
  return token.type === "paragraph" || (token.type === "text" && below) ? withoutArrows(words) : words;
}

const inner = (tokens: readonly Token[], bullet: string) =>
  tokens.map((token) => wordsOf(token, bullet)).join("");

/** `-> to the right`, `-> in the middle <-`. */
function withoutArrows(words: string): string {
  return words
    .split("\n")
    .map((line) => (line.startsWith("->") ? line.slice(2).replace(/<-\s*$/, "") : line))
    .join("\n");
}
