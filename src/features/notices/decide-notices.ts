import { sql } from "drizzle-orm";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lackedReason } from "./queries";
import { type DecideNotices, decideNoticesInput } from "./schema";
import { openCallTasks } from "./tasks";

/** A live wish that the person (`a`) not be contacted on the channel. */
const suppressed = sql`exists (
  select from suppressions s where s.incident_id = a.incident_id and s.person_id = a.person_id
  and s.channel in (c.channel, 'all') and s.lifted_at is null)`;

/**
 * Owes everybody on the approved list one letter and one call, or withholds it with its reason. Who already
 * has a notice from an earlier version keeps it: nobody is written to twice. What was withheld only because
 * something was missing is owed once the list has it. Throws `notices.list-not-approved`, `incident.closed`.
 */
export async function decideNotices(actor: Actor, input: DecideNotices): Promise<{ decided: number }> {
  const by = authorizeStaff(actor, "notices.decide");
  const { incidentId, listId } = parseInput(decideNoticesInput, input);
  return inTransaction(async (tx) => {
    // A suppression takes the same row: neither can miss the other.
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const [list] = await tx.execute<{ version: number }>(sql`
      select version from affected_lists
      where id = ${listId} and incident_id = ${incidentId} and state = 'approved' for share`);
    if (!list) throw new NotAllowedNow("notices.list-not-approved");
    const decided = await tx.execute(sql`
      with a as (
        select ap.person_id, ap.addressee, ap.canonical::jsonb as said, ${incidentId}::uuid as incident_id
        from affected_people ap where ap.list_id = ${listId}),
      owed as (
        select person_id, addressee, channel, case
            when ${suppressed} then 'suppressed' else ${lackedReason} end as reason
        from a cross join (values ('letter'), ('call')) as c(channel))
      insert into notices (incident_id, person_id, channel, list_id, addressee, state, withheld_reason, decided_by)
      select ${incidentId}, person_id, channel, ${listId}, addressee,
             case when reason is null then 'owed' else 'withheld' end, reason, ${by.staffId}
      from owed order by person_id, channel
      on conflict (incident_id, person_id, channel) do update set state = 'owed', withheld_reason = null,
        list_id = excluded.list_id, addressee = excluded.addressee, decided_by = excluded.decided_by,
        decided_at = clock_timestamp()
      where notices.state = 'withheld' and notices.withheld_reason <> 'suppressed' and excluded.state = 'owed'
      returning 1`);
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "notices.decided",
      subject: { type: "affected-list", id: listId },
      detail: { version: list.version, notices: decided.length },
    });
    await enqueue(tx, openCallTasks, incidentId, [{ dedupeKey: listId, payload: { incidentId } }]);
    return { decided: decided.length };
  });
}
