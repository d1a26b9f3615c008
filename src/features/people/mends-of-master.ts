import type { Queryable } from "@/db/client";
import type { MendOfImport } from "@/features/catalog/mends-of-import";
import { mendsOf } from "@/features/incidents/mends-of";
import { importedMaster } from "./imported-master";

/** The line mends that concern a master, in the order of line; its file is number 1. */
export async function mendsOfMaster(db: Queryable, importId: string): Promise<MendOfImport[]> {
  const { incidentId, sha256, mendIds } = await importedMaster(db, importId);
  const { mends } = await mendsOf(db, incidentId, [sha256], mendIds);
  return mends.map(({ sha256: _, isRevoked, ...mend }) => ({
    ...mend,
    fileNumber: 1,
    state: !mendIds.includes(mend.id) ? "waiting" : isRevoked ? "taken-back" : "read-with",
  }));
}
