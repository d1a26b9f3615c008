import { and, eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { catalogRows } from "@/db/schema";
import { Invalid, NotFound } from "@/lib/errors";
import { importedFiles } from "./imported-files";
import { lineOfFile } from "./readers/line-of-file";
import type { LineOfFile } from "./schema";

export type ReceivedLine = {
  incidentId: string;
  uploadId: string;
  fileName: string;
  /** The record as it stands in the file, which may be several physical lines. */
  received: string;
};

/**
 * A line of a catalog as it was received, mended or not. Of a record that was read it is the whole record; of a file
 * that could not be read, the physical line. Throws NotFound `catalog-import.unknown`, Invalid `mend.line-not-there`
 * { line } and, where the file cannot be decoded up to there, what `linesOf` throws.
 */
export async function receivedLine(
  db: Queryable,
  { importId, fileNumber, line }: LineOfFile,
): Promise<ReceivedLine> {
  const { incidentId, files } = await importedFiles(db, importId);
  const file = files.find((one) => one.fileNumber === fileNumber);
  if (!file) throw new NotFound("catalog-import.unknown");
  const [row] = await db
    .select({ raw: catalogRows.raw })
    .from(catalogRows)
    .where(
      and(
        eq(catalogRows.importId, importId),
        eq(catalogRows.fileNumber, fileNumber),
        eq(catalogRows.line, line),
      ),
    );
  const mend = file.mends.find((one) => one.line === line);
  const received = mend?.received ?? row?.raw ?? (await lineOfFile(file.source, line));
  if (received === null) throw new Invalid("mend.line-not-there", { line });
  return { incidentId, uploadId: file.uploadId, fileName: file.source.name, received };
}
