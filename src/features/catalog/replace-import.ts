import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type EventActor, recordEvent } from "@/db/record-event";

export type Successor = { id: string; incidentId: string; replacesImportId: string | null };

/**
 * In the transaction that makes an import count: the one it reads again counts no more. One that never counted (it
 * failed) stays as it is.
 */
export async function replaceImport(
  tx: Tx,
  by: EventActor,
  kind: "catalog-import" | "master-import",
  { id, incidentId, replacesImportId }: Successor,
): Promise<void> {
  if (replacesImportId === null) return;
  const table = kind === "catalog-import" ? "catalog_imports" : "master_imports";
  const replaced = await tx.execute(sql`
    update ${sql.identifier(table)} set state = 'replaced'
    where id = ${replacesImportId} and state = 'read' returning id`);
  if (replaced.length === 0) return;
  await recordEvent(tx, {
    incidentId,
    actor: by,
    action: `${kind}.replaced`,
    subject: { type: kind, id: replacesImportId },
    detail: { by: id },
  });
}
