import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { EventActor } from "@/db/record-event";
import { closeAddressTasks } from "@/features/notices/close-address-tasks";
import { oweEmails } from "@/features/notices/owe-emails";
import { askToFollowFreed } from "./ask-to-follow-freed";
import { closeGaps } from "./close-gaps";
import { dissolveRun } from "./dissolve-run";
import { dropLetters } from "./drop-letters";
import { lockedRun } from "./locked-run";
import { samePeople } from "./queries";
import { voidPieces } from "./void-pieces";

/**
 * Letters that shall never be posted: `which` is a condition on `l`. What is in an open run leaves it, what is in a
 * sealed one is void on the bench, and the notices are withheld (`cancelled`), with `personId` also where no letter
 * was written yet. A letter that is with the post stays. A spoiled piece stays one and gets no successor. Returns
 * how many letters became void. The incident's row is locked.
 */
export async function cancelLetters(
  tx: Tx,
  by: EventActor & { kind: "staff" },
  incidentId: string,
  which: SQL,
  personId: string | null,
): Promise<number> {
  const inRuns = await tx.execute<{ id: string }>(sql`
    select distinct rl.print_run_id as id from letters l join print_run_letters rl on rl.letter_id = l.id
    where l.incident_id = ${incidentId} and ${which} and l.state in ('in-run', 'printed') order by 1`);
  const runs = [];
  for (const { id } of inRuns) runs.push(await lockedRun(tx, id));
  const cancelled = await tx.execute(sql`
    update notices n set state = 'withheld', withheld_reason = 'cancelled', decided_by = ${by.staffId},
      decided_at = clock_timestamp()
    where n.incident_id = ${incidentId} and n.channel = 'letter' and n.withheld_reason is distinct from 'cancelled'
      and not exists (select from letters l where l.notice_id = n.id and l.state = 'handed-over')
      and (n.person_id in (${samePeople(sql`${personId}::uuid`)}) or n.id in (
        select l.notice_id from letters l where l.incident_id = ${incidentId} and ${which}
          and l.state in ('generated', 'held', 'in-run', 'printed')))
    returning n.id`);
  const ids = JSON.stringify(cancelled.map(({ id }) => id));
  const ofCancelled = sql`l.notice_id in (select value::uuid from jsonb_array_elements_text(${ids}::jsonb))`;
  let voided = 0;
  for (const run of runs) {
    if (run.state !== "open") {
      const pieces = await tx.execute<{ sequence: number }>(sql`
        select rl.sequence from print_run_letters rl join letters l on l.id = rl.letter_id
        where rl.print_run_id = ${run.id} and rl.stage not in ('spoiled', 'void') and ${ofCancelled}`);
      voided += await voidPieces(
        tx,
        run.id,
        pieces.map(({ sequence }) => sequence),
      );
      continue;
    }
    const { dropped, left } = await dropLetters(tx, run.id, ofCancelled, "void");
    voided += dropped;
    if (left === 0) await dissolveRun(tx, by, run, { dropped });
    else await closeGaps(tx, run.id);
  }
  const unplanned = await tx.execute(sql`
    update letters l set state = 'void', held_for = null where l.incident_id = ${incidentId} and ${ofCancelled}
      and l.state in ('generated', 'held') returning 1`);
  await closeAddressTasks(tx, incidentId);
  await oweEmails(tx, incidentId);
  // Whoever was told by one of these letters, to another record of theirs, was not told after all.
  const ended = await tx.execute<{ id: string }>(sql`
    select l.id from letters l where l.incident_id = ${incidentId} and ${ofCancelled} and l.state = 'void'`);
  const freed = ended.map(({ id }) => id);
  await askToFollowFreed(tx, incidentId, `cancelled-${freed[0]}`, freed);
  return voided + unplanned.length;
}
