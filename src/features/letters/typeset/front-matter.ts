import { Invalid } from "@/lib/errors";

/** Whom a template speaks to; a letter in the wrong one's words is never printed. */
export const audiences = ["insured", "guardian", "bereaved", "proxy", "policyholder"] as const;
export type TemplateAudience = (typeof audiences)[number];

/** What a template says about itself, from the lines between its first two `---`. */
export type TemplateFacts = {
  title: string;
  language: "ja" | "en";
  audience: TemplateAudience;
  /** Variables without which no letter is printed. */
  required: string[];
  /** Variables that may be missing; they are then empty. */
  optional: string[];
  /** Line of the file on which the body begins, from 1. */
  bodyLine: number;
};

const lists = new Set(["required", "optional"]);
const words: Record<string, readonly string[]> = {
  language: ["ja", "en"],
  for: audiences,
};

/**
 * Reads a template's front matter: `title`, `language` (ja, en), `for` (whom it speaks to, `audiences`), and the
 * lists `required` and `optional`.
 *
 * @throws Invalid `letter-template.front-matter` with the line and what is wrong with it.
 */
export function readFrontMatter(source: string): { facts: TemplateFacts; body: string } {
  const lines = source
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  if (lines[0]?.trim() !== "---") throw wrong(1, "must-begin-with-three-hyphens");
  const end = lines.indexOf("---", 1);
  if (end < 0) throw wrong(1, "has-no-end");
  const texts = new Map<string, string>();
  const names = new Map<string, string[]>();
  let list: string[] | null = null;
  for (let i = 1; i < end; i++) {
    const line = lines[i] as string;
    if (line.trim() === "" || line.trim().startsWith("#")) continue;
    const entry = /^\s+- ([a-z][a-z0-9_]*)\s*$/.exec(line);
    if (entry && list) {
      list.push(entry[1] as string);
      continue;
    }
    const pair = /^([a-z]+):\s*(.*)$/.exec(line);
    if (!pair) throw wrong(i + 1, "not-understood");
    const [, key, value] = pair as unknown as [string, string, string];
    if (lists.has(key)) {
      list = [];
      names.set(key, list);
    } else if (value !== "" && (words[key]?.includes(value) ?? key === "title")) texts.set(key, value.trim());
    else throw wrong(i + 1, "unknown-key-or-value");
  }
  return {
    facts: { ...checkedFacts(texts, names), bodyLine: end + 2 },
    body: lines.slice(end + 1).join("\n"),
  };
}

function checkedFacts(
  texts: Map<string, string>,
  names: Map<string, string[]>,
): Omit<TemplateFacts, "bodyLine"> {
  for (const key of ["title", "language", "for"]) if (!texts.has(key)) throw wrong(1, `${key}-is-missing`);
  const title = texts.get("title") as string;
  // pdfkit writes the title into XML without escaping it; XML knows no control characters.
  if (/[<>&\p{Cc}\p{Cs}\ufffe\uffff]/u.test(title)) throw wrong(1, "title-holds-markup");
  return {
    title,
    language: texts.get("language") as "ja" | "en",
    audience: texts.get("for") as TemplateAudience,
    required: names.get("required") ?? [],
    optional: names.get("optional") ?? [],
  };
}

function wrong(line: number, because: string): Invalid {
  return new Invalid("letter-template.front-matter", { line, because });
}
