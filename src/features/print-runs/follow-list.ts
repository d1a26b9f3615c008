import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { type EventActor, recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { changedPartsOf } from "@/features/lists/queries";
import { closeAddressTasks } from "@/features/notices/close-address-tasks";
import { openAddressTasks } from "@/features/notices/open-address-tasks";
import { oweEmails } from "@/features/notices/owe-emails";
import { lackedReason, sentBack, wishes } from "@/features/notices/queries";
import { openCallTasks } from "@/features/notices/tasks";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { closeGaps } from "./close-gaps";
import { dissolveRun } from "./dissolve-run";
import { lockedRun } from "./locked-run";
import { letterIsFixed } from "./queries";

/**
 * How many notices the version decided anew, how many it withdrew, how many it withholds because the same person was
 * told under another name of theirs, and how many letters became void.
 */
export type Followed = { renewed: number; withdrawn: number; toldBefore: number; lettersVoid: number };

type List = { incident_id: string; version: number; decided_by: string };

/**
 * What an approved version means for whoever an earlier one was decided by, as long as their letter is in no sealed
 * run: a letter that says something else than this version becomes void, and the notice is decided by this version,
 * so that the letter is asked for anew; whoever is not on it is withheld (`not-on-list`). What is sealed or printed
 * stays as it is: a correction is owed there. Whoever was merged with somebody whose sealed letter names all of their
 * papers is not written to a second time (`told-as-another`). Whoever's letter came back is written to again only
 * where this version has another address. Other people without a notice are a manager's to decide.
 * Nothing happens where the version is no longer the approved one; doing it again changes nothing. Throws `incident.closed`.
 */
export async function followList(actor: Actor, input: { listId: string }): Promise<Followed> {
  const by = authorize(actor, "notices.decide");
  return inTransaction(async (tx) => {
    const nothing = { renewed: 0, withdrawn: 0, toldBefore: 0, lettersVoid: 0 };
    const [list] = await tx.execute<List>(sql`
      select incident_id, version, decided_by from affected_lists
      where id = ${input.listId} and state = 'approved' for share`);
    if (!list) return nothing;
    await stopWhoWrites(tx, list.incident_id);
    await findStale(tx, input.listId, list.incident_id);
    const lettersVoid = await voidLetters(tx, by, list.incident_id);
    const renewed = await renewNotices(tx, input.listId, list);
    const withdrawn = await withdrawNotices(tx, list.incident_id);
    await tx.execute(sql`drop table stale`);
    const toldBefore = await withholdFromTold(tx, input.listId, list);
    await closeAddressTasks(tx, list.incident_id);
    await openAddressTasks(tx, list.incident_id);
    await oweEmails(tx, list.incident_id);
    const followed = { renewed, withdrawn, toldBefore, lettersVoid };
    if (renewed + withdrawn + toldBefore + lettersVoid === 0) return nothing;
    await recordEvent(tx, {
      incidentId: list.incident_id,
      actor: by,
      action: "list.followed",
      subject: { type: "affected-list", id: input.listId },
      detail: { version: list.version, ...followed },
    });
    await enqueue(tx, openCallTasks, list.incident_id, [
      { dedupeKey: `followed-${input.listId}`, payload: { incidentId: list.incident_id } },
    ]);
    return followed;
  });
}

/** Deciding, asking for letters and planning take the incident; writing takes its chunk, sealing its run. */
async function stopWhoWrites(tx: Tx, incidentId: string): Promise<void> {
  await incidentMustBeOpen(tx, incidentId, "no key update");
  await tx.execute(sql`
    select from letter_chunks where incident_id = ${incidentId} and state = 'asked' order by id for update`);
  await tx.execute(sql`
    select from print_runs where incident_id = ${incidentId} and state = 'open' order by id for update`);
}

/** Whose letter is in no sealed run, and of whom the list their notice was decided by says something else. */
async function findStale(tx: Tx, listId: string, incidentId: string): Promise<void> {
  await tx.execute(sql`
    create temporary table stale on commit drop as
    select n.id as notice_id, n.person_id, new.person_id is null as gone
    from notices n
    join affected_people old on old.list_id = n.list_id and old.person_id = n.person_id
    left join affected_people new on new.list_id = ${listId} and new.person_id = n.person_id
    where n.incident_id = ${incidentId} and n.channel = 'letter' and n.list_id <> ${listId}
      and n.withheld_reason is distinct from 'not-on-list'
      and new.canonical is distinct from old.canonical
      and (new.person_id is null
        or ${changedPartsOf(sql`old.canonical::jsonb`, sql`new.canonical::jsonb`)} <> '{}')
      and not exists (select from letters l where l.notice_id = n.id and ${letterIsFixed})`);
  await tx.execute(sql`analyze stale`);
}

async function voidLetters(tx: Tx, by: EventActor, incidentId: string): Promise<number> {
  const touched = await tx.execute<{ id: string }>(sql`
    with gone as (
      delete from print_run_letters rl using letters l, stale s
      where l.notice_id = s.notice_id and l.state = 'in-run' and rl.letter_id = l.id returning rl.print_run_id)
    update print_runs r set letter_count = r.letter_count - g.letters
    from (select print_run_id, count(*)::int as letters from gone group by 1) g
    where r.id = g.print_run_id returning r.id`);
  const voided = await tx.execute(sql`
    update letters l set state = 'void', held_for = null from stale s
    where l.incident_id = ${incidentId} and l.notice_id = s.notice_id and l.state in ('generated', 'held', 'in-run')
    returning 1`);
  for (const { id } of touched) {
    const run = await lockedRun(tx, id);
    if (run.letterCount > 0) await closeGaps(tx, id);
    else await dissolveRun(tx, by, run, { dropped: voided.length });
  }
  return voided.length;
}

async function renewNotices(tx: Tx, listId: string, list: List): Promise<number> {
  const renewed = await tx.execute(sql`
    with a as (
      select p.person_id, p.addressee, p.canonical::jsonb as said, ${list.incident_id}::uuid as incident_id
      from stale s join affected_people p on p.list_id = ${listId} and p.person_id = s.person_id),
    judged as (
      select a.person_id, addressee, channel,
        case when channel = 'letter' and back.reason is not null then back.reason
             when (a.person_id, channel) in (${wishes(list.incident_id)}) then 'suppressed'
             else ${lackedReason} end as reason
      from a cross join (values ('letter'), ('call')) as c(channel)
      left join (${sentBack(list.incident_id, listId)}) back on back.person_id = a.person_id)
    update notices n set list_id = ${listId}, addressee = j.addressee,
      withheld_reason = case when n.withheld_reason = 'cancelled' then 'cancelled' else j.reason end,
      state = case when j.reason is null and n.withheld_reason is distinct from 'cancelled' then 'owed'
                   else 'withheld' end,
      letter_chunk_id = case when j.reason in ('returned', 'substitute') then n.letter_chunk_id end,
      decided_by = ${list.decided_by}, decided_at = clock_timestamp()
    from judged j
    where n.incident_id = ${list.incident_id} and n.person_id = j.person_id and n.channel = j.channel returning 1`);
  return renewed.length;
}

async function withdrawNotices(tx: Tx, incidentId: string): Promise<number> {
  const withdrawn = await tx.execute(sql`
    update notices n set state = 'withheld', withheld_reason = 'not-on-list', letter_chunk_id = null
    from stale s where s.gone and n.incident_id = ${incidentId} and n.person_id = s.person_id
      and n.withheld_reason is distinct from 'cancelled' returning 1`);
  return withdrawn.length;
}

/** Who on the list was merged with somebody whose letter can no longer be stopped and names all of their papers. */
const toldAsAnother = (listId: string) => sql`
  select k.person_id, k.addressee
  from affected_people k
  join people other on other.merged_into = k.person_id
  join notices n on n.person_id = other.id and n.channel = 'letter'
  join affected_people said on said.list_id = n.list_id and said.person_id = other.id
  where k.list_id = ${listId} and exists (select from letters l where l.notice_id = n.id and ${letterIsFixed})
    and not exists (
      select from jsonb_array_elements(k.canonical::jsonb -> 'documents') paper
      where not exists (select from jsonb_array_elements(said.canonical::jsonb -> 'documents') named
                        where named ->> 'key' = paper ->> 'key'))
  group by k.person_id, k.addressee`;

/** Withholds their letter as long as it was not asked for, and lets go of whom that no longer holds. */
async function withholdFromTold(tx: Tx, listId: string, list: List): Promise<number> {
  const withheld = await tx.execute(sql`
    insert into notices (incident_id, person_id, channel, list_id, addressee, state, withheld_reason, decided_by)
    select ${list.incident_id}, person_id, 'letter', ${listId}, addressee, 'withheld', 'told-as-another',
           ${list.decided_by}
    from (${toldAsAnother(listId)}) told order by person_id
    on conflict (incident_id, person_id, channel) do update
    set state = 'withheld', withheld_reason = 'told-as-another', list_id = excluded.list_id,
        addressee = excluded.addressee, decided_by = excluded.decided_by, decided_at = clock_timestamp()
    where notices.letter_chunk_id is null
      and (notices.state = 'owed' or notices.withheld_reason not in ('suppressed', 'told-as-another', 'cancelled'))
    returning 1`);
  const released = await tx.execute(sql`
    with a as (
      select p.person_id, p.canonical::jsonb as said, 'letter'::text as channel
      from notices n join affected_people p on p.list_id = ${listId} and p.person_id = n.person_id
      where n.incident_id = ${list.incident_id} and n.withheld_reason = 'told-as-another'
        and n.person_id not in (select person_id from (${toldAsAnother(listId)}) told)),
    judged as (
      select a.person_id, case when back.reason is not null then back.reason
                               when (a.person_id, channel) in (${wishes(list.incident_id)}) then 'suppressed'
                               else ${lackedReason} end as reason
      from a left join (${sentBack(list.incident_id, listId)}) back on back.person_id = a.person_id)
    update notices n set withheld_reason = j.reason, list_id = ${listId},
      state = case when j.reason is null then 'owed' else 'withheld' end,
      decided_by = ${list.decided_by}, decided_at = clock_timestamp()
    from judged j
    where n.incident_id = ${list.incident_id} and n.person_id = j.person_id and n.channel = 'letter' returning 1`);
  return withheld.length + released.length;
}
