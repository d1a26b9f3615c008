import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { catalogImportFiles, catalogImports } from "@/db/schema";
import { readCatalogTask } from "./tasks";

export type CatalogToRead = Pick<
  typeof catalogImports.$inferInsert,
  "id" | "replacesImportId" | "mapping"
> & {
  incidentId: string;
  format: string | null;
  contentHash: string;
  files: { uploadId: string; fileName: string; bytes: number }[];
  mendIds: string[];
  mendsHash: string;
};

/** Adds an import and asks for its reading; the verb says so in the events. Null where the same reading is there already. */
export async function beginCatalogImport(
  tx: Tx,
  { files, ...given }: CatalogToRead,
): Promise<{ id: string } | null> {
  const [begun] = await tx
    .insert(catalogImports)
    .values({ ...given, bytesTotal: files.reduce((sum, { bytes }) => sum + bytes, 0) })
    .onConflictDoNothing()
    .returning({ id: catalogImports.id });
  if (!begun) return null;
  await tx.insert(catalogImportFiles).values(
    files.map(({ uploadId, fileName }, i) => ({
      importId: begun.id,
      fileNumber: i + 1,
      uploadId,
      fileName,
    })),
  );
  await enqueue(tx, readCatalogTask, given.incidentId, [
    { dedupeKey: begun.id, payload: { importId: begun.id } },
  ]);
  return begun;
}
