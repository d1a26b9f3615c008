import {
  type DecodeOptions,
  decodeStream,
  detectEncoding,
  gunzipIfNeeded,
  lineBreaks,
  type TextEncoding,
} from "@/lib/decode-text";
import { Invalid, LimitReached } from "@/lib/errors";
import type { CatalogText, SourceFile } from "./catalog-facts";
import type { LineAccount } from "./line-account";

const sampleBytes = 64 * 1024;

async function beginningOf(file: SourceFile): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of gunzipIfNeeded(file.open())) {
      pieces.push(piece);
      size += piece.length;
      if (size >= sampleBytes) break;
    }
  } catch (error) {
    // Enough to tell what it is; whoever reads on meets the damage where it is.
    if (!(error instanceof Invalid) || size === 0) throw error;
  }
  return Buffer.concat(pieces).subarray(0, sampleBytes);
}

/** Runs `read`; an Invalid or LimitReached from below learns the file's name on its way up. */
export async function* naming<T>(file: string, read: () => AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* read();
  } catch (error) {
    throw named(file, error);
  }
}

function named(file: string, error: unknown): unknown {
  if (error instanceof Invalid && !("file" in error.detail))
    return new Invalid(error.reason, { file, ...error.detail }, { cause: error });
  if (error instanceof LimitReached && !("file" in error.detail))
    return new LimitReached(error.reason, { file, ...error.detail }, { cause: error });
  return error;
}

/**
 * Finds each file's encoding from its first 64 KiB (gzip read as it is).
 * Throws what `detectEncoding` throws, with the file's name; `encoding` overrides a guess, never a byte order mark.
 */
export async function openTexts(
  files: readonly SourceFile[],
  encoding?: TextEncoding,
): Promise<{ text: CatalogText; beginning: string }[]> {
  const opened: { text: CatalogText; beginning: string }[] = [];
  for (const [place, file] of files.entries()) {
    try {
      const sample = await beginningOf(file);
      const found =
        (encoding && !hasMark(sample) ? encoding : xmlEncoding(sample)) ?? detectEncoding(sample).encoding;
      const label = found === "cp932" ? "shift_jis" : found;
      const text: CatalogText = {
        name: file.name,
        open: () => file.open(),
        fileNumber: place + 1,
        encoding: found,
      };
      opened.push({ text, beginning: new TextDecoder(label).decode(sample) });
    } catch (error) {
      throw named(file.name, error);
    }
  }
  return opened;
}

/** A byte order mark is surer than anybody's choice. */
function hasMark([a, b, c]: Uint8Array): boolean {
  return (a === 0xef && b === 0xbb && c === 0xbf) || (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
}

/** XML says itself what it is written in; without a word it is UTF-8 (XML 1.0, 4.3.3). Others are guessed. */
function xmlEncoding(sample: Uint8Array): TextEncoding | undefined {
  const head = Buffer.from(sample.subarray(0, 200)).toString("latin1");
  const declaration = /^(?:\xef\xbb\xbf)?<\?xml\s([^>]*)\?>/.exec(head);
  if (!declaration) return undefined;
  const stated = /encoding\s*=\s*["']([^"']*)["']/i.exec(declaration[1] ?? "");
  return !stated || /^utf-?8$/i.test(stated[1] ?? "") ? "utf-8" : undefined;
}

/** The file's text. With an account, every line that passes is counted as read. */
export async function* textOf(
  file: CatalogText,
  account?: LineAccount,
  options?: DecodeOptions,
): AsyncGenerator<string> {
  let breaks = 0;
  let last = "";
  for await (const chunk of decodeStream(gunzipIfNeeded(file.open()), file.encoding, options)) {
    breaks += lineBreaks(chunk);
    if (chunk !== "") last = chunk.slice(-1);
    if (account) account.linesRead = breaks + (last === "\n" || last === "\r" || last === "" ? 0 : 1);
    yield chunk;
  }
}

const maxLineChars = 65_536;

/**
 * The file's lines, numbered from 1, line ends (LF, CRLF, CR) cut off.
 * Throws Invalid `catalog.line-too-long` { file, line, maxLineChars }.
 */
export async function* linesOf(
  file: CatalogText,
  account?: LineAccount,
  options?: DecodeOptions,
): AsyncGenerator<{ line: number; text: string }> {
  let line = 0;
  let rest = "";
  for await (const chunk of textOf(file, account, options)) {
    const parts = (rest + chunk).split(/\r\n|\n|\r/);
    rest = parts.pop() ?? "";
    for (const text of parts) {
      line += 1;
      if (text.length > maxLineChars) throw lineTooLong(file, line);
      yield { line, text };
    }
    if (rest.length > maxLineChars) throw lineTooLong(file, line + 1);
  }
  if (rest !== "") yield { line: line + 1, text: rest };
}

function lineTooLong(file: CatalogText, line: number): Invalid {
  return new Invalid("catalog.line-too-long", { file: file.name, line, maxLineChars });
}
