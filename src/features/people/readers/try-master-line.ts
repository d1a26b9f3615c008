import { parseCsv } from "@/lib/csv";
import { OwabiError } from "@/lib/errors";
import { type LineVerdict, verdictOf } from "@/lib/line-verdict";
import { readMaster } from "./master";
import type { MasterMapping } from "./master-fields";

/**
 * What the reader would make of this text as a line under this master's header. `text` is the file from its
 * beginning, of which the header is read. Throws what makes that unreadable.
 */
export async function tryMasterLine(
  text: AsyncIterable<string>,
  mapping: MasterMapping,
  delimiter: string,
  mended: string,
): Promise<LineVerdict> {
  if (mended === "") return verdictOf("struck-out");
  let header = "";
  for await (const { raw } of parseCsv(text, { delimiter })) {
    header = raw;
    break;
  }
  try {
    for await (const row of readMaster(once(`${header}\n${mended}\n`), mapping, { delimiter }))
      if (row.outcome === "rejected") return verdictOf("rejected", row);
    return verdictOf("taken");
  } catch (error) {
    if (!(error instanceof OwabiError)) throw error;
    return verdictOf("rejected", { reason: error.reason, column: error.detail.column as number | null });
  }
}

async function* once<T>(only: T): AsyncGenerator<T> {
  yield only;
}
