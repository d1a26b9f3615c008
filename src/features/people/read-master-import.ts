import { and, eq, inArray, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction, outsideTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { masterImports } from "@/db/schema";
import { lockDerivation } from "@/features/catalog/lock-derivation";
import { replaceImport } from "@/features/catalog/replace-import";
import { type ImportInput, importInput } from "@/features/catalog/schema";
import { tellProgress } from "@/features/catalog/tell-progress";
import { deriveScope } from "@/features/media/tasks";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { decodeStream, type TextEncoding } from "@/lib/decode-text";
import { Conflict } from "@/lib/errors";
import { everySecond } from "@/lib/every-second";
import { fileStore } from "@/lib/files";
import { mendLines } from "@/lib/mend-lines";
import { parseInput } from "@/lib/parse-input";
import { ReadingProgress } from "@/lib/reading-progress";
import { type ImportedMaster, importedMaster } from "./imported-master";
import { type MasterRow, readMaster } from "./readers/master";
import { accountStruckRows } from "./readers/struck-rows";
import { writeRecords } from "./write-records";

/**
 * Reads a customer master into person records: the whole file, or nothing (a million lines take well under a
 * minute). How far it is shows once a second, outside the transaction. An import that is done with is left alone.
 * Throws what the readers throw (Invalid with a line); the caller then records that with `failMasterImport`.
 */
export async function readMasterImport(
  actor: Actor,
  input: ImportInput,
  signal?: AbortSignal,
): Promise<void> {
  const by = authorize(actor, "people.startImport");
  const { importId } = parseInput(importInput, input);
  const reading = await outsideTransaction(() => beginReading(importId));
  if (!reading) return;
  const { incidentId, bytesTotal } = reading;
  const progress = new ReadingProgress();
  const stopTelling = everySecond(() =>
    tellProgress(database(), "master_imports", reading, {
      bytesRead: progress.bytesRead,
      rows: progress.rows,
      pace: progress.measure(),
    }),
  );
  try {
    await inTransaction(async (tx) => {
      const counts = await writeRecords(tx, importId, watched(rowsOf(reading, progress), progress, signal));
      await lockDerivation(tx, incidentId);
      // Told until here, where it may have waited for a derivation; from here on the row is ours.
      await stopTelling();
      await replaceImport(tx, by, "master-import", reading);
      const read = await tx
        .update(masterImports)
        .set({
          ...{ state: "read", ...counts, bytesRead: bytesTotal, pace: null },
          endedAt: sql`clock_timestamp()`,
        })
        .where(and(eq(masterImports.id, importId), eq(masterImports.state, "reading")))
        .returning({ id: masterImports.id });
      if (read.length !== 1) throw new Conflict("master-import.changed");
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "master-import.read",
        subject: { type: "master-import", id: importId },
        detail: { ...counts, mends: reading.mends.length },
      });
      await enqueue(tx, deriveScope, incidentId, [
        { dedupeKey: `master-import:${importId}`, payload: { incidentId } },
      ]);
    });
  } finally {
    await stopTelling();
  }
}

/** Marks the import as being read, for everybody to see; null where it is done with. */
async function beginReading(importId: string): Promise<ImportedMaster | null> {
  const reading = await importedMaster(database(), importId);
  const begun = await database()
    .update(masterImports)
    .set({ state: "reading", startedAt: sql`clock_timestamp()`, bytesRead: 0, rowsRead: 0, pace: null })
    .where(and(eq(masterImports.id, importId), inArray(masterImports.state, ["queued", "reading"])))
    .returning({ id: masterImports.id });
  return begun.length === 1 ? reading : null;
}

function rowsOf(reading: ImportedMaster, progress: ReadingProgress): AsyncIterable<MasterRow> {
  const { storedAs, bytesTotal, encoding, delimiter, mapping, mends } = reading;
  const open = progress.counted(() => fileStore().read(storedAs), bytesTotal, 1);
  const text = decodeStream(open(), encoding as TextEncoding);
  if (mends.length === 0) return readMaster(text, mapping, { delimiter });
  return accountStruckRows(readMaster(mendLines(text, mends), mapping, { delimiter }), mends);
}

async function* watched(
  rows: AsyncIterable<MasterRow>,
  progress: ReadingProgress,
  signal: AbortSignal | undefined,
): AsyncGenerator<MasterRow> {
  for await (const row of rows) {
    signal?.throwIfAborted();
    progress.rows += 1;
    yield row;
  }
}
