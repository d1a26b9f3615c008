import type { Queryable } from "@/db/client";
import { uploadById } from "@/features/incidents/queries";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import { fileStore } from "@/lib/files";
import type { SourceFile } from "./readers/catalog-facts";

/** An upload of the incident as a file to read. Throws `upload.unknown`, `upload.not-complete`. */
export async function openUpload(db: Queryable, incidentId: string, uploadId: string): Promise<SourceFile> {
  const upload = await uploadById(uploadId, db);
  const { storedAs } = upload;
  if (upload.incidentId !== incidentId) throw new NotFound("upload.unknown");
  if (upload.state !== "complete" || !storedAs) throw new NotAllowedNow("upload.not-complete");
  return { name: upload.fileName, open: () => fileStore().read(storedAs) };
}
