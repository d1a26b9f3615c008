import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { deriveScope } from "@/features/media/tasks";
import { measureScope } from "@/features/scope/measure-scope";
import { measureScopeTask } from "@/features/scope/tasks";
import { defineHandler } from "../define-handler";

/** Measures for "what if". Where another derivation or measuring waits, the last of them will see all this one would. */
export const measureScopeHandler = defineHandler(measureScopeTask, async (incident, work) => {
  await work.commit(async (tx) => {
    if (await anotherWaits(tx, incident.incidentId)) return;
    await measureScope(work.actor, incident, work.signal);
  });
});

/** One that failed before does not count: what is measured meanwhile is better than nothing. */
async function anotherWaits(tx: Tx, incidentId: string): Promise<boolean> {
  const [row] = await tx.execute<{ waits: boolean }>(sql`
    select exists (select from outbox where name in (${deriveScope.name}, ${measureScopeTask.name})
                   and incident_id = ${incidentId} and state = 'ready' and attempts = 0) as waits`);
  return row?.waits ?? false;
}
