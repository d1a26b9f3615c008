import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import type { InSteps } from "@/db/in-transaction";
import { type EventActor, recordEvent } from "@/db/record-event";
import { catalogImports, catalogRows } from "@/db/schema";
import { deriveScope } from "@/features/media/tasks";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Internal } from "@/lib/errors";
import { everySecond } from "@/lib/every-second";
import { parseInput } from "@/lib/parse-input";
import { ReadingProgress } from "@/lib/reading-progress";
import { deleteRows } from "./delete-rows";
import { type ImportedCatalog, importedFiles } from "./imported-files";
import { lockDerivation } from "./lock-derivation";
import type { CatalogFormat, SourceFile } from "./readers/catalog-facts";
import { FactSteps, type RowFact } from "./readers/fact-steps";
import { inBatches } from "./readers/in-batches";
import { mendedFile } from "./readers/mended-file";
import { passesOver } from "./readers/passes";
import { detectCatalogFormat, readCatalog, readCatalogInBatches } from "./readers/read-catalog";
import { accountStruckLines } from "./readers/struck-lines";
import { replaceImport } from "./replace-import";
import { type ImportInput, importInput } from "./schema";
import { tellProgress } from "./tell-progress";
import { writeFacts } from "./write-facts";
import { writeSmallFacts } from "./write-small-facts";

/** Rows that one step commits: some seconds' work, the most that a killed worker loses. */
const catalogRowsPerStep = 250_000;

/**
 * Reads a catalog into rows, step by step; the last step makes it count, and until then nothing of it does. After a
 * worker was killed the next goes on where the last committed step ended: readers are deterministic, so it reads
 * again and passes over what is written. An import that is done with is left alone. Throws what the readers throw
 * (Invalid with file and line); the caller then records that with `failCatalogImport`.
 */
export async function readCatalogImport(actor: Actor, input: ImportInput, work: InSteps): Promise<void> {
  const by = authorize(actor, "catalog.startImport");
  const { importId } = parseInput(importInput, input);
  const reading = await work.step((tx) => beginReading(tx, importId));
  if (!reading) return work.commit(async () => undefined);
  const format = await formatOf(reading);
  const progress = new ReadingProgress();
  const facts = () => new FactSteps(factsOf(reading, format, progress), work.signal);
  let steps = facts();
  const stopTelling = everySecond(() => {
    progress.rows = steps.rows;
    const isPassingOver = steps.rows < reading.rowsWritten;
    if (isPassingOver) progress.forget();
    const pace = isPassingOver ? null : progress.measure();
    const howFar = { bytesRead: progress.bytesRead, rows: steps.rows, pace };
    return tellProgress(database(), "catalog_imports", reading, howFar);
  });
  try {
    const last = await steps.skip(reading.rowsWritten);
    if (!(await isWhereWeWere(reading, steps.rows, last))) {
      await steps.close();
      await beginAnew(reading, work);
      steps = facts();
    }
    while (!steps.isDone) await work.step((tx) => writeStep(tx, reading, steps, work));
    await work.commit((tx) => finishReading(tx, by, reading, { format, steps, stopTelling }));
  } finally {
    await stopTelling();
    await steps.close();
  }
}

/** Marks the import as being read, for everybody to see; null where it is done with. */
async function beginReading(tx: Tx, importId: string): Promise<ImportedCatalog | null> {
  const reading = await importedFiles(tx, importId);
  const begun = await tx
    .update(catalogImports)
    .set({ state: "reading", startedAt: sql`clock_timestamp()`, bytesRead: 0, rowsRead: 0, pace: null })
    .where(and(eq(catalogImports.id, importId), inArray(catalogImports.state, ["queued", "reading"])))
    .returning({ rowsWritten: catalogImports.rowsWritten });
  return begun[0] ? { ...reading, ...begun[0] } : null;
}

const mended = ({ source, mends }: ImportedCatalog["files"][number], open = source.open): SourceFile =>
  mendedFile({ ...source, open }, mends);

async function formatOf({ format, files }: ImportedCatalog): Promise<CatalogFormat> {
  return (format as CatalogFormat | null) ?? detectCatalogFormat(files.map((file) => mended(file)));
}

