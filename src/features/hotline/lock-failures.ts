import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

export type Failures = { ofPersonToday: number; ofAgentThisHour: number };

/**
 * Failures that count towards the locks: of the person in 24 hours, of the agent in one. The person is locked
 * first, so that answers of several agents about one person are counted one after the other; an agent's own
 * are by their one open call, which the caller of this has locked.
 */
export async function lockFailures(tx: Tx, personId: string, agentId: string): Promise<Failures> {
  await tx.execute(sql`select 1 from people where id = ${personId} for no key update`);
  const [row] = await tx.execute<{ person: number; agent: number }>(sql`
    select coalesce(sum(failures) filter (where person_id = ${personId} and at > clock_timestamp() - interval '24 hours'), 0) as person,
           coalesce(sum(failures) filter (where agent_id = ${agentId} and at > clock_timestamp() - interval '1 hour'), 0) as agent
    from caller_verifications
    where (person_id = ${personId} or agent_id = ${agentId}) and at > clock_timestamp() - interval '24 hours'`);
  return { ofPersonToday: Number(row?.person ?? 0), ofAgentThisHour: Number(row?.agent ?? 0) };
}
