import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { Invalid, LimitReached } from "./errors";
import { refuseKnownBinary } from "./file-kind";

/** The encodings we read. `cp932` is Microsoft's Shift_JIS, what Excel writes in Japan. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "cp932";

type Label = TextEncoding | "euc-jp";

const labels: Record<Label, string> = {
  "utf-8": "utf-8",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
  cp932: "shift_jis",
  "euc-jp": "euc-jp",
};

/**
 * Guesses the encoding from a file's first bytes (64 KB or more; the last character may be cut).
 * A sample of plain ASCII answers utf-8. Throws Invalid:
 * `file.is-*` (zip, PDF, spreadsheet …), `text.empty`, `text.not-text`, `text.ambiguous-encoding`
 * { candidates }, `text.unsupported-encoding` { encoding }, `text.undecodable` { encoding, line, byte }.
 */
export function detectEncoding(sample: Uint8Array): { encoding: TextEncoding; bom: boolean } {
  refuseKnownBinary(sample);
  if (sample.length === 0) throw new Invalid("text.empty");
  const marked = markedEncoding(sample);
  if (marked) return { encoding: marked, bom: true };
  if (sample.includes(0)) return { encoding: unmarkedUtf16(sample), bom: false };
  refuseEscapes(sample);
  return { encoding: eightBitEncoding(sample), bom: false };
}

function markedEncoding(sample: Uint8Array): TextEncoding | undefined {
  const [a, b, c, d] = sample;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) {
    throw new Invalid("text.unsupported-encoding", { encoding: "utf-32" });
  }
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
}

/** Without a mark, UTF-16 shows itself by the zero halves of its commas, digits and line ends. */
function unmarkedUtf16(sample: Uint8Array): TextEncoding {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) i % 2 === 0 ? even++ : odd++;
  const encoding = odd > even * 4 ? "utf-16le" : even > odd * 4 ? "utf-16be" : undefined;
  const text = encoding && decodeOrUndefined(encoding, sample);
  if (!encoding || text === undefined || /(?![\t\r\n\f])[\p{Cc}\p{Cn}]/u.test(text)) {
    throw new Invalid("text.not-text", { codePoint: "U+0000" });
  }
  return encoding;
}

function refuseEscapes(sample: Uint8Array): void {
  let controls = 0;
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i] ?? 0;
    if (byte === 0x1b && (sample[i + 1] === 0x24 || sample[i + 1] === 0x28)) {
      throw new Invalid("text.unsupported-encoding", { encoding: "iso-2022-jp" });
    }
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++;
  }
  if (controls > 2 && controls * 200 > sample.length) throw new Invalid("text.not-text");
}

function eightBitEncoding(sample: Uint8Array): TextEncoding {
  const utf8 = decodeOrUndefined("utf-8", sample);
  const cp932 = decodeOrUndefined("cp932", sample);
  if (utf8 !== undefined && cp932 !== undefined) {
    if (sample.every((byte) => byte < 0x80)) return "utf-8";
    // Three-byte sequences throughout are Japanese in UTF-8; CP932 does not fall into that pattern by
    // chance. Two-byte ones alone may as well be half-width kana (C3 A9: "é" or "ﾃｩ").
    if (/[\u0800-\u{10ffff}]/u.test(utf8)) return "utf-8";
    throw new Invalid("text.ambiguous-encoding", { candidates: "utf-8, cp932" });
  }
  if (utf8 !== undefined) return "utf-8";
  const eucJp = decodeOrUndefined("euc-jp", sample);
  if (eucJp !== undefined) {
    if (cp932 === undefined || /[ぁ-んァ-ヶ]/.test(eucJp)) {
      throw new Invalid("text.unsupported-encoding", { encoding: "euc-jp" });
    }
    throw new Invalid("text.ambiguous-encoding", { candidates: "cp932, euc-jp" });
  }
  if (cp932 !== undefined) return "cp932";
  throw undecodableInBoth(sample);
}

function undecodableInBoth(sample: Uint8Array): Invalid {
  const asUtf8 = decodablePrefix("utf-8", sample);
  const asCp932 = decodablePrefix("cp932", sample);
  const [encoding, byte] = asUtf8 >= asCp932 ? (["utf-8", asUtf8] as const) : (["cp932", asCp932] as const);
  const line = 1 + lineBreaks(decodePiece(encoding, sample.subarray(0, byte)));
  return new Invalid("text.undecodable", { encoding, line, byte });
}

