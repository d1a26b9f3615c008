import { sql } from "drizzle-orm";
import type { Queryable } from "./client";

/**
 * How long the oldest task nobody works on has been due, in seconds on the database's clock; 0 when there is
 * none. Tasks whose worker vanished count. Over 60 s means that the jobs do not keep up or do not run.
 */
export async function oldestReadySeconds(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ seconds: number }>(sql`
    select coalesce(extract(epoch from clock_timestamp() - min(case state when 'ready' then next_at else lease_until end)), 0)::float8 as seconds
    from outbox
    where (state = 'ready' and next_at <= clock_timestamp())
       or (state = 'running' and lease_until < clock_timestamp())`);
  return row?.seconds ?? 0;
}
