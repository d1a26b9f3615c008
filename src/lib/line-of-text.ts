import { Invalid } from "./errors";

const maxRecordChars = 65_536;

/**
 * One physical line of a text, by its number from 1, without its end; null where the text ends before it. Throws
 * Invalid `csv.record-too-long` { line, maxRecordChars } where a line before it, or it, is longer.
 */
export async function lineOfText(text: AsyncIterable<string>, wanted: number): Promise<string | null> {
  let line = 0;
  let rest = "";
  for await (const chunk of text) {
    const parts = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? "";
    if (line + parts.length >= wanted) return parts[wanted - line - 1] ?? null;
    line += parts.length;
    if (rest.length > maxRecordChars)
      throw new Invalid("csv.record-too-long", { line: line + 1, maxRecordChars });
  }
  return line + 1 === wanted && rest !== "" ? rest.replace(/\r$/, "") : null;
}
