const copyEscapes: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** `\n`, `\\`, `\101` (octal), `\x41`: what PostgreSQL writes and reads behind a backslash. */
function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|[\s\S])/g, (_, code: string) => {
    if (/^x./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
    return copyEscapes[code] ?? code;
  });
}

/**
 * The cells of a data line of `COPY … FROM stdin` (text format). NULL reads as an empty text, as it does in CSV.
 * Source: PostgreSQL documentation, COPY, "Text Format".
 */
export function copyCells(line: string): string[] {
  const cells = line.split("\t");
  if (!line.includes("\\")) return cells;
  return cells.map((cell) => (cell === "\\N" ? "" : unescaped(cell)));
}

const identifier = /\s*(?:"((?:[^"]|"")+)"|([A-Za-z_][\w$]*))\s*/y;

/** The names in `a, "B", c`, without quotes; those without any are in lower case. `null` when it is no such list. */
export function identifiers(list: string): string[] | null {
  const names: string[] = [];
  for (let at = 0; at <= list.length; at += 1) {
    identifier.lastIndex = at;
    const found = identifier.exec(list);
    if (!found) return null;
    names.push(found[1]?.replaceAll('""', '"') ?? (found[2] ?? "").toLowerCase());
    at = identifier.lastIndex;
    if (at < list.length && list[at] !== ",") return null;
  }
  return names;
}

/** A table's name as a dump writes it, `public.file` or `"Bacula"."File"`; the schema is empty where not given. */
export function tableName(text: string): { schema: string; table: string } | null {
  const parts = /^((?:"(?:[^"]|"")+"|[\w$]+)\.)?("(?:[^"]|"")+"|[\w$]+)$/.exec(text);
  const table = identifiers(parts?.[2] ?? "")?.[0];
  if (!parts || table === undefined) return null;
  return { schema: parts[1] ? (identifiers(parts[1].slice(0, -1))?.[0] ?? "") : "", table };
}

/**
 * One `(…)` of an INSERT that begins at `from`. `more`: it is not closed in this text; `bad`: it is no list of
 * plain values (a function call, say). `end` is the place behind the closing bracket. NULL reads as an empty text.
 */
export type Tuple = { cells: string[]; end: number } | "more" | "bad";

export function insertTuple(text: string, from: number): Tuple {
  if (text[from] !== "(") return "bad";
  const cells: string[] = [];
  for (let at = from + 1; ; ) {
    const value = valueAt(text, at);
    if (value === "more" || value === "bad") return value;
    cells.push(value.cell);
    at = value.end;
    if (text[at] === ")") return { cells, end: at + 1 };
    if (at >= text.length) return "more";
    if (text[at] !== ",") return "bad";
    at += 1;
  }
}

const quotedValue = /\s*'((?:[^']|'')*)'(?!')/y;
const escapedValue = /\s*[Ee]'((?:[^'\\]|\\[\s\S]|'')*)'(?!')/y;
const plainValue = /\s*([^\s'(),:]+)/y;
const behindValue = /(?:::[A-Za-z_][\w ."[\]]*)?\s*/y;

function valueAt(text: string, at: number): { cell: string; end: number } | "more" | "bad" {
  const escapes = /^\s*[Ee]'/.test(text.slice(at, at + 40));
  const pattern = escapes ? escapedValue : quotedValue;
  pattern.lastIndex = at;
  const quoted = pattern.exec(text);
  if (quoted) {
    const inner = (quoted[1] ?? "").replaceAll("''", "'");
    return { cell: escapes ? unescaped(inner) : inner, end: behind(text, pattern.lastIndex) };
  }
  plainValue.lastIndex = at;
  const plain = plainValue.exec(text)?.[1];
  if (plain !== undefined) {
    const end = behind(text, plainValue.lastIndex);
    return { cell: plain.toUpperCase() === "NULL" ? "" : plain, end };
  }
  return /^\s*(?:[Ee]?'|$)/.test(text.slice(at)) ? "more" : "bad";
}

function behind(text: string, at: number): number {
  behindValue.lastIndex = at;
  return behindValue.exec(text) ? behindValue.lastIndex : at;
}
