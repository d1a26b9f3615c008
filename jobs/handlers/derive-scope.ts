import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { placeRowsOnMedia } from "@/features/catalog/place-rows-on-media";
import { deriveDocuments } from "@/features/documents/derive-documents";
import { deriveScope } from "@/features/media/tasks";
import { derivePeople } from "@/features/people/derive-people";
import { defineHandler } from "../define-handler";

/**
 * From rows on lost media to documents to people, in one commit: no screen sees a stage without the next. Where
 * another derivation of the incident is waiting, that one will see all that this one would.
 */
export const deriveScopeHandler = defineHandler(deriveScope, async (incident, work) => {
  await work.commit(async (tx) => {
    if (await anotherWaits(tx, incident.incidentId)) return;
    await placeRowsOnMedia(work.actor, incident);
    await deriveDocuments(work.actor, incident);
    await derivePeople(work.actor, incident);
  });
});

/** One that failed before does not count: it may fail again, and this one must not have left its work to it. */
async function anotherWaits(tx: Tx, incidentId: string): Promise<boolean> {
  const [row] = await tx.execute<{ waits: boolean }>(sql`
    select exists (select from outbox where name = ${deriveScope.name} and incident_id = ${incidentId}
                   and state = 'ready' and attempts = 0) as waits`);
  return row?.waits ?? false;
}
