import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction, outsideTransaction } from "@/db/in-transaction";
import type { ClaimedTask } from "./claim-task";
import { LeaseLost } from "./lease-lost";
import { pace } from "./pace";

/**
 * Makes this transaction the only one that works on the task. Where another session still does, its worker lost
 * the lease (stopped, cut off) with rows written and not committed, which nobody could write again while it lasts:
 * the database ends it. Throws `LeaseLost` when it is our lease that is lost.
 */
export async function ownTask(tx: Tx, task: ClaimedTask): Promise<void> {
  const key = sql`hashtextextended(${`task:${task.id}`}, 0)`;
  const [mine] = await tx.execute<{ owned: boolean }>(sql`select pg_try_advisory_xact_lock(${key}) as owned`);
  if (mine?.owned) return;
  await outsideTransaction(() =>
    inTransaction(async (other) => {
      // Locked, so that no newer claim can come in whose session would be the one to be ended.
      await mustBeOurs(other, task);
      await other.execute(endHolder(key));
    }),
  );
  await tx.execute(sql`select pg_advisory_xact_lock(${key})`);
}

/** To be selected in the statement that locks a task. */
export function endWhenIdle(): SQL {
  const milliseconds = String(Math.ceil(pace().leaseSeconds * 1000));
  return sql`set_config('idle_in_transaction_session_timeout', ${milliseconds}, true)`;
}

function endHolder(key: SQL): SQL {
  return sql`
    select pg_terminate_backend(l.pid, 5000)
    from pg_locks l, (select ${key} as key) k
    where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
      and l.database = (select oid from pg_database where datname = current_database())
      and l.classid::bigint = (k.key >> 32) & 4294967295 and l.objid::bigint = k.key & 4294967295`;
}

/**
 * Locks the task until the transaction ends, which is to be now: a process that is stopped before it commits loses
 * its session after a lease, or nobody could claim the task. Throws `LeaseLost` when another worker has claimed it.
 */
export async function mustBeOurs(tx: Tx, task: ClaimedTask): Promise<void> {
  const rows = await tx.execute(sql`
    select id, ${endWhenIdle()} from outbox where id = ${task.id}::uuid and fence = ${task.fence} and state = 'running'
    for no key update`);
  if (rows.length !== 1) throw new LeaseLost();
}
