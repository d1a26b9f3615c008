import { and, eq, inArray, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { inTransaction, outsideTransaction } from "@/db/in-transaction";
import { announceChange, recordEvent } from "@/db/record-event";
import { documentIndexes } from "@/db/schema";
import { lockDerivation } from "@/features/catalog/lock-derivation";
import { uploadById } from "@/features/incidents/queries";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { decodeStream, type TextEncoding } from "@/lib/decode-text";
import { Conflict, Internal } from "@/lib/errors";
import { everySecond } from "@/lib/every-second";
import { fileStore } from "@/lib/files";
import { parseInput } from "@/lib/parse-input";
import { deriveAnew } from "./derive-anew";
import { classNames } from "./index-reader/index-record";
import { readIndex } from "./index-reader/read-index";
import { classesOf, documentIndexById } from "./queries";
import { type OfDocumentIndex, ofDocumentIndexInput } from "./schema";
import { writeIndexRows } from "./write-index-rows";

/**
 * Reads an organisation's own list of papers: the whole file, or nothing. How far it is shows once a second, outside
 * the transaction. A list that was read already is left alone. Throws what the reader throws (Invalid with a line);
 * the caller then records that with `failDocumentIndex`.
 */
export async function readDocumentIndex(
  actor: Actor,
  input: OfDocumentIndex,
  signal?: AbortSignal,
): Promise<void> {
  const by = authorize(actor, "documents.startIndex");
  const { indexId } = parseInput(ofDocumentIndexInput, input);
  const given = await outsideTransaction(() => beginReading(indexId));
  if (!given) return;
  const { incidentId } = given;
  const progress = { bytesRead: 0, rowsRead: 0 };
  const stopTelling = everySecond(() =>
    outsideTransaction(() => tellProgress(indexId, incidentId, progress)),
  );
  try {
    await inTransaction(async (tx) => {
      const classes = classNames(await classesOf(incidentId, tx));
      const bytes = watched(fileStore().read(given.storedAs), signal, (chunk) => {
        progress.bytesRead += chunk.byteLength;
      });
      const text = decodeStream(bytes, given.encoding as TextEncoding);
      const rows = readIndex(text, given.mapping, classes, { delimiter: given.delimiter });
      const counts = await writeIndexRows(
        tx,
        indexId,
        watched(rows, signal, () => {
          progress.rowsRead += 1;
        }),
      );
      await stopTelling();
      await lockDerivation(tx, incidentId);
      const read = await tx
        .update(documentIndexes)
        .set({ state: "read", ...counts, bytesRead: given.bytesTotal, endedAt: sql`clock_timestamp()` })
        .where(and(eq(documentIndexes.id, indexId), eq(documentIndexes.state, "reading")))
        .returning({ id: documentIndexes.id });
      if (read.length !== 1) throw new Conflict("document-index.changed");
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "document-index.read",
        subject: { type: "document-index", id: indexId },
        detail: counts,
      });
      await deriveAnew(tx, incidentId, "document-index");
    });
  } finally {
    await stopTelling();
  }
}

/** Marks the list as being read, for everybody to see; null where it is done with. */
async function beginReading(indexId: string) {
  const [begun] = await database()
    .update(documentIndexes)
    .set({ state: "reading", startedAt: sql`clock_timestamp()`, bytesRead: 0, rowsRead: 0 })
    .where(and(eq(documentIndexes.id, indexId), inArray(documentIndexes.state, ["queued", "reading"])))
    .returning();
  if (!begun) {
    await documentIndexById(indexId);
    return null;
  }
  const { storedAs } = await uploadById(begun.uploadId);
  if (!storedAs) throw new Internal("upload.not-stored");
  return { ...begun, storedAs };
}

type Progress = { bytesRead: number; rowsRead: number };

async function tellProgress(indexId: string, incidentId: string, progress: Progress): Promise<void> {
  await inTransaction(async (tx) => {
    await tx
      .update(documentIndexes)
      .set({ bytesRead: progress.bytesRead, rowsRead: progress.rowsRead })
      .where(and(eq(documentIndexes.id, indexId), eq(documentIndexes.state, "reading")));
    await announceChange(tx, incidentId);
  });
}

async function* watched<T>(
  all: AsyncIterable<T>,
  signal: AbortSignal | undefined,
  seen: (one: T) => void,
): AsyncGenerator<T> {
  for await (const one of all) {
    signal?.throwIfAborted();
    seen(one);
    yield one;
  }
}
