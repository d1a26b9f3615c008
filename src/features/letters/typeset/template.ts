import { Context, evalToken, ForTag, IfTag, Output, type Template, TokenKind, toValueSync } from "liquidjs";
import { Invalid } from "@/lib/errors";
import { type Block, readBlocks, type Slot, slotBase, slotLimit } from "./blocks";
import { checkGlyphs, type LetterFont } from "./font";
import { readFrontMatter, type TemplateFacts } from "./front-matter";
import { engine, parseLiquid, renderText, type Scope, testCondition } from "./liquid";
import { markWhole } from "./whole";

/** A template's shape: blocks, parts that appear under a condition, parts repeated for each entry of a list. */
export type TemplateNode =
  | { what: "block"; block: Block }
  | { what: "choice"; names: string[]; branches: Branch[]; otherwise: TemplateNode[] }
  | { what: "loop"; names: string[]; variable: string; items(scope: Scope): unknown; body: TemplateNode[] };
export type Branch = { holds(scope: Scope): boolean; body: TemplateNode[] };

/** `head` (before the first `---`) stands beside the window; `body` is the letter. */
export type ParsedTemplate = { facts: TemplateFacts; head: TemplateNode[]; body: TemplateNode[] };

type Reading = { facts: TemplateFacts; source: string; slots: Slot[] };

/** A part may be repeated within a repeated part, not deeper: work on one letter stays bounded. */
const deepestLoop = 2;

/** The variable every letter has without declaring it. */
export const inquiryNumberField = "inquiry_number";

/**
 * Reads a letter template: front matter, Liquid, Markdown. `{% if %}` and `{% for %}` alone on their lines
 * choose or repeat paragraphs; inside a paragraph they choose words. Nothing is filled in yet.
 *
 * @throws Invalid `letter-template.*` with `line` (in the file) and the name or character that is wrong
 */
export function parseTemplate(source: string, font: LetterFont): ParsedTemplate {
  const { facts, body } = readFrontMatter(source);
  checkCharacters(body, facts.bodyLine, font);
  const parsed = parseLiquid(body, facts.bodyLine);
  checkNames(parsed, facts);
  checkWork(parsed, body, facts.bodyLine);
  const nodes = readNodes(parsed, { facts, source: body, slots: [] });
  const rule = nodes.indexOf(null);
  const rest = nodes.slice(rule + 1).filter((node) => node !== null);
  if (rule < 0) throw new Invalid("letter-template.no-letterhead", { line: facts.bodyLine });
  if (rest.length !== nodes.length - rule - 1)
    throw new Invalid("letter-template.second-rule", { line: facts.bodyLine });
  return { facts, head: nodes.slice(0, rule) as TemplateNode[], body: rest };
}

function checkCharacters(body: string, firstLine: number, font: LetterFont): void {
  body.split("\n").forEach((line, i) => {
    const refusal = checkGlyphs(line.replaceAll("\t", " "), font)[0];
    if (!refusal) return;
    const { at, codePoint, reason } = refusal;
    throw new Invalid("letter-template.character", {
      line: firstLine + i,
      column: at + 1,
      codePoint,
      because: reason,
    });
  });
}

function checkNames(parsed: Template[], facts: TemplateFacts): void {
  const declared = new Set([...facts.required, ...facts.optional, inquiryNumberField]);
  const { globals, variables } = engine.analyzeSync(parsed);
  const refuse = (name: string, row: number | undefined) => {
    throw new Invalid("letter-template.unknown-variable", { line: (row ?? 1) + facts.bodyLine - 1, name });
  };
  for (const [name, places] of Object.entries(globals)) {
    if (!declared.has(name)) refuse(name, places[0]?.location.row);
  }
  // Values are texts and lists: nothing lies within them.
  for (const place of Object.values(variables).flat()) {
    if (place.segments.length > 1 && place.segments[0] !== "forloop")
      refuse(String(place), place.location.row);
  }
}

/** Only lists of the values are gone through, and no loop lies in more than one other: work stays bounded. */
function checkWork(parsed: Template[], body: string, firstLine: number): void {
  const refuse = (offset: number, because: string) => {
    const line = firstLine + lineOf(body, offset);
    throw new Invalid("letter-template.liquid", { line, column: 1, because });
  };
  for (const tag of body.matchAll(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g)) {
    if (tag[0].includes("..")) refuse(tag.index, "no ranges");
  }
  const walk = (templates: readonly Template[], around: number): void => {
    for (const template of templates) {
      if (template instanceof ForTag) {
        if (around >= deepestLoop) refuse(template.token.begin, "too many loops within loops");
        walk([...template.templates, ...(template.elseTemplates ?? [])], around + 1);
      } else if (template instanceof IfTag) {
        for (const branch of template.branches) walk(branch.templates, around);
        walk(template.elseTemplates ?? [], around);
      }
    }
  };
  walk(parsed, 0);
}

