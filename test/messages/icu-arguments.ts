/**
 * The names a text expects: `{name}` and `{count, plural, …}` at any depth, and `<tags>`. Quoting follows ICU
 * (`'{'` is literal). Only for texts whose syntax was checked before.
 */
export function icuArguments(text: string): Set<string> {
  const names = new Set<string>();
  readMessage(text, 0, names);
  for (const [, tag] of text.matchAll(/<([a-z][\w-]*)>/gi)) names.add(`<${tag}>`);
  return names;
}

function readMessage(text: string, from: number, names: Set<string>): number {
  let at = from;
  while (at < text.length && text[at] !== "}") {
    if (text[at] === "'" && /[{}<]/.test(text[at + 1] ?? ""))
      at = text.indexOf("'", at + 1) + 1 || text.length;
    else if (text[at] === "{") at = readArgument(text, at + 1, names);
    else at += 1;
  }
  return at;
}

function readArgument(text: string, from: number, names: Set<string>): number {
  const head = /^\s*([\w-]+)\s*(?:,\s*(\w+)\s*)?/.exec(text.slice(from));
  if (!head) return text.length;
  names.add(head[1] ?? "");
  let at = from + head[0].length;
  const hasBranches = ["plural", "select", "selectordinal"].includes(head[2] ?? "");
  while (at < text.length && text[at] !== "}") {
    if (hasBranches && text[at] === "{") at = readMessage(text, at + 1, names);
    at += 1;
  }
  return at + 1;
}
