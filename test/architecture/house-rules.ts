import { importsOf, type SourceText } from "./read-sources";

/** Upstream to downstream. A feature may import only features before it. */
export const river = [
  "staff",
  "incidents",
  "media",
  "catalog",
  "documents",
  "people",
  "lists",
  "scope",
  "notices",
  "letters",
  "emails",
  "print-runs",
  "callbacks",
  "hotline",
  "reports",
];

/** Which layers each layer may import. Of a feature, `app` may import only `schema` and `rules`. */
const layers: Record<string, string[]> = {
  lib: ["lib"],
  db: ["db", "lib"],
  components: ["components", "lib"],
  features: ["features", "db", "lib"],
  server: ["server", "features", "db", "lib"],
  app: ["app", "server", "components", "features", "lib"],
  proxy: ["lib"],
  jobs: ["jobs", "features", "db", "lib"],
  seed: ["seed", "features", "db", "lib"],
};

const pureFolders = [
  "src/features/catalog/readers/",
  "src/features/documents/path-rules/",
  "src/features/documents/index-reader/",
  "src/features/people/readers/",
  "src/features/scope/absence/",
  "src/features/scope/what-if/",
  "src/features/letters/lint/",
  "src/features/letters/typeset/",
  "src/features/print-runs/mrdf/",
  "src/features/print-runs/returned/",
  "src/features/print-runs/postage/",
  "src/features/print-runs/bench/",
  "src/features/letters/gaiji/",
  "src/features/letters/preflight/",
  "src/features/letters/read-back/",
  "src/features/emails/compose/",
  "src/features/emails/bounces/",
];
const vocabulary = new Set(["rules.ts", "schema.ts", "queries.ts", "tasks.ts"]);
/** Acts whose event is recorded by the act that completes them. */
const withoutEvent = new Set([
  "src/features/incidents/receive-part.ts",
  // Each scan is a row of `piece_scans`, which is kept as events are.
  "src/features/print-runs/scan-piece.ts",
]);
const vagueNames = /^(utils?|helpers?|service|manager|common|misc|index)\.tsx?$/;
const queuePackages = /^(bullmq|ioredis|pg)(\/|$)/;
const longestFileLines = 400;

function layerOf(path: string): string | null {
  const parts = path.split("/");
  if (parts[0] === "jobs" || parts[0] === "seed") return parts[0];
  if (parts[0] !== "src") return null;
  return (parts[1] ?? "").replace(/\.tsx?$/, "");
}

function featureOf(path: string): string | null {
  return path.match(/^src\/features\/([^/]+)\//)?.[1] ?? null;
}

function isPure(path: string): boolean {
  return pureFolders.some((folder) => path.startsWith(folder));
}

function isVerb(path: string): boolean {
  const inside = path.match(/^src\/features\/[^/]+\/([^/]+)$/)?.[1];
  return inside !== undefined && !vocabulary.has(inside) && !path.startsWith("src/features/staff/authorize");
}

function importViolations(source: SourceText): string[] {
  const from = layerOf(source.path);
  const feature = featureOf(source.path);
  return importsOf(source).flatMap((target) => {
    if (queuePackages.test(target))
      return from === "jobs" ? [] : [`imports ${target}: only jobs/ knows the queue`];
    const to = layerOf(target);
    if (to === null || from === null) return [];
    if (!layers[from]?.includes(to)) return [`imports ${target}: ${from} may not import ${to}`];
    const toFeature = featureOf(`${target}/`) ?? featureOf(target);
    if (from === "app" && toFeature && !/\/(schema|rules)$/.test(target)) {
      return [`imports ${target}: of a feature, app may import only schema and rules`];
    }
    if (feature && toFeature && river.indexOf(toFeature) > river.indexOf(feature)) {
      return [`imports ${target}: ${toFeature} is downstream of ${feature}`];
    }
    if (isPure(source.path) && (to === "db" || /^src\/lib\/(env|files|logger)$/.test(target))) {
      return [`imports ${target}: readers and typesetters are pure`];
    }
    return [];
  });
}

function camel(fileName: string): string {
  return fileName.replace(/\.ts$/, "").replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A step that takes its verb's transaction, or a question: who may, and what is recorded, is the verb's business. */
function isStep(text: string, name: string): boolean {
  return new RegExp(`export async function ${name}\\(\\s*(tx: Tx|db: Queryable)`).test(text);
}

function verbViolations({ path, text }: SourceText): string[] {
  if (!isVerb(path)) return [];
  const name = camel(path.split("/").at(-1) ?? "");
  const exported = [...text.matchAll(/^export (?:async )?function\*? (\w+)/gm)].map((match) => match[1]);
  const found: string[] = [];
  if (exported.length !== 1 || exported[0] !== name) {
    found.push(`a verb file exports one function of its own name (${name}), not [${exported.join(", ")}]`);
  }
  if (isStep(text, name)) return found;
  const authorizes = text.search(/\bauthorize(Staff)?\(/);
  const writes = text.search(/\binTransaction\(|\.insert\(|\.update\(|\.delete\(|copyRows\(/);
  if (authorizes < 0) found.push("a verb asks authorize() who may");
  if (writes >= 0 && authorizes > writes) found.push("authorize() comes before the transaction");
  if (writes >= 0 && !/inTransaction\(|\bwork\.step\(/.test(text))
    found.push("a verb writes inside inTransaction()");
  if (writes >= 0 && !text.includes("recordEvent(") && !withoutEvent.has(path))
    found.push("a verb that writes records an event");
  return found;
}

function rulesViolations({ path, text }: SourceText): string[] {
  if (!/^src\/features\/[^/]+\/rules\.ts$/.test(path)) return [];
  const forbidden: [RegExp, string][] = [
    [/\bawait\b|\basync\b/, "rules do not wait"],
    [/\bDate\.now\(|new Date\(\)|Now\.instant\(/, "rules have no clock"],
    [/process\.env|@\/lib\/env/, "rules have no environment"],
    [/@\/db\//, "rules know no database"],
  ];
  return forbidden.filter(([pattern]) => pattern.test(text)).map(([, because]) => because);
}

/** Invariant 46: what is decided is decided by the database's clock, whatever a machine's own says. */
function clockViolations({ path, text }: SourceText): string[] {
  if (!/^(src\/(features|db|server)|jobs)\//.test(path)) return [];
  return /\bDate\.now\(|new Date\(\)/.test(text) ? ["reads this machine's clock"] : [];
}

function nameViolations({ path, text }: SourceText): string[] {
  const found: string[] = [];
  const feature = featureOf(path);
  if (feature && !river.includes(feature)) found.push(`feature ${feature} is not in the river`);
  if (vagueNames.test(path.split("/").at(-1) ?? "") && path !== "src/db/schema/index.ts") {
    found.push("a vague name or a barrel");
  }
  if (feature && path.split("/").length > 4 && !isPure(path))
    found.push("a sub-folder that is not a pure engine");
  const lines = text.split("\n").length;
  if (lines > longestFileLines) found.push(`${lines} lines, more than ${longestFileLines}`);
  return found;
}

/** Every breach of DESIGN in these files, as `path: why`. */
export function violationsIn(sources: SourceText[]): string[] {
  return sources.flatMap((source) =>
    [
      ...importViolations(source),
      ...verbViolations(source),
      ...rulesViolations(source),
      ...clockViolations(source),
      ...nameViolations(source),
    ].map((why) => `${source.path}: ${why}`),
  );
}