function factsOf({ files, mapping }: ImportedCatalog, format: CatalogFormat, progress: ReadingProgress) {
  progress.restart();
  const sources = files.map((file) =>
    mended(
      file,
      progress.counted(() => file.source.open(), file.bytes, passesOver(format)),
    ),
  );
  const options = mapping ? { format, mapping } : { format };
  if (files.every(({ mends }) => mends.length === 0)) return readCatalogInBatches(sources, options);
  const mendsByFile = new Map(files.map(({ fileNumber, mends }) => [fileNumber, mends]));
  return inBatches(accountStruckLines(readCatalog(sources, options), mendsByFile));
}

/** Did the rows that were passed over end with the last one that is written? A newer reader may read otherwise. */
async function isWhereWeWere(
  { id, rowsWritten }: ImportedCatalog,
  passed: number,
  last: RowFact | null,
): Promise<boolean> {
  if (rowsWritten === 0) return true;
  const [written] = await database()
    .select({ fileNumber: catalogRows.fileNumber, line: catalogRows.line, raw: catalogRows.raw })
    .from(catalogRows)
    .where(eq(catalogRows.importId, id))
    .orderBy(desc(catalogRows.id))
    .limit(1);
  if (passed !== rowsWritten || !last || !written) return false;
  return written.fileNumber === last.fileNumber && written.line === last.line && written.raw === last.raw;
}

async function beginAnew(reading: ImportedCatalog, { step }: InSteps): Promise<void> {
  while ((await step((tx) => deleteRows(tx, reading.id))) > 0);
  reading.rowsWritten = 0;
}

async function writeStep(
  tx: Tx,
  reading: ImportedCatalog,
  steps: FactSteps,
  { rowsPerStep = catalogRowsPerStep }: InSteps,
): Promise<void> {
  const rows = await writeFacts(tx, reading.id, steps.take(rowsPerStep));
  const written = reading.rowsWritten + rows;
  const advanced = await tx
    .update(catalogImports)
    // Rows read are told once a second; fewer of them than written says that a reading finds its place again.
    .set({ rowsWritten: written, rowsRead: written })
    .where(
      and(
        eq(catalogImports.id, reading.id),
        eq(catalogImports.state, "reading"),
        eq(catalogImports.rowsWritten, reading.rowsWritten),
      ),
    )
    .returning({ id: catalogImports.id });
  if (advanced.length !== 1) throw new Conflict("catalog-import.changed");
  reading.rowsWritten = written;
}

type Done = { format: CatalogFormat; steps: FactSteps; stopTelling: () => Promise<void> };

/** The import counts from here on, and the one it replaces no more. */
async function finishReading(
  tx: Tx,
  by: EventActor,
  reading: ImportedCatalog,
  { format, steps, stopTelling }: Done,
): Promise<void> {
  const { id, incidentId, bytesTotal } = reading;
  await writeSmallFacts(tx, id, steps.small);
  // What the planner knows of a table that was empty a moment ago is wrong by orders of magnitude.
  await tx.execute(sql`analyze catalog_rows, job_media`);
  await lockDerivation(tx, incidentId);
  // Told until here, where it may have waited for a derivation; from here on the row is ours.
  await stopTelling();
  await replaceImport(tx, by, "catalog-import", reading);
  const read = await tx
    .update(catalogImports)
    .set({
      ...{ state: "read", format, rowsRead: steps.rows, bytesRead: bytesTotal, pace: null },
      endedAt: sql`clock_timestamp()`,
    })
    .where(and(eq(catalogImports.id, id), eq(catalogImports.state, "reading")))
    .returning({ rowsWritten: catalogImports.rowsWritten });
  if (!read[0]) throw new Conflict("catalog-import.changed");
  if (read[0].rowsWritten !== steps.rows)
    throw new Internal("catalog.rows-unaccounted", { read: steps.rows, written: read[0].rowsWritten });
  await recordEvent(tx, {
    incidentId,
    actor: by,
    action: "catalog-import.read",
    subject: { type: "catalog-import", id },
    detail: { rowsRead: steps.rows, format, mends: reading.mendIds.length },
  });
  await enqueue(tx, deriveScope, incidentId, [
    { dedupeKey: `catalog-import:${id}`, payload: { incidentId } },
  ]);
}
