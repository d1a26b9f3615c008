import { eq } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { masterImports } from "@/db/schema";
import { type Mend, mendsOf } from "@/features/incidents/mends-of";
import { uploadById } from "@/features/incidents/queries";
import { Internal, NotFound } from "@/lib/errors";

export type ImportedMaster = typeof masterImports.$inferSelect & {
  storedAs: string;
  sha256: string;
  /** What it was or will be read with in this import. */
  mends: Mend[];
};

/** A master import with where its file is kept. Throws `master-import.unknown`. */
export async function importedMaster(db: Queryable, importId: string): Promise<ImportedMaster> {
  const [found] = await db.select().from(masterImports).where(eq(masterImports.id, importId));
  if (!found) throw new NotFound("master-import.unknown");
  const { storedAs, sha256 } = await uploadById(found.uploadId, db);
  if (!storedAs || !sha256) throw new Internal("upload.not-stored");
  const { mends } = await mendsOf(db, found.incidentId, [sha256], found.mendIds);
  return { ...found, storedAs, sha256, mends: mends.filter(({ id }) => found.mendIds.includes(id)) };
}
