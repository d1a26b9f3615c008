import { eq } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { masterImports } from "@/db/schema";
import { refuseWhileReread } from "@/features/catalog/refuse-while-reread";
import { type ImportInput, importInput } from "@/features/catalog/schema";
import { mendsOf } from "@/features/incidents/mends-of";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { beginMasterImport } from "./begin-master-import";
import { importedMaster } from "./imported-master";
import type { StartedImport } from "./start-master-import";

/**
 * Reads a customer master again, under the same mapping, with the line mends in force now. When the new reading
 * counts, the old one is replaced in the same commit; until then, and if it fails, the old one counts. The same
 * mends as before are no reason to read: `existing`. Throws NotAllowedNow `master-import.not-to-be-reread` (only
 * what was read or failed can be), `master-import.being-reread`.
 */
export async function rereadMasterImport(actor: Actor, input: ImportInput): Promise<StartedImport> {
  const by = authorizeStaff(actor, "people.rereadImport");
  const { importId } = parseInput(importInput, input);
  return inTransaction(async (tx) => {
    const [locked] = await tx
      .select()
      .from(masterImports)
      .where(eq(masterImports.id, importId))
      .for("no key update");
    if (!locked) throw new NotFound("master-import.unknown");
    await incidentMustBeOpen(tx, locked.incidentId);
    if (locked.state !== "read" && locked.state !== "failed")
      throw new NotAllowedNow("master-import.not-to-be-reread");
    await refuseWhileReread(tx, "master-import", importId);
    const { sha256 } = await importedMaster(tx, importId);
    const { mends, hash } = await mendsOf(tx, locked.incidentId, [sha256]);
    if (hash === locked.mendsHash) return { id: importId, existing: true };
    const { incidentId, uploadId, fileName, encoding, delimiter, mapping, contentHash, bytesTotal } = locked;
    const begun = await beginMasterImport(tx, {
      ...{ incidentId, uploadId, fileName, encoding, delimiter, mapping, contentHash, bytesTotal },
      replacesImportId: importId,
      mendIds: mends.map(({ id }) => id),
      mendsHash: hash,
    });
    if (!begun) throw new Conflict("master-import.changed");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "master-import.reread",
      subject: { type: "master-import", id: begun.id },
      detail: { replaces: importId, mends: mends.length },
    });
    return { id: begun.id, existing: false };
  });
}
