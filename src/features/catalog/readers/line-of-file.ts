import { lineOfText } from "@/lib/line-of-text";
import type { SourceFile } from "./catalog-facts";
import { openTexts, textOf } from "./catalog-text";

/**
 * One physical line of a file, by its number from 1, without its end; null where the file ends before it. Throws
 * what `openTexts` and `textOf` throw, as far as that line.
 */
export async function lineOfFile(file: SourceFile, wanted: number): Promise<string | null> {
  const [opened] = await openTexts([file]);
  return opened ? lineOfText(textOf(opened.text), wanted) : null;
}
