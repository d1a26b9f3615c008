import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { masterImports } from "@/db/schema";
import { readMasterTask } from "./tasks";

/** Adds a master import and asks for its reading; the verb says so in the events. Null where it is there already. */
export async function beginMasterImport(
  tx: Tx,
  given: typeof masterImports.$inferInsert,
): Promise<{ id: string } | null> {
  const [begun] = await tx
    .insert(masterImports)
    .values(given)
    .onConflictDoNothing()
    .returning({ id: masterImports.id });
  if (!begun) return null;
  await enqueue(tx, readMasterTask, given.incidentId, [
    { dedupeKey: begun.id, payload: { importId: begun.id } },
  ]);
  return begun;
}