/** `passReplacements`: the caller looks for U+FFFD itself, and sets aside no more than the line that holds it. */
export type DecodeOptions = { passReplacements?: boolean };

/**
 * Decodes a stream, fatally: no character is ever replaced. A byte order mark at the start and one
 * Ctrl-Z (the DOS end of file) at the end are dropped; chunks may be cut anywhere. What stands before a fault is
 * given first; then it throws Invalid `text.undecodable` { encoding, line, byte } (line from 1, byte offset from
 * 0), `text.replacement-character` { line, codePoint } or, for U+0000, `text.not-text` { line, codePoint }.
 */
export async function* decodeStream(
  bytes: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
  options: DecodeOptions = {},
): AsyncGenerator<string> {
  let tail: Uint8Array = new Uint8Array(0);
  let heldEnd = "";
  const at = { byte: 0, line: 1, start: true };
  for await (const chunk of bytes) {
    const joined = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
    const whole = wholeLength(encoding, joined);
    tail = joined.slice(whole);
    if (whole === 0) continue;
    const { decoded, fault } = decodeCounted(encoding, joined.subarray(0, whole), at);
    const text = heldEnd + decoded;
    // Ctrl-Z is dropped only at the very end; a final CR stays with its LF so that lines count right.
    heldEnd = !fault && (text.endsWith("\x1a") || text.endsWith("\r")) ? text.slice(-1) : "";
    const ready = heldEnd ? text.slice(0, -1) : text;
    if (ready) yield* checkedText(ready, at, options);
    if (fault) throw fault;
  }
  if (tail.length > 0) throw new Invalid("text.undecodable", { encoding, line: at.line, byte: at.byte });
  if (heldEnd === "\r") yield heldEnd;
}

type Position = { byte: number; line: number; start: boolean };

type Decoded = { decoded: string; fault?: Invalid };

function decodeCounted(encoding: TextEncoding, piece: Uint8Array, at: Position): Decoded {
  let text: string;
  let fault: Invalid | undefined;
  try {
    text = decodePiece(encoding, piece);
  } catch {
    const good = decodablePrefix(encoding, piece);
    text = decodePiece(encoding, piece.subarray(0, good));
    const line = at.line + lineBreaks(text);
    fault = new Invalid("text.undecodable", { encoding, line, byte: at.byte + good });
  }
  at.byte += piece.length;
  if (at.start && text.startsWith("\ufeff")) text = text.slice(1);
  at.start = false;
  return { decoded: text, fault };
}

function* checkedText(text: string, at: Position, options: DecodeOptions): Generator<string> {
  for (const [character, reason, codePoint] of refusedCharacters) {
    if (character === "\ufffd" && options.passReplacements) continue;
    const index = text.indexOf(character);
    if (index < 0) continue;
    if (index > 0) yield text.slice(0, index);
    throw new Invalid(reason, { line: at.line + lineBreaks(text.slice(0, index)), codePoint });
  }
  at.line += lineBreaks(text);
  yield text;
}

const refusedCharacters = [
  ["\ufffd", "text.replacement-character", "U+FFFD"],
  ["\0", "text.not-text", "U+0000"],
] as const;

/** Line ends in the text, CRLF counting once. */
export function lineBreaks(text: string): number {
  let breaks = 0;
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) breaks++;
  for (let i = text.indexOf("\r"); i >= 0; i = text.indexOf("\r", i + 1)) {
    if (text.charCodeAt(i + 1) !== 0x0a) breaks++;
  }
  return breaks;
}

// Node's converter swaps three control characters of Shift_JIS (1A→1C→7F→1A, an IBM habit); swap back.
const swapped = new Map(
  [0x1a, 0x1c, 0x7f].map((byte) => [
    new TextDecoder("shift_jis").decode(Uint8Array.of(byte)),
    String.fromCharCode(byte),
  ]),
);

const mayBeSwapped = new RegExp(`[${[...swapped.keys()].join("")}]`);

