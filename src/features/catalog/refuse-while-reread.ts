import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotAllowedNow } from "@/lib/errors";

/**
 * Throws `catalog-import.being-reread` or `master-import.being-reread` while a reading that would replace the import
 * is open. The caller holds the import's row.
 */
export async function refuseWhileReread(
  tx: Tx,
  kind: "catalog-import" | "master-import",
  importId: string,
): Promise<void> {
  const table = kind === "catalog-import" ? "catalog_imports" : "master_imports";
  const open = await tx.execute(sql`
    select from ${sql.identifier(table)} where replaces_import_id = ${importId} and state in ('queued', 'reading')`);
  if (open.length > 0) throw new NotAllowedNow(`${kind}.being-reread`);
}
