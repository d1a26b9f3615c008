import { ForTag, IfTag, Output, type Template, TokenKind } from "liquidjs";
import type { TemplateFacts } from "../typeset/front-matter";
import { engine } from "../typeset/liquid";

/**
 * What the notice to a person must say (個人情報保護法施行規則10条, by the numbers of rule 8): 1 outline, 2 data
 * elements, 4 cause, 5 secondary harm, 9 other, which here is where to ask.
 */
export const lintItems = ["outline", "elements", "cause", "harm", "contact"] as const;
export type LintItem = (typeof lintItems)[number];

/** The variable that says each item. */
export const variableOfItem: Readonly<Record<LintItem, string>> = {
  outline: "outline",
  elements: "lost_clause",
  cause: "cause",
  harm: "secondary_harm",
  contact: "hotline_number",
};

/** `absent`: nowhere; `conditional`: not in every letter; `optional`: its variable may be empty. */
export type MissingItem = { item: LintItem; because: "absent" | "conditional" | "optional" };

/** Fewer characters than this do not say an item in fixed words. */
const leastFixedWords = 8;

const itemOfVariable = new Map(lintItems.map((item) => [variableOfItem[item], item]));
const mark = /^\s*item:\s*([a-z-]+)\s*$/;

type Said = { always: Set<LintItem>; sometimes: Set<LintItem> };

/**
 * Which items some letter in these words would lack. An item is said by its variable, or by fixed words in a
 * paragraph that begins with `{% # item: … %}`.
 */
export function missingItems(parsed: readonly Template[], facts: TemplateFacts): MissingItem[] {
  const { always, sometimes } = saidIn(parsed, facts, new Map());
  return lintItems.flatMap((item): MissingItem[] => {
    const isRequired = facts.required.includes(variableOfItem[item]);
    if (always.has(item)) return [];
    if (!sometimes.has(item)) return [{ item, because: "absent" }];
    return [{ item, because: isRequired ? "conditional" : "optional" }];
  });
}

/** `item: …` marks that name no item, by where they begin in the source. */
export function unknownMarks(parsed: readonly Template[]): { name: string; begin: number }[] {
  return parsed.flatMap((template): { name: string; begin: number }[] => {
    if (template instanceof IfTag) {
      return [...template.branches.map((branch) => branch.templates), template.elseTemplates ?? []].flatMap(
        unknownMarks,
      );
    }
    if (template instanceof ForTag) return unknownMarks(template.templates);
    const name = markedName(template);
    if (name === null || isItem(name)) return [];
    return [{ name, begin: template.token.begin }];
  });
}

/** @param loops which list each loop's variable is an entry of */
function saidIn(
  templates: readonly Template[],
  facts: TemplateFacts,
  loops: ReadonlyMap<string, string>,
): Said {
  const said: Said = { always: new Set(), sometimes: new Set() };
  const add = (item: LintItem, always: boolean) => {
    said.sometimes.add(item);
    if (always) said.always.add(item);
  };
  templates.forEach((template, i) => {
    if (template instanceof Output) {
      for (const item of printedItems(template, loops)) {
        add(item, facts.required.includes(variableOfItem[item]));
      }
    } else if (template instanceof IfTag) {
      const inner = saidInChoice(template, facts, loops);
      for (const item of inner.sometimes) add(item, inner.always.has(item));
    } else if (template instanceof ForTag) {
      const list = template.collection.getText();
      const inner = saidIn(template.templates, facts, new Map([...loops, [template.variable, list]]));
      for (const item of inner.sometimes) add(item, facts.required.includes(list) && inner.always.has(item));
    } else {
      const name = markedName(template);
      if (name !== null && isItem(name) && paragraphAfter(templates, i).length >= leastFixedWords) {
        add(name, true);
      }
    }
  });
  return said;
}

/** What a choice always says is what each of its ways says; asking for a required text is no choice. */
function saidInChoice(tag: IfTag, facts: TemplateFacts, loops: ReadonlyMap<string, string>): Said {
  const ways = tag.branches.map((branch) => saidIn(branch.templates, facts, loops));
  const otherwise = saidIn(tag.elseTemplates ?? [], facts, loops);
  const sometimes = new Set([...ways, otherwise].flatMap((way) => [...way.sometimes]));
  const [first] = ways;
  const asked = tag.token.getText().replace(/^\{%-?\s*if\s+|\s*-?%\}$/g, "");
  if (first && itemOfVariable.has(asked) && facts.required.includes(asked)) {
    return { always: first.always, sometimes };
  }
  const always = [...sometimes].filter((item) => [...ways, otherwise].every((way) => way.always.has(item)));
  return { always: new Set(always), sometimes };
}

function printedItems(output: Output, loops: ReadonlyMap<string, string>): LintItem[] {
  // A count of something does not say it.
  if (/\|\s*size\b/.test(output.token.getText())) return [];
  const names = Object.keys(engine.analyzeSync([output]).globals);
  return names.flatMap((name) => itemOfVariable.get(loops.get(name) ?? name) ?? []);
}

function markedName(template: Template): string | null {
  if (!("name" in template) || template.name !== "#") return null;
  return mark.exec(template.token.getText().replace(/^\{%-?\s*#|-?%\}$/g, ""))?.[1] ?? null;
}

const isItem = (name: string): name is LintItem => (lintItems as readonly string[]).includes(name);

/** The fixed words that follow a mark on its line and from the next to a blank one, without blanks. */
function paragraphAfter(templates: readonly Template[], markAt: number): string {
  const text = templates
    .slice(markAt + 1)
    .map((template) => (template.token.kind === TokenKind.HTML ? template.token.getText() : ""))
    .join("");
  const [paragraph = ""] = text.replace(/^[^\S\n]*\n/, "").split(/(?:^|\n)[^\S\n]*\n/);
  return paragraph.replace(/\s/g, "");
}
