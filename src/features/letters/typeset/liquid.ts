import { Context, isTruthy, Liquid, LiquidError, type Template, toValueSync, type Value } from "liquidjs";
import { Invalid } from "@/lib/errors";
import { markWhole } from "./whole";

/** The values a template is evaluated with. */
export type Scope = Record<string, unknown>;

const allowedTags = new Set(["if", "for", "comment", "#"]);

/**
 * A Liquid that can only fill in words: unknown variables and filters are errors, nothing is read from disk or
 * from a prototype, and work is bounded. Filters: `join`, `size`, `wareki`, `seireki`, `date_en`,
 * `whole` (a name: never parted over two lines).
 */
function openEngine(): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    jsTruthy: true,
    cache: false,
    templates: {},
    parseLimit: 200_000,
    // By the clock: a process that was stopped for a while, or has to share its processor, must not hit it.
    renderLimit: 10_000,
    memoryLimit: 500_000,
  });
  for (const name of Object.keys(engine.tags)) if (!allowedTags.has(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) {
    if (name !== "join" && name !== "size") delete engine.filters[name];
  }
  engine.registerFilter("wareki", (value: unknown) => formatDate(value, "ja-JP-u-ca-japanese"));
  engine.registerFilter("seireki", (value: unknown) => formatDate(value, "ja-JP"));
  engine.registerFilter("date_en", (value: unknown) => formatDate(value, "en-GB"));
  engine.registerFilter("whole", (value: unknown) => markWhole(typeof value === "string" ? value : ""));
  return engine;
}

export const engine = openEngine();

const formats = new Map<string, Intl.DateTimeFormat>();

/** "2014-03-12" as 平成26年3月12日, 2014年3月12日 or 12 March 2014. Anything else is refused. */
function formatDate(value: unknown, locale: string): string {
  const parts = typeof value === "string" ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
  const at = parts ? new Date(`${value}T00:00:00Z`) : null;
  if (!at || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== value) {
    throw new Invalid("letter.date-malformed");
  }
  const dateStyle = locale === "ja-JP" ? undefined : "long";
  const format =
    formats.get(locale) ??
    new Intl.DateTimeFormat(locale, {
      timeZone: "UTC",
      ...(dateStyle ? { dateStyle } : { year: "numeric", month: "long", day: "numeric" }),
    });
  formats.set(locale, format);
  const text = format.format(at);
  // "16 November" is one word: no line ends between day and month.
  return locale === "en-GB" ? text.replace(" ", "\u00a0") : text;
}

/**
 * Parses a template's body. Lines in errors count from `firstLine`.
 *
 * @throws Invalid `letter-template.liquid` with line, column and the parser's own words.
 */
export function parseLiquid(body: string, firstLine: number): Template[] {
  try {
    return engine.parse(body);
  } catch (error) {
    if (!LiquidError.is(error)) throw error;
    const [row, column] = error.token.getPosition();
    throw new Invalid("letter-template.liquid", {
      line: (row ?? 1) + firstLine - 1,
      column: column ?? 1,
      because: error.originalError?.message ?? error.message,
    });
  }
}

const contextOf = (scope: Scope) => new Context(scope, engine.options, { sync: true }, { liquid: engine });

/** Whether a condition holds. Empty texts count as absent. */
export function testCondition(condition: Value, scope: Scope): boolean {
  const context = contextOf(scope);
  const value: unknown = toValueSync(condition.value(context));
  return isTruthy(value, context) && !(Array.isArray(value) && value.length === 0);
}

/** The texts of nodes that are not blocks of their own. */
export function renderText(nodes: Template[], scope: Scope): string {
  try {
    return String(engine.renderSync(nodes, scope));
  } catch (error) {
    if (LiquidError.is(error) && error.originalError instanceof Invalid) throw error.originalError;
    throw error;
  }
}
