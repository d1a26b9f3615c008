import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { askToDiscardRows } from "@/features/catalog/ask-to-discard-rows";
import { placeRowsOnMedia } from "@/features/catalog/place-rows-on-media";
import { deriveDocuments } from "@/features/documents/derive-documents";
import { deriveScope } from "@/features/media/tasks";
import { derivePeople } from "@/features/people/derive-people";
import { measureScopeTask } from "@/features/scope/tasks";
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
    await askToDiscardRows(tx, incident.incidentId);
    await enqueue(tx, measureScopeTask, incident.incidentId, [{ dedupeKey: work.taskId, payload: incident }]);
  });
});

/** One that failed before does not count: it may fail again, and this one must not have left its work to it. */
async function anotherWaits(tx: Tx, incidentId: string): Promise<boolean> {
  const [row] = await tx.execute<{ waits: boolean }>(sql`
    select exists (select from outbox where name = ${deriveScope.name} and incident_id = ${incidentId}
                   and state = 'ready' and attempts = 0) as waits`);
  return row?.waits ?? false;
}
