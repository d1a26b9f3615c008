import { encodeCp932 } from "@/lib/encode-cp932";

/** A number source that the same seed makes give the same numbers (mulberry32). */
export class Chance {
  constructor(private state: number) {}

  /** At least 0, less than `below`. */
  below(below: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  oneOf<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new Error("nothing to choose from");
    return chosen;
  }
}

/** Writes `put` over `cut` characters somewhere. */
function splice(text: string, chance: Chance, put: string, cut = 0): string {
  const at = chance.below(text.length + 1);
  return text.slice(0, at) + put + text.slice(at + cut);
}

function changeLine(text: string, chance: Chance, change: (line: string) => string): string {
  const lines = text.split("\n");
  const at = chance.below(lines.length);
  return lines.map((line, i) => (i === at ? change(line) : line)).join("\n");
}

const oddCharacters = {
  "line separator": "\u2028",
  "paragraph separator": "\u2029",
  "next line": "\u0085",
  bidi: "\u202e\u2066",
  joiner: "\u200d\u200b\ufeff",
  "ideographic variant": "葛\u{e0100}",
  "beyond the plane": "\u{20bb7}\u{10ffff}",
  gaiji: "\ue000\uf8ff",
  replacement: "\ufffd",
  controls: "\u0001\u001a\u001b\u007f\v\f",
  decomposed: "か\u3099",
  "half-width": "ﾃｽﾄ",
  "wave dash and yen": "〜～¥\\",
};

/** What befalls a text before it is written down in some encoding. */
const textMutations: Record<string, (text: string, chance: Chance) => string> = {
  nothing: (text) => text,
  "a quote that is not closed": (text, chance) => splice(text, chance, '"'),
  "a lone apostrophe or backslash": (text, chance) => splice(text, chance, chance.oneOf(["'", "\\", "\\."])),
  "CR for LF": (text) => text.replaceAll("\n", "\r"),
  "CRLF for LF": (text) => text.replaceAll("\n", "\r\n"),
  "line ends mixed": (text, chance) => text.replace(/\n/g, () => chance.oneOf(["\n", "\r", "\r\n", "\n\n"])),
  "no line ends": (text) => text.replaceAll("\n", " "),
  "a short row": (text, chance) =>
    changeLine(text, chance, (line) => line.slice(0, chance.below(line.length + 1))),
  "a long row": (text, chance) => changeLine(text, chance, (line) => `${line},x,y\t|z`),
  "a row twice": (text, chance) => changeLine(text, chance, (line) => `${line}\n${line}`),
  "a row gone": (text, chance) => changeLine(text, chance, () => ""),
  "rows shuffled": (text, chance) =>
    text
      .split("\n")
      .map((line) => ({ line, at: chance.below(1000) }))
      .sort((a, b) => a.at - b.at)
      .map(({ line }) => line)
      .join("\n"),
  "a header twice": (text) => {
    const [first = "", ...rest] = text.split("\n");
    const cell = first.split(",")[0] ?? "";
    return [`${first},${cell}`, ...rest].join("\n");
  },
  "a header of a prototype": (text) => text.replace(/^[^,\n]*/, "__proto__"),
  "no header": (text) => text.split("\n").slice(1).join("\n"),
  "a cut": (text, chance) => text.slice(0, chance.below(text.length + 1)),
  "a piece gone": (text, chance) => splice(text, chance, "", chance.below(60)),
  "a piece of markup": (text, chance) =>
    splice(text, chance, chance.oneOf(["<", ">", "</file>", "<file>", "]]>", "<![CDATA[", "&x;", "<!--"])),
  "a number too large": (text) => text.replace(/\d+/, "99999999999999999999"),
  "a negative number": (text) => text.replace(/\b\d/, "-1"),
  "a long field": (text, chance) => splice(text, chance, "長".repeat(70_000)),
  "a long line of separators": (text, chance) =>
    splice(text, chance, chance.oneOf([",", "\t", "|"]).repeat(70_000)),
  "many columns": (text, chance) => changeLine(text, chance, (line) => line + ",c".repeat(600)),
  "blank lines": (text, chance) => splice(text, chance, "\n \n\t\n\n"),
  "an odd character": (text, chance) => splice(text, chance, chance.oneOf(Object.values(oddCharacters))),
  "odd characters everywhere": (text, chance) =>
    text.replace(/[a-z]/g, (one) =>
      chance.below(20) === 0 ? chance.oneOf(Object.values(oddCharacters)) : one,
    ),
  "a surrogate alone": (text, chance) => splice(text, chance, chance.oneOf(["\ud842", "\udfb7"])),
  NUL: (text, chance) => splice(text, chance, "\0"),
};

