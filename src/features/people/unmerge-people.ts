import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { lockDerivation } from "@/features/catalog/lock-derivation";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { askToFollowMerges } from "./ask-to-follow-merges";
import { deriveClaims } from "./derive-claims";
import { type UnmergePeople, unmergePeopleInput } from "./schema";

/**
 * Takes a merge back: everything stands as if it had never been, whatever was merged before or since, and the pair
 * waits for a decision again. Throws `merge.unknown`, `merge.undone-already`.
 */
export async function unmergePeople(actor: Actor, input: UnmergePeople): Promise<void> {
  const by = authorizeStaff(actor, "people.unmerge");
  const { mergeId, reason } = parseInput(unmergePeopleInput, input);
  await inTransaction(async (tx) => {
    const [merge] = await tx.execute<{ incident_id: string }>(
      sql`select incident_id from person_merges where id = ${mergeId}`,
    );
    if (!merge) throw new NotFound("merge.unknown");
    const incidentId = merge.incident_id;
    await incidentMustBeOpen(tx, incidentId);
    await lockDerivation(tx, incidentId);
    const [undone] = await tx.execute<{ kept: string; merged: string }>(sql`
      update person_merges set unmerged_by = ${by.staffId}, unmerged_at = clock_timestamp(), unmerge_reason = ${reason}
      where id = ${mergeId} and unmerged_at is null
      returning kept_person_id as kept, merged_person_id as merged`);
    if (!undone) throw new NotAllowedNow("merge.undone-already");
    const people = await standAgain(tx, undone.merged);
    await reopenCandidates(tx, incidentId, people);
    await deriveClaims(tx, incidentId, { people });
    await askToFollowMerges(tx, incidentId);
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "people.unmerged",
      subject: { type: "person", id: undone.kept },
      detail: { mergedPersonId: undone.merged, mergeId },
      reason,
    });
  });
}

/**
 * Everybody who was one with the merged person, with whom they are one now: the end of the way over the merges that
 * still stand. Answers all of them, so that what concerns them is derived anew.
 */
async function standAgain(tx: Tx, mergedPersonId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    with recursive together as materialized (
      select p.id from people p,
        (select coalesce(merged_into, id) as kept from people where id = ${mergedPersonId}) as of
      where p.id = of.kept or p.merged_into = of.kept
    ), way as (
      select id, id as at, 0 as steps from together
      union all
      select w.id, m.kept_person_id, w.steps + 1
      from way w join person_merges m on m.merged_person_id = w.at and m.unmerged_at is null
    ), ends as (
      select distinct on (id) id, at from way order by id, steps desc
    ), changed as (
      update people p set merged_into = nullif(e.at, e.id)
      from ends e where e.id = p.id and p.merged_into is distinct from nullif(e.at, e.id)
    )
    select id from together`);
  return rows.map(({ id }) => id);
}

async function reopenCandidates(tx: Tx, incidentId: string, people: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update match_candidates c set state = 'waiting', reason = '', decided_by = null, decided_at = null
    from people a, people b
    where c.incident_id = ${incidentId} and c.state = 'merged' and a.id = c.one_person_id and b.id = c.other_person_id
      and (a.id = any(${sql.param([...people])}::uuid[]) or b.id = any(${sql.param([...people])}::uuid[]))
      and coalesce(a.merged_into, a.id) <> coalesce(b.merged_into, b.id)`);
}
