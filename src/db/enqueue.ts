import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "./client";
import type { TaskDefinition } from "./task";

/** The channel on which the jobs hear that there is work; it carries nothing. */
export const taskChannel = "task_ready";

export type TaskRequest<P> = { dedupeKey: string; payload: P };

/**
 * Asks for background work, in the transaction that makes it necessary. One task is a chunk of people (at
 * most 500), never one person. Asking again under the same `dedupeKey` changes nothing.
 * `afterSeconds` delays the first attempt, on the database's clock.
 */
export async function enqueue<P extends z.ZodType<Record<string, string | number>>>(
  tx: Tx,
  task: TaskDefinition<P>,
  incidentId: string | null,
  requests: TaskRequest<z.infer<P>>[],
  afterSeconds = 0,
): Promise<void> {
  if (requests.length === 0) return;
  const rows = requests.map((r) => ({
    key: `${task.name}:${r.dedupeKey}`,
    payload: task.payload.parse(r.payload),
  }));
  await tx.execute(sql`
    insert into outbox (name, dedupe_key, payload, incident_id, next_at)
    select ${task.name}, r.key, r.payload, ${incidentId}::text,
           clock_timestamp() + make_interval(secs => ${afterSeconds}::float8)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(key text, payload jsonb)
    on conflict (dedupe_key) do nothing`);
  if (afterSeconds === 0) await tx.execute(sql`select pg_notify(${taskChannel}, '')`);
}
