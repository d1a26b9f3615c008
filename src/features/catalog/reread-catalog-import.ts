import { eq } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { catalogImports } from "@/db/schema";
import { mendsOf } from "@/features/incidents/mends-of";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { beginCatalogImport } from "./begin-catalog-import";
import { importedFiles } from "./imported-files";
import { refuseWhileReread } from "./refuse-while-reread";
import { type ImportInput, importInput } from "./schema";
import type { StartedImport } from "./start-catalog-import";

/**
 * Reads the files of a catalog again with the line mends in force now. When the new reading counts, the old one is
 * replaced in the same commit; until then, and if it fails, the old one counts. The same mends as before are no
 * reason to read: `existing`. Throws NotAllowedNow `catalog-import.not-to-be-reread` (only what was read or failed
 * can be), `catalog-import.being-reread`.
 */
export async function rereadCatalogImport(actor: Actor, input: ImportInput): Promise<StartedImport> {
  const by = authorizeStaff(actor, "catalog.reread");
  const { importId } = parseInput(importInput, input);
  return inTransaction(async (tx) => {
    const [locked] = await tx
      .select()
      .from(catalogImports)
      .where(eq(catalogImports.id, importId))
      .for("no key update");
    if (!locked) throw new NotFound("catalog-import.unknown");
    await incidentMustBeOpen(tx, locked.incidentId);
    if (locked.state !== "read" && locked.state !== "failed")
      throw new NotAllowedNow("catalog-import.not-to-be-reread");
    await refuseWhileReread(tx, "catalog-import", importId);
    const { files } = await importedFiles(tx, importId);
    const hashes = files.map(({ sha256 }) => sha256);
    const { mends, hash } = await mendsOf(tx, locked.incidentId, hashes);
    if (hash === locked.mendsHash) return { id: importId, existing: true };
    const begun = await beginCatalogImport(tx, {
      incidentId: locked.incidentId,
      format: locked.format,
      mapping: locked.mapping,
      contentHash: locked.contentHash,
      files: files.map(({ uploadId, source, bytes }) => ({ uploadId, fileName: source.name, bytes })),
      replacesImportId: importId,
      mendIds: mends.map(({ id }) => id),
      mendsHash: hash,
    });
    if (!begun) throw new Conflict("catalog-import.changed");
    await recordEvent(tx, {
      incidentId: locked.incidentId,
      actor: by,
      action: "catalog-import.reread",
      subject: { type: "catalog-import", id: begun.id },
      detail: { replaces: importId, mends: mends.length },
    });
    return { id: begun.id, existing: false };
  });
}
