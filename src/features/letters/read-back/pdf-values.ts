/** Why a file or a page cannot be read: ours never is, so this is a finding, not a fault of the program. */
export class Unreadable extends Error {
  constructor(readonly because: string) {
    super(because);
  }
}

/** `/Name`. */
export class PdfName {
  constructor(readonly name: string) {}
}
/** `12 0 R`. */
export class PdfRef {
  constructor(readonly number: number) {}
}
/** A string, one character a byte. */
export class PdfString {
  constructor(readonly bytes: string) {}
}
/** An operator, or a word such as `obj`. */
export class PdfWord {
  constructor(readonly word: string) {}
}
export type PdfDictionary = ReadonlyMap<string, PdfValue>;
export type PdfValue =
  | number
  | boolean
  | null
  | PdfName
  | PdfRef
  | PdfString
  | PdfWord
  | PdfDictionary
  | readonly PdfValue[];

const [other, blank, delimiter, numeric] = [0, 1, 2, 3];
const kinds = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) kinds[code] = blank as number;
for (const character of "()<>[]{}/%") kinds[character.charCodeAt(0)] = delimiter as number;
for (const character of "+-.0123456789") kinds[character.charCodeAt(0)] = numeric as number;

const code = (character: string) => character.charCodeAt(0);
const [slash, less, greater, open, close, percent, parenthesis, backslash] = [..."/<>[]%(\\"].map(code);

const knownWords = new Map<string, PdfWord>();
const mostKnownWords = 200;

/** The few operators come again and again: each is one object. */
function wordCalled(word: string): PdfWord {
  const known = knownWords.get(word);
  if (known) return known;
  const made = new PdfWord(word);
  if (knownWords.size < mostKnownWords) knownWords.set(word, made);
  return made;
}

const unescaped = (name: string) =>
  name.replace(/#([0-9A-Fa-f]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));

/** Reads the values of PDF syntax (ISO 32000-1, 7.2–7.3) one after the other. */
export class PdfReader {
  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
  ) {}

  /** The next value or word; undefined at the end. References are read where `refs` (not in page contents). */
  next(refs: boolean): PdfValue | undefined {
    this.skipBlanks();
    const first = this.bytes[this.at];
    if (first === undefined) return undefined;
    const kind = kinds[first];
    if (kind === numeric) return refs ? this.numberOrRef() : this.number();
    if (kind === other) return this.word();
    if (first === slash) return this.name();
    if (first === open) return this.list(refs);
    if (first === parenthesis) return this.literal();
    if (first === less) return this.bytes[this.at + 1] === less ? this.dictionary(refs) : this.hex();
    throw new Unreadable("syntax");
  }

  private skipBlanks(): void {
    const { bytes } = this;
    for (;;) {
      const byte = bytes[this.at];
      if (byte === undefined) return;
      if (kinds[byte] === blank) this.at += 1;
      else if (byte === percent) {
        while (this.at < bytes.length && bytes[this.at] !== 10 && bytes[this.at] !== 13) this.at += 1;
      } else return;
    }
  }

  private number(): number {
    const { bytes } = this;
    let at = this.at;
    let sign = 1;
    if (bytes[at] === 45) sign = -1;
    if (bytes[at] === 45 || bytes[at] === 43) at += 1;
    let value = 0;
    let scale = 0;
    let digits = 0;
    for (; at < bytes.length && kinds[bytes[at] as number] === numeric; at += 1) {
      const byte = bytes[at] as number;
      if (byte === 46 && scale === 0) scale = 1;
      else if (byte >= 48) {
        digits += 1;
        value = value * 10 + (byte - 48);
        scale *= 10;
      } else throw new Unreadable("number");
    }
    if (digits === 0) throw new Unreadable("number");
    this.at = at;
    return (sign * value) / (scale || 1);
  }

  private numberOrRef(): number | PdfRef {
    const value = this.number();
    const after = this.at;
    const rest = /^ (\d{1,5}) R(?![A-Za-z0-9])/.exec(
      String.fromCharCode(...this.bytes.subarray(after, after + 9)),
    );
    if (!rest || !Number.isInteger(value) || value < 0) return value;
    if (rest[1] !== "0") throw new Unreadable("reference");
    this.at = after + rest[0].length;
    return new PdfRef(value);
  }

  private regularEnd(from: number): number {
    const { bytes } = this;
    let at = from;
    while (at < bytes.length && (kinds[bytes[at] as number] as number) % 3 === 0) at += 1;
    return at;
  }

  private text(from: number, to: number): string {
    let out = "";
    for (let at = from; at < to; at += 1) out += String.fromCharCode(this.bytes[at] as number);
    return out;
  }

  private word(): PdfWord | boolean | null {
    const end = this.regularEnd(this.at);
    const word = this.text(this.at, end);
    this.at = end;
    return word === "true" ? true : word === "false" ? false : word === "null" ? null : wordCalled(word);
  }

  private name(): PdfName {
    const end = this.regularEnd(this.at + 1);
    const name = this.text(this.at + 1, end);
    this.at = end;
    return new PdfName(name.includes("#") ? unescaped(name) : name);
  }

  private list(refs: boolean): PdfValue[] {
    this.at += 1;
    const values: PdfValue[] = [];
    for (;;) {
      this.skipBlanks();
      if (this.bytes[this.at] === close) break;
      const value = this.next(refs);
      if (value === undefined || value instanceof PdfWord) throw new Unreadable("list");
      values.push(value);
    }
    this.at += 1;
    return values;
  }

  private dictionary(refs: boolean): PdfDictionary {
    this.at += 2;
    const entries = new Map<string, PdfValue>();
    for (;;) {
      this.skipBlanks();
      if (this.bytes[this.at] === greater && this.bytes[this.at + 1] === greater) break;
      const key = this.next(refs);
      const value = this.next(refs);
      if (!(key instanceof PdfName) || value === undefined || value instanceof PdfWord)
        throw new Unreadable("dictionary");
      if (entries.has(key.name)) throw new Unreadable("doubled-key");
      entries.set(key.name, value);
    }
    this.at += 2;
    return entries;
  }

  private hex(): PdfString {
    const { bytes } = this;
    let out = "";
    let half = -1;
    for (let at = this.at + 1; ; at += 1) {
      const byte = bytes[at];
      if (byte === greater) {
        if (half >= 0) out += String.fromCharCode(half << 4);
        this.at = at + 1;
        return new PdfString(out);
      }
      if (byte === undefined) throw new Unreadable("string");
      if (kinds[byte] === blank) continue;
      const digit = byte <= 57 ? byte - 48 : (byte | 32) - 87;
      if (digit < 0 || digit > 15) throw new Unreadable("string");
      if (half < 0) half = digit;
      else {
        out += String.fromCharCode((half << 4) | digit);
        half = -1;
      }
    }
  }

  private literal(): PdfString {
    const { bytes } = this;
    const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
    let out = "";
    let depth = 1;
    for (let at = this.at + 1; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      const character = String.fromCharCode(byte);
      if (byte === backslash) {
        at += 1;
        const escaped = String.fromCharCode(bytes[at] ?? 0);
        if (/[0-7]/.test(escaped)) throw new Unreadable("string");
        out += escapes[escaped] ?? escaped;
        continue;
      }
      if (character === "(") depth += 1;
      if (character === ")") depth -= 1;
      if (depth === 0) {
        this.at = at + 1;
        return new PdfString(out);
      }
      out += character;
    }
    throw new Unreadable("string");
  }
}
