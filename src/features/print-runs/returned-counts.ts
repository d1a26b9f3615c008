import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { addressTaskStates, type ReturnedCounts, returnReasons } from "./returned/schema";

type Counted = Record<string, unknown> & {
  reasons: Record<string, number>;
  tasks: Record<string, number>;
};

/** What came back of an incident's letters, by reason, and how far the looking for addresses is. */
export async function returnedCounts(db: Queryable, incidentId: string): Promise<ReturnedCounts> {
  const [row] = await db.execute<Counted>(sql`
    select
      (select count(*) from letters where incident_id = ${incidentId} and state in ('handed-over', 'returned')) as handed_over,
      coalesce((select jsonb_object_agg(reason, letters) from (
        select reason, count(*) as letters from returned_mail where incident_id = ${incidentId} group by 1) r), '{}') as reasons,
      (select count(*) from (
        select from returned_mail m join people p on p.id = m.person_id where m.incident_id = ${incidentId}
        group by coalesce(p.merged_into, p.id) having count(*) > 1) twice) as repeatedly,
      coalesce((select jsonb_object_agg(state, tasks) from (
        select state, count(*) as tasks from address_tasks where incident_id = ${incidentId} group by 1) t), '{}') as tasks,
      count(*) as substitutes, count(*) filter (where measure is null) as unsaid
    from substitute_measures where incident_id = ${incidentId} and ended_at is null`);
  const counts = <Key extends string>(keys: readonly Key[], from: Record<string, number> | undefined) =>
    Object.fromEntries(keys.map((key) => [key, Number(from?.[key] ?? 0)])) as Record<Key, number>;
  const reasons = counts(returnReasons, row?.reasons);
  return {
    handedOver: Number(row?.handed_over),
    returned: Object.values(reasons).reduce((sum, letters) => sum + letters, 0),
    reasons,
    repeatedly: Number(row?.repeatedly),
    tasks: counts(addressTaskStates, row?.tasks),
    substitutes: Number(row?.substitutes),
    substitutesUnsaid: Number(row?.unsaid),
  };
}
