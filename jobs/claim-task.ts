import { type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { failpoint } from "@/lib/failpoint";
import { pace } from "./pace";

export type ClaimedTask = {
  id: string;
  name: string;
  payload: unknown;
  incidentId: string | null;
  /** Grows with every claim; only the latest claim may heartbeat, finish or fail. */
  fence: number;
  /** This one included. */
  attempts: number;
};

/** Takes one task, if it is due and nobody else holds it. `names` are the kinds this process knows. */
export function claimTask(taskId: string, names: string[]): Promise<ClaimedTask | null> {
  return claim(sql`
    select id from outbox
    where id = ${taskId}::uuid and name in ${names}
      and ((state = 'ready' and next_at <= clock_timestamp())
        or (state = 'running' and lease_until < clock_timestamp()))
    for update skip locked`);
}

/**
 * Takes the task that has waited longest of those the queue should have brought by now: due for
 * `pullAgeSeconds`, or left by a worker that vanished.
 */
export function claimOverdueTask(names: string[]): Promise<ClaimedTask | null> {
  return claim(sql`
    select id from outbox
    where name in ${names}
      and ((state = 'ready' and next_at <= clock_timestamp() - make_interval(secs => ${pace().pullAgeSeconds}::float8))
        or (state = 'running' and lease_until < clock_timestamp()))
    order by next_at, id
    limit 1
    for update skip locked`);
}

async function claim(chosen: SQL): Promise<ClaimedTask | null> {
  // Materialized: inlined, the planner might run the locking part more than once.
  const rows = await database().execute<ClaimedTask>(sql`
    with chosen as materialized (${chosen})
    update outbox o
    set state = 'running', fence = fence + 1, attempts = attempts + 1,
        lease_until = clock_timestamp() + make_interval(secs => ${pace().leaseSeconds}::float8)
    from chosen where o.id = chosen.id
    returning o.id, o.name, o.payload, o.incident_id as "incidentId", o.fence, o.attempts`);
  const task = rows[0] ?? null;
  if (task) failpoint("task.claimed");
  return task;
}
