import type { Queryable } from "@/db/client";
import { decodeStream, type TextEncoding } from "@/lib/decode-text";
import { fileStore } from "@/lib/files";
import type { LineVerdict } from "@/lib/line-verdict";
import { importedMaster } from "./imported-master";
import { tryMasterLine } from "./readers/try-master-line";
import type { TryMasterLine } from "./schema";

/** Would this text be read, as a line of this master? Nothing is kept. Throws `master-import.unknown`. */
export async function tryLineOfMaster(
  db: Queryable,
  { importId, mended }: TryMasterLine,
): Promise<LineVerdict> {
  const { storedAs, encoding, mapping, delimiter } = await importedMaster(db, importId);
  const text = decodeStream(fileStore().read(storedAs), encoding as TextEncoding);
  return tryMasterLine(text, mapping, delimiter, mended);
}
