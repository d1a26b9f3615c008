/**
 * What one source file asks for: whole keys, beginnings of keys (`t(\`state.${x}\`)`), and, for reasons of errors,
 * every dotted string and beginning of one, whatever it is used for.
 */
export type Uses = {
  keys: Set<string>;
  prefixes: Set<string>;
  strings: Set<string>;
  stringHeads: Set<string>;
  opaque: string[];
};

/** How a translator comes into a file; the first group is its variable, the second its namespace. */
const declarations = [
  /\bconst\s+(\w+)\s*=\s*(?:await\s+)?(?:useTranslations|getTranslations)\(\s*["'`]([\w-]+)["'`]/g,
  /\b(\w+)\s*:\s*Translator<\s*["']([\w-]+)["']/g,
];

const calls = /\b(\w+)(?:\.(?:rich|markup|raw|has))?\(\s*(?:"([\w.-]+)"|'([\w.-]+)'|`([^`]*)`)/g;

/**
 * Finds the texts a source file uses. A variable belongs to the nearest declaration above it. A template must
 * begin with a literal part that ends in a dot or dash; others cannot be followed and are listed as `opaque`.
 */
export function findUses(source: string): Uses {
  const uses: Uses = {
    keys: new Set(),
    prefixes: new Set(),
    strings: new Set(),
    stringHeads: new Set(),
    opaque: [],
  };
  const declared = declarations
    .flatMap((pattern) => [...source.matchAll(pattern)])
    .map((match) => ({ at: match.index, variable: match[1], namespace: match[2] }))
    .sort((a, b) => b.at - a.at);
  for (const call of source.matchAll(calls)) {
    const owner = declared.find(({ at, variable }) => at < call.index && variable === call[1]);
    if (!owner) continue;
    const literal = call[2] ?? call[3];
    const template = call[4];
    if (literal !== undefined) uses.keys.add(`${owner.namespace}.${literal}`);
    else if (template !== undefined) addTemplate(uses, `${owner.namespace}.`, template);
  }
  for (const [, text] of source.matchAll(/["'`]([a-z][\w-]*(?:\.[\w-]+)+)["'`]/g))
    uses.strings.add(text ?? "");
  for (const [, head] of source.matchAll(/`([a-z][\w-]*\.[\w.-]*)\$\{/g)) uses.stringHeads.add(head ?? "");
  return uses;
}

function addTemplate(uses: Uses, namespace: string, template: string): void {
  const literal = template.split("${")[0] ?? "";
  if (!template.includes("${")) uses.keys.add(namespace + literal);
  else if (/[.-]$/.test(literal)) uses.prefixes.add(namespace + literal);
  else uses.opaque.push(template);
}

const reasonPatterns = [
  /\bnew\s+(?:NotFound|Forbidden|Conflict|Invalid|NotAllowedNow|LimitReached)\(\s*["'`]([\w.-]+)["'`]/g,
  /\bbecause:\s*["'`]([a-z][\w-]*\.[\w.-]+)["'`]/g,
];

/** The dotted reasons a file throws (`new Conflict("print-run.race", …)`) or a rule returns (`because: "list.own-work"`). */
export function findReasons(source: string): Set<string> {
  const found = reasonPatterns.flatMap((pattern) => [...source.matchAll(pattern)]);
  return new Set(found.map((match) => match[1] ?? ""));
}
