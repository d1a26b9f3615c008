import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { askToFollow } from "./ask-to-follow";

/**
 * As `askToFollow`, only where one of these letters was decided by another list than the approved one, or is of
 * somebody who was found to be another: then what a list was followed by has changed.
 */
export async function askToFollowFreed(
  tx: Tx,
  incidentId: string,
  freed: string,
  letterIds: readonly string[],
): Promise<void> {
  const behind = await tx.execute(sql`
    select from letters l join notices n on n.id = l.notice_id join people p on p.id = n.person_id
    where l.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(letterIds)}::jsonb))
      and (p.merged_into is not null or exists (
        select from affected_lists f where f.incident_id = n.incident_id and f.state = 'approved' and f.id <> n.list_id))
    limit 1`);
  if (behind.length > 0) await askToFollow(tx, incidentId, freed);
}
