import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { WaitingSubject } from "@/features/emails/tell-staff";

const mostTold = 200;

/** What waits for a second person in incidents that are open, the newest first, and where each is to be looked at. */
export async function waitingForStaff(db: Queryable): Promise<WaitingSubject[]> {
  const rows = await db.execute<WaitingSubject & Record<string, unknown>>(sql`
    select w.kind, w.subject_id as "subjectId", w.incident_id as "incidentId", w.not_for as "notFor", w.path from (
      select 'list' as kind, id::text as subject_id, incident_id, frozen_by as not_for,
        '/incidents/' || incident_id || '/list' as path, frozen_at as at
      from affected_lists where state = 'frozen'
      union all
      select 'words', id::text, incident_id, submitted_by, '/incidents/' || incident_id || '/letters', submitted_at
      from letter_templates where state = 'submitted'
      union all
      select 'email_words', id::text, incident_id, submitted_by, '/incidents/' || incident_id || '/emails', submitted_at
      from email_templates where state = 'submitted'
      union all
      select 'run', id::text, incident_id, sealed_by, '/mailroom/runs/' || id, sealed_at
      from print_runs where state = 'rendered'
      union all
      -- Whoever reported some of a run's spoils is told of them all the same: others may have reported the rest.
      select 'spoils', s.print_run_id || ':' || max(s.id::text), r.incident_id, null, '/mailroom/runs/' || s.print_run_id,
        max(s.reported_at)
      from spoils s join print_runs r on r.id = s.print_run_id
      where s.confirmed_at is null group by s.print_run_id, r.incident_id
    ) w join incidents i on i.id = w.incident_id and i.state = 'open'
    order by w.at desc nulls last limit ${mostTold}`);
  return [...rows];
}
