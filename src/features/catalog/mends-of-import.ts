import type { Queryable } from "@/db/client";
import { mendsOf } from "@/features/incidents/mends-of";
import { importedFiles } from "./imported-files";

export type MendOfImport = {
  id: string;
  fileNumber: number;
  line: number;
  lines: number;
  received: string;
  mended: string;
  reason: string;
  mendedBy: string;
  mendedAt: Date;
  /** `read-with`: in this reading; `waiting`: made since; `taken-back`: in this reading, but revoked since. */
  state: "read-with" | "waiting" | "taken-back";
};

/** The line mends that concern an import, in the order of file and line. Throws `catalog-import.unknown`. */
export async function mendsOfImport(db: Queryable, importId: string): Promise<MendOfImport[]> {
  const { incidentId, files, mendIds } = await importedFiles(db, importId);
  const hashes = files.map(({ sha256 }) => sha256);
  const { mends } = await mendsOf(db, incidentId, hashes, mendIds);
  return files.flatMap(({ fileNumber, sha256 }) =>
    mends
      .filter((mend) => mend.sha256 === sha256)
      .map(({ sha256: _, isRevoked, ...mend }) => ({
        ...mend,
        fileNumber,
        state: !mendIds.includes(mend.id) ? "waiting" : isRevoked ? "taken-back" : "read-with",
      })),
  );
}
