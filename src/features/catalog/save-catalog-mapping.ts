import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { catalogMappings } from "@/db/schema";
import { uploadById } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Invalid } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { openUpload } from "./open-upload";
import { headerHash } from "./readers/own-csv";
import { statedEncoding } from "./readers/own-csv-fields";
import { previewOwnCsv } from "./readers/own-csv-preview";
import { refuseWrongMapping } from "./refuse-wrong-mapping";
import { type SaveCatalogMapping, saveCatalogMappingInput } from "./schema";

/**
 * Keeps how a list's columns are to be read, under a name, for the next list with the same header; what was kept
 * for that header before is replaced. Throws Invalid `catalog.mapping-needs-header` where the list has none, and
 * what `refuseWrongMapping` throws.
 */
export async function saveCatalogMapping(actor: Actor, input: SaveCatalogMapping): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "catalog.saveMapping");
  const { uploadId, name, mapping } = parseInput(saveCatalogMappingInput, input);
  const { incidentId } = await uploadById(uploadId);
  if (mapping.header === "none") throw new Invalid("catalog.mapping-needs-header");
  // Whether a volume is stated is the next reading's business.
  await refuseWrongMapping(database(), incidentId, [uploadId], { volume: "-", ...mapping });
  const file = await openUpload(database(), incidentId, uploadId);
  const { headers } = await previewOwnCsv(file, { encoding: statedEncoding({ mapping }) });
  return inTransaction(async (tx) => {
    const [saved] = await tx
      .insert(catalogMappings)
      .values({ name, headerHash: headerHash(headers), mapping, savedBy: by.staffId })
      .onConflictDoUpdate({
        target: catalogMappings.headerHash,
        set: { name, mapping, savedBy: by.staffId, savedAt: sql`clock_timestamp()` },
      })
      .returning({ id: catalogMappings.id });
    const id = saved?.id ?? "";
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "catalog-mapping.saved",
      subject: { type: "catalog-mapping", id },
      detail: { fields: Object.keys(mapping).sort().join(",") },
    });
    return { id };
  });
}