function readNodes(templates: Template[], reading: Reading): (TemplateNode | null)[] {
  const nodes: (TemplateNode | null)[] = [];
  let text = "";
  let textBegin = templates[0]?.token.begin ?? 0;
  const flush = () => {
    const line = reading.facts.bodyLine + lineOf(reading.source, textBegin);
    for (const block of readBlocks(text, reading.slots, line, reading.facts.language === "en")) {
      nodes.push(block && { what: "block", block });
    }
    text = "";
  };
  for (const template of templates) {
    if (template.token.kind === TokenKind.HTML) {
      if (text === "") textBegin = template.token.begin;
      text += renderText([template], {});
    } else if (
      (template instanceof IfTag || template instanceof ForTag) &&
      standsAlone(template, reading.source)
    ) {
      flush();
      nodes.push(template instanceof IfTag ? readChoice(template, reading) : readLoop(template, reading));
    } else if (isComment(template)) {
      // A comment leaves nothing behind.
    } else {
      text += String.fromCodePoint(slotBase + addSlot(template, reading));
    }
  }
  flush();
  return nodes;
}

const isComment = (template: Template) =>
  "name" in template && (template.name === "comment" || template.name === "#");

const lineOf = (source: string, offset: number) => source.slice(0, offset).split("\n").length - 1;

/** Whether a tag is alone on its line: then it governs whole paragraphs. */
function standsAlone(tag: IfTag | ForTag, source: string): boolean {
  const { begin, end } = tag.token;
  const before = source.slice(source.lastIndexOf("\n", begin - 1) + 1, begin);
  const after = source.slice(end, source.indexOf("\n", end) < 0 ? undefined : source.indexOf("\n", end));
  return before.trim() === "" && after.trim() === "";
}

const inner = (templates: Template[], reading: Reading): TemplateNode[] => {
  const nodes = readNodes(templates, reading);
  if (nodes.includes(null))
    throw new Invalid("letter-template.second-rule", { line: reading.facts.bodyLine });
  return nodes as TemplateNode[];
};

function readChoice(tag: IfTag, reading: Reading): TemplateNode {
  return {
    what: "choice",
    names: tag.branches.flatMap((branch) => namesIn(branch.value, tag)),
    branches: tag.branches.map((branch) => ({
      holds: (scope) => testCondition(branch.value, scope),
      body: inner(branch.templates, reading),
    })),
    otherwise: inner(tag.elseTemplates ?? [], reading),
  };
}

type Argument = IfTag["branches"][number]["value"] | ForTag["collection"];

/** The variables one condition or list depends on. */
function namesIn(argument: Argument, tag: IfTag | ForTag): string[] {
  const alone: Template = { token: tag.token, render: () => undefined, arguments: () => [argument] };
  return Object.keys(engine.analyzeSync([alone]).globals);
}

function readLoop(tag: ForTag, reading: Reading): TemplateNode {
  const line = reading.facts.bodyLine + lineOf(reading.source, tag.token.begin);
  if (Object.keys(tag.hash.hash).length > 0 || (tag.elseTemplates?.length ?? 0) > 0) {
    throw new Invalid("letter-template.liquid", { line, column: 1, because: "plain for only" });
  }
  const { collection } = tag;
  return {
    what: "loop",
    names: namesIn(collection, tag),
    variable: tag.variable,
    items: (scope) => toValueSync(evalToken(collection, new Context(scope, engine.options, { sync: true }))),
    body: inner(tag.templates, reading),
  };
}

const plainOutput = /^\{\{-?\s*([a-z][a-z0-9_]*)\s*(\|\s*whole\s*)?-?\}\}$/;

function addSlot(template: Template, reading: Reading): number {
  const { begin, end } = template.token;
  // A value printed as it is needs no engine.
  const [, plain, whole] =
    (template instanceof Output && plainOutput.exec(reading.source.slice(begin, end))) || [];
  const names = Object.keys(engine.analyzeSync([template]).globals);
  const render = (scope: Scope): string => {
    const value = plain === undefined ? undefined : scope[plain];
    if (typeof value !== "string") return renderText([template], scope);
    return whole ? markWhole(value) : value;
  };
  if (reading.slots.length >= slotLimit) {
    throw new Invalid("letter-template.too-many-variables", { limit: slotLimit });
  }
  return reading.slots.push({ names, render }) - 1;
}
