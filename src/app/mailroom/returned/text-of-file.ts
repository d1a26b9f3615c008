import { mostFileChars } from "@/features/print-runs/returned/schema";

/** As many characters as the server takes, in Japanese. */
export const mostFileBytes = 3 * mostFileChars;

/** A spreadsheet's text: UTF-8, or the CP932 that Excel in Japan writes. Browser only. */
export async function textOfFile(file: Blob): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("shift_jis").decode(bytes);
  }
}
