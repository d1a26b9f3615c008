import type { Queryable } from "@/db/client";
import type { CatalogFormat } from "@/features/catalog/readers/catalog-facts";
import { detectCatalogFormat } from "@/features/catalog/readers/read-catalog";
import { uploadById } from "@/features/incidents/queries";
import { type ErrorDetail, NotAllowedNow, NotFound, OwabiError } from "@/lib/errors";
import { fileStore } from "@/lib/files";
import { masterPreview } from "./queries";
import { checkMapping, type MasterMapping } from "./readers/master-fields";
import type { SortFiles } from "./schema";

/**
 * What a file somebody brought seems to be. A master that can be read and whose columns were recognised `isReady`
 * to be read as `mapping` says (a line that is wrong is set aside); another needs a person to look at its columns.
 */
export type SortedFile = { uploadId: string; fileName: string } & (
  | { kind: "catalog"; format: CatalogFormat }
  | { kind: "master"; isReady: boolean; mapping: MasterMapping; columns: number }
  | { kind: "unknown"; reason: string; detail: ErrorDetail }
);

/**
 * Looks at the beginning of each uploaded file and says whether it is a catalog, a customer master or neither, so
 * that everything can be brought in one go. Throws NotFound `upload.unknown`, NotAllowedNow `upload.not-complete`.
 */
export async function sortFiles(db: Queryable, asked: SortFiles): Promise<SortedFile[]> {
  const sorted: SortedFile[] = [];
  for (const uploadId of asked.uploadIds) sorted.push(await sortFile(db, asked.incidentId, uploadId));
  return sorted;
}

async function sortFile(db: Queryable, incidentId: string, uploadId: string): Promise<SortedFile> {
  const upload = await uploadById(uploadId, db);
  const { fileName, storedAs } = upload;
  if (upload.incidentId !== incidentId) throw new NotFound("upload.unknown");
  if (upload.state !== "complete" || !storedAs) throw new NotAllowedNow("upload.not-complete");
  try {
    const open = () => fileStore().read(storedAs);
    const format = await detectCatalogFormat([{ name: fileName, open }]);
    if (format !== "own-csv") return { uploadId, fileName, kind: "catalog", format };
  } catch (error) {
    if (!(error instanceof OwabiError)) throw error;
  }
  const preview = await masterPreview(uploadId);
  const mapping = preview.suggestedMapping;
  const seemsMaster = mapping.claimNumber !== undefined && mapping.insuredName !== undefined;
  const columns = preview.headers.length;
  if (seemsMaster) {
    const isReadable = preview.problems.every(({ reason }) => reason.startsWith("row."));
    const isReady = isReadable && checkMapping(mapping, columns).length === 0;
    return { uploadId, fileName, kind: "master", isReady, mapping, columns };
  }
  const unread = preview.problems.find(({ reason }) => /^(file|text|csv)\./.test(reason));
  return {
    uploadId,
    fileName,
    kind: "unknown",
    reason: unread?.reason ?? "catalog.format-unknown",
    detail: unread?.detail ?? { file: fileName },
  };
}