/** What befalls the bytes. */
const byteMutations: Record<string, (bytes: Buffer, chance: Chance) => Buffer> = {
  nothing: (bytes) => bytes,
  "nothing at all": () => Buffer.alloc(0),
  "a cut": (bytes, chance) => bytes.subarray(0, chance.below(bytes.length + 1)),
  "a byte changed": (bytes, chance) => {
    const changed = Buffer.from(bytes);
    if (changed.length > 0) changed[chance.below(changed.length)] = chance.below(256);
    return changed;
  },
  "gaiji of CP932": (bytes, chance) => {
    const at = chance.below(bytes.length + 1);
    const gaiji = Buffer.from([chance.oneOf([0xf0, 0xf5, 0xf9]), chance.oneOf([0x40, 0x80, 0xfc])]);
    return Buffer.concat([bytes.subarray(0, at), gaiji, bytes.subarray(at)]);
  },
  "a binary file": (_, chance) => Buffer.from(Array.from({ length: 300 }, () => chance.below(256))),
  "a picture": () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
  "an archive": (bytes) => Buffer.concat([Buffer.from("PK\x03\x04"), bytes]),
  "a mark in the middle": (bytes, chance) => {
    const at = chance.below(bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xef, 0xbb, 0xbf]), bytes.subarray(at)]);
  },
};

/** Shift_JIS's two bytes as JIS X 0208's; null for what lies beyond it. */
function jis(lead: number, trail: number): [number, number] | null {
  const row = (lead - (lead < 0xa0 ? 0x81 : 0xc1)) * 2 + (trail >= 0x9f ? 1 : 0);
  if (row < 0 || row > 93) return null;
  const cell = trail >= 0x9f ? trail - 0x9f : trail - 0x40 - (trail > 0x7f ? 1 : 0);
  return [row + 0x21, cell + 0x21];
}

function cp932(text: string): Buffer {
  const lossless = [...text].map((one) => (encodeCp932(one).ok ? one : "?")).join("");
  const encoded = encodeCp932(lossless);
  return Buffer.from(encoded.ok ? encoded.bytes : []);
}

function jisFamily(text: string, kind: "euc-jp" | "iso-2022-jp"): Buffer {
  const bytes = cp932(text);
  const out: number[] = [];
  let isDouble = false;
  const shift = (double: boolean) => {
    if (kind === "iso-2022-jp" && double !== isDouble) out.push(0x1b, double ? 0x24 : 0x28, 0x42);
    isDouble = double;
  };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const isLead = (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
    const pair = isLead ? jis(byte, bytes[++at] ?? 0) : null;
    shift(pair !== null);
    if (pair) out.push(...pair.map((one) => (kind === "euc-jp" ? one | 0x80 : one)));
    else if (isLead) out.push(0x3f);
    else if (byte < 0x80) out.push(byte);
    else if (kind === "euc-jp") out.push(0x8e, byte);
    else out.push(0x3f);
  }
  shift(false);
  return Buffer.from(out);
}

function utf16be(text: string): Buffer {
  const bytes = Buffer.from(text, "utf16le");
  return bytes.length % 2 === 0 ? bytes.swap16() : bytes;
}

const encodings: Record<string, (text: string) => Buffer> = {
  "UTF-8": (text) => Buffer.from(text),
  "UTF-8 with a mark": (text) => Buffer.from(`\ufeff${text}`),
  CP932: cp932,
  "UTF-16LE": (text) => Buffer.from(`\ufeff${text}`, "utf16le"),
  "UTF-16LE without a mark": (text) => Buffer.from(text, "utf16le"),
  "UTF-16BE": (text) => utf16be(`\ufeff${text}`),
  "EUC-JP": (text) => jisFamily(text, "euc-jp"),
  "ISO-2022-JP": (text) => jisFamily(text, "iso-2022-jp"),
  mixed: (text) => {
    const half = text.indexOf("\n", text.length / 2) + 1;
    return Buffer.concat([Buffer.from(text.slice(0, half)), cp932(text.slice(half))]);
  },
};

/** One text made into a damaged file; `told` says how, for whoever must find out why. */
export function mutated(text: string, chance: Chance): { bytes: Buffer; told: string } {
  const names = [chance.oneOf(Object.keys(textMutations))];
  if (chance.below(3) === 0) names.push(chance.oneOf(Object.keys(textMutations)));
  const encoding = chance.oneOf(Object.keys(encodings));
  const byteName = chance.below(3) === 0 ? chance.oneOf(Object.keys(byteMutations)) : "nothing";
  let changed = text;
  for (const name of names) changed = textMutations[name]?.(changed, chance) ?? changed;
  const written = encodings[encoding]?.(changed) ?? Buffer.alloc(0);
  const bytes = byteMutations[byteName]?.(written, chance) ?? written;
  return { bytes, told: `${names.join(" + ")}, in ${encoding}, bytes: ${byteName}` };
}
