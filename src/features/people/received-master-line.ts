import { and, eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { personRecords } from "@/db/schema";
import type { ReceivedLine } from "@/features/catalog/received-line";
import { decodeStream, type TextEncoding } from "@/lib/decode-text";
import { Invalid } from "@/lib/errors";
import { fileStore } from "@/lib/files";
import { lineOfText } from "@/lib/line-of-text";
import { importedMaster } from "./imported-master";
import type { MasterLine } from "./schema";

/**
 * A line of a master as it was received, mended or not: the whole record where it was read, else the physical line.
 * Throws NotFound `master-import.unknown`, Invalid `mend.line-not-there` { line } and, where the file cannot be
 * decoded up to there, what `decodeStream` throws.
 */
export async function receivedMasterLine(
  db: Queryable,
  { importId, line }: MasterLine,
): Promise<ReceivedLine> {
  const { incidentId, uploadId, fileName, storedAs, encoding, mends } = await importedMaster(db, importId);
  const [row] = await db
    .select({ raw: personRecords.raw })
    .from(personRecords)
    .where(and(eq(personRecords.importId, importId), eq(personRecords.line, line)));
  const fromFile = () => lineOfText(decodeStream(fileStore().read(storedAs), encoding as TextEncoding), line);
  const received = mends.find((mend) => mend.line === line)?.received ?? row?.raw ?? (await fromFile());
  if (received === null) throw new Invalid("mend.line-not-there", { line });
  return { incidentId, uploadId, fileName, received };
}