/** Decodes bytes that hold whole characters only; throws TypeError on anything else. */
function decodePiece(encoding: Label, bytes: Uint8Array): string {
  const text = new TextDecoder(labels[encoding], { fatal: true, ignoreBOM: true }).decode(bytes);
  if (encoding !== "cp932" || !mayBeSwapped.test(text)) return text;
  return text.replace(/\p{Cc}/gu, (control) => swapped.get(control) ?? control);
}

function decodeOrUndefined(encoding: Label, sample: Uint8Array): string | undefined {
  try {
    return decodePiece(encoding, sample.subarray(0, wholeLength(encoding, sample)));
  } catch {
    return undefined;
  }
}

/** How many leading bytes decode: the offset of the first offending byte. */
function decodablePrefix(encoding: TextEncoding, bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodeOrUndefined(encoding, bytes.subarray(0, middle)) === undefined) bad = middle;
    else good = middle;
  }
  return wholeLength(encoding, bytes.subarray(0, good));
}

/** Length of the prefix that ends on a character's border. */
function wholeLength(encoding: Label, bytes: Uint8Array): number {
  const length = bytes.length;
  if (encoding === "utf-8") return wholeUtf8(bytes);
  if (encoding === "cp932") return wholeDoubleByte(bytes, 0x40, isCp932Lead);
  if (encoding === "euc-jp") return wholeDoubleByte(bytes, 0x80, () => true);
  const even = length - (length % 2);
  const high = bytes[encoding === "utf-16le" ? even - 1 : even - 2] ?? 0;
  return (high & 0xfc) === 0xd8 ? even - 2 : even;
}

function wholeUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

const isCp932Lead = (byte: number) => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);

/** No second byte lies below `floor`, so a character ends after the last such byte; count on from there. */
function wholeDoubleByte(bytes: Uint8Array, floor: number, isLead: (byte: number) => boolean): number {
  let at = bytes.length;
  while (at > 0 && (bytes[at - 1] ?? 0) >= floor) at--;
  while (at < bytes.length) {
    const size = isLead(bytes[at] ?? 0) ? (bytes[at] === 0x8f && floor === 0x80 ? 3 : 2) : 1;
    if (at + size > bytes.length) return at;
    at += size;
  }
  return at;
}

/** Bounds on what a compressed upload may become: a 194 KB file can hold 200 MB of zeros. */
export type InflateBounds = { maxBytes: number; maxRatio: number };

const defaultInflateBounds: InflateBounds = { maxBytes: 4 * 1024 ** 3, maxRatio: 200 };
const ratioGraceBytes = 4 * 1024 ** 2;

/**
 * Passes bytes through, inflating them first when they begin like gzip. Throws LimitReached
 * `file.inflates-too-much` { maxBytes, maxRatio } and Invalid `file.gzip-damaged`.
 */
export async function* gunzipIfNeeded(
  bytes: AsyncIterable<Uint8Array>,
  bounds: InflateBounds = defaultInflateBounds,
): AsyncGenerator<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  while (size < 2 && !ended) {
    const next = await source.next();
    if (next.done) ended = true;
    else {
      head.push(next.value);
      size += next.value.length;
    }
  }
  const first = Buffer.concat(head);
  const rest = replay(first, ended ? undefined : source);
  if (first[0] === 0x1f && first[1] === 0x8b) yield* inflate(rest, bounds);
  else yield* rest;
}

async function* replay(first: Uint8Array, rest: AsyncIterator<Uint8Array> | undefined) {
  if (first.length > 0) yield first;
  if (rest) yield* { [Symbol.asyncIterator]: () => rest };
}

async function* inflate(bytes: AsyncIterable<Uint8Array>, bounds: InflateBounds): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const source = Readable.from(bytes);
  source.on("error", (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  let size = 0;
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      size += piece.length;
      const ratioBroken = size > ratioGraceBytes && size > gunzip.bytesWritten * bounds.maxRatio;
      if (size > bounds.maxBytes || ratioBroken) throw new LimitReached("file.inflates-too-much", bounds);
      yield piece;
    }
  } catch (error) {
    if (!(error instanceof Error && "errno" in error && "code" in error)) throw error;
    if (String(error.code).startsWith("Z_")) throw new Invalid("file.gzip-damaged");
    throw error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}
