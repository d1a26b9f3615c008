import { asc, eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { catalogImportFiles, catalogImports, uploads } from "@/db/schema";
import { type Mend, mendsOf } from "@/features/incidents/mends-of";
import { Internal, NotFound } from "@/lib/errors";
import { fileStore } from "@/lib/files";
import type { SourceFile } from "./readers/catalog-facts";

export type ImportedFile = {
  fileNumber: number;
  uploadId: string;
  sha256: string;
  bytes: number;
  /** As received. */
  source: SourceFile;
  /** What it was or will be read with in this import. */
  mends: Mend[];
};

export type ImportedCatalog = typeof catalogImports.$inferSelect & { files: ImportedFile[] };

/** An import with its files, in their order. Throws `catalog-import.unknown`. */
export async function importedFiles(db: Queryable, importId: string): Promise<ImportedCatalog> {
  const [found] = await db.select().from(catalogImports).where(eq(catalogImports.id, importId));
  if (!found) throw new NotFound("catalog-import.unknown");
  const rows = await db
    .select({ file: catalogImportFiles, upload: uploads })
    .from(catalogImportFiles)
    .innerJoin(uploads, eq(uploads.id, catalogImportFiles.uploadId))
    .where(eq(catalogImportFiles.importId, importId))
    .orderBy(asc(catalogImportFiles.fileNumber));
  const hashes = rows.flatMap(({ upload }) => upload.sha256 ?? []);
  const { mends } = await mendsOf(db, found.incidentId, hashes, found.mendIds);
  const files = rows.map(({ file, upload: { id, sha256, storedAs, bytesExpected } }) => {
    if (!storedAs || !sha256) throw new Internal("upload.not-stored");
    return {
      fileNumber: file.fileNumber,
      uploadId: id,
      sha256,
      bytes: bytesExpected,
      source: { name: file.fileName, open: () => fileStore().read(storedAs) },
      mends: mends.filter((mend) => mend.sha256 === sha256 && found.mendIds.includes(mend.id)),
    };
  });
  return { ...found, files };
}
