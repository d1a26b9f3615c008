import { decodeStream, gunzipIfNeeded } from "@/lib/decode-text";
import { type LineMend, mendLines } from "@/lib/mend-lines";
import type { SourceFile } from "./catalog-facts";
import { naming, openTexts } from "./catalog-text";

/**
 * The file as its mends make it read, for any reader: its text in UTF-8 with a byte order mark, whatever the file's
 * own encoding; all other lines and their numbers are the same. Without mends it is the file itself.
 * Throws what `openTexts`, `decodeStream` and `mendLines` throw, with the file's name.
 */
export function mendedFile(file: SourceFile, mends: readonly LineMend[]): SourceFile {
  if (mends.length === 0) return file;
  return {
    ...file,
    open: () =>
      naming(file.name, async function* () {
        const [opened] = await openTexts([file]);
        if (!opened) return;
        // What a reader makes of U+FFFD is its own business.
        const text = decodeStream(gunzipIfNeeded(file.open()), opened.text.encoding, {
          passReplacements: true,
        });
        yield Buffer.from("\ufeff");
        for await (const chunk of mendLines(text, mends)) if (chunk !== "") yield Buffer.from(chunk);
      }),
  };
}
