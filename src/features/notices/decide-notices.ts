import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { closeAddressTasks } from "./close-address-tasks";
import { openAddressTasks } from "./open-address-tasks";
import { oweEmails } from "./owe-emails";
import { lackedReason, sentBack, wishes } from "./queries";
import { type DecideNotices, decideNoticesInput } from "./schema";
import { openCallTasks } from "./tasks";

/** Nobody asked for the letter of this notice's (`n`) person yet: what it will say is still open. */
const unwritten = (n: SQL) => sql`not exists (
  select from notices w where w.incident_id = ${n}.incident_id and w.person_id = ${n}.person_id
  and w.channel = 'letter' and w.letter_chunk_id is not null)`;

/** What the notice was decided by is not what the approved list (`excluded`) says of the person. */
const saidAnew = sql`(
  select old.canonical <> new.canonical from affected_people old, affected_people new
  where old.list_id = notices.list_id and new.list_id = excluded.list_id
  and old.person_id = notices.person_id and new.person_id = notices.person_id)`;

/** Whoever an earlier version named and this one does not is not written to, as long as no letter was asked for. */
async function withholdUnlisted(tx: Tx, incidentId: string, listId: string): Promise<number> {
  const unlisted = await tx.execute(sql`
    update notices n set state = 'withheld', withheld_reason = 'not-on-list'
    where n.incident_id = ${incidentId} and n.list_id <> ${listId} and coalesce(n.withheld_reason, '') not in ('not-on-list', 'cancelled')
      and not exists (select from affected_people a where a.list_id = ${listId} and a.person_id = n.person_id)
      and ${unwritten(sql`n`)} returning 1`);
  return unlisted.length;
}

/**
 * Owes everybody on the approved list one letter and one call, or withholds it with its reason; and an e-mail, where
 * the post cannot reach them and they agreed to it. Who already
 * has a notice from an earlier version keeps it: nobody is written to twice. Where the letter was not asked for
 * yet and this version says something else of the person, or leaves them out, this version counts (what was written
 * and not printed has followed it already: `followList`). What was withheld only because something was missing is owed once the list has it, and what was withheld because
 * the letter came back, once the list has another address. Throws `notices.list-not-approved`,
 * `incident.closed`.
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
        select a.person_id, addressee, channel, case
            when channel = 'letter' and back.reason is not null then back.reason
            when (a.person_id, channel) in (${wishes(incidentId)}) then 'suppressed' else ${lackedReason} end as reason
        from a cross join (values ('letter'), ('call')) as c(channel)
        left join (${sentBack(incidentId, listId)}) back on back.person_id = a.person_id)
      insert into notices (incident_id, person_id, channel, list_id, addressee, state, withheld_reason, decided_by)
      select ${incidentId}, person_id, channel, ${listId}, addressee,
             case when reason is null then 'owed' else 'withheld' end, reason, ${by.staffId}
      from owed order by person_id, channel
      on conflict (incident_id, person_id, channel) do update
      set state = excluded.state, withheld_reason = excluded.withheld_reason,
        list_id = excluded.list_id, addressee = excluded.addressee, decided_by = excluded.decided_by,
        decided_at = clock_timestamp(), letter_chunk_id =
          case when notices.withheld_reason not in ('returned', 'substitute') or notices.state = 'owed'
               then notices.letter_chunk_id end
      where (notices.state = 'withheld' and notices.withheld_reason not in ('suppressed', 'told-as-another', 'cancelled')
          and excluded.state = 'owed')
        or notices.withheld_reason = 'not-on-list'
        or (notices.list_id <> excluded.list_id and ${unwritten(sql`notices`)} and ${saidAnew}
          and notices.withheld_reason is distinct from 'cancelled')
      returning 1`);
    const unlisted = await withholdUnlisted(tx, incidentId, listId);
    await closeAddressTasks(tx, incidentId);
    await openAddressTasks(tx, incidentId);
    const emails = await oweEmails(tx, incidentId);
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "notices.decided",
      subject: { type: "affected-list", id: listId },
      detail: { version: list.version, notices: decided.length, unlisted, emails },
    });
    await tx.execute(sql`analyze notices`);
    await enqueue(tx, openCallTasks, incidentId, [{ dedupeKey: listId, payload: { incidentId } }]);
    return { decided: decided.length };
  });
}
