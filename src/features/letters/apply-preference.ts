import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import type { Addressee } from "@/features/lists/schema";
import { NotFound } from "@/lib/errors";
import { askForLetters } from "./ask-for-letters";
import { compileLetters } from "./compile-letters";
import type { LetterThen, LetterVariant } from "./schema";

/** Whoever asked, as whom they are known, and every record of theirs. */
type Person = { id: string; records: string[] };
type Wish = { incidentId: string; personId: string; variant: LetterVariant; byStaffId: string };

/** Holds what generating letters and planning runs hold too: neither sees half a change. */
async function lockedPerson(tx: Tx, { incidentId, personId }: Wish): Promise<Person> {
  await incidentMustBeOpen(tx, incidentId, "no key update");
  const [person] = await tx.execute<Person>(sql`
    select coalesce(p.merged_into, p.id) as id,
      (select jsonb_agg(same.id) from people same
       where coalesce(p.merged_into, p.id) in (same.id, same.merged_into)) as records
    from people p where p.id = ${personId} and p.incident_id = ${incidentId}`);
  if (!person) throw new NotFound("person.unknown");
  await tx.execute(sql`
    select from letter_chunks where id in (select letter_chunk_id from notices
      where incident_id = ${incidentId} and person_id in ${person.records} and channel = 'letter')
    order by id for update`);
  return person;
}

async function isApproved(tx: Tx, wish: Wish, addressee: Addressee): Promise<boolean> {
  const [words] = await tx.execute<{ name: string; version: string; hash: string }>(sql`
    select template_name as name, template_version as version, content_hash as hash from letter_templates
    where incident_id = ${wish.incidentId} and addressee = ${addressee} and variant = ${wish.variant}
      and state = 'approved'`);
  if (!words) return false;
  const template = { ...words, variant: wish.variant };
  const { contentHash } = await compileLetters(tx, wish.incidentId, template);
  return contentHash === words.hash;
}

/**
 * Writes down in which way a person's letter is made; `standard` is no wish. A letter made in another way becomes void
 * where it is in no run, and is asked for anew where words for the wish are approved. `changed` false: it was so
 * already. Throws `person.unknown`.
 */
export async function applyPreference(
  tx: Tx,
  wish: Wish,
): Promise<{ changed: boolean; personId: string; letter: LetterThen }> {
  const { id: personId, records } = await lockedPerson(tx, wish);
  const theirs = sql`incident_id = ${wish.incidentId} and person_id in ${records}`;
  await tx.execute(sql`
    delete from letter_preferences where ${theirs} and person_id <> ${personId} and ${wish.variant} <> 'standard'`);
  const written =
    wish.variant === "standard"
      ? await tx.execute(sql`delete from letter_preferences where ${theirs} returning 1`)
      : await tx.execute(sql`
          insert into letter_preferences as p (incident_id, person_id, variant, by_staff_id)
          values (${wish.incidentId}, ${personId}, ${wish.variant}, ${wish.byStaffId})
          on conflict (incident_id, person_id) do update
          set variant = excluded.variant, by_staff_id = excluded.by_staff_id, at = clock_timestamp()
          where p.variant <> excluded.variant returning 1`);
  if (written.length === 0) return { changed: false, personId, letter: "none" };
  const [dropped] = await tx.execute<{ addressee: Addressee }>(sql`
    update letters l set state = 'void', held_for = null from notices n
    where n.id = l.notice_id and n.incident_id = ${wish.incidentId} and n.person_id in ${records}
      and l.incident_id = ${wish.incidentId} and l.state in ('generated', 'held')
    returning n.addressee`);
  if (!dropped)
    return { changed: true, personId, letter: await letterUnderWay(tx, wish.incidentId, records) };
  if (!(await isApproved(tx, wish, dropped.addressee))) {
    // Nobody has asked for the letter in this kind: it waits to be asked for, as one that never was.
    await tx.execute(sql`
      update notices n set letter_chunk_id = null where ${theirs} and channel = 'letter' and state = 'owed'
        and not exists (select from letters l where l.notice_id = n.id and l.state not in ('void', 'returned'))`);
    return { changed: true, personId, letter: "to-ask" };
  }
  const { asked } = await askForLetters(tx, wish.incidentId, sql`n.person_id in ${records}`);
  return { changed: true, personId, letter: asked > 0 ? "asked-anew" : "none" };
}

async function letterUnderWay(tx: Tx, incidentId: string, records: string[]): Promise<LetterThen> {
  const [letter] = await tx.execute<{ state: string }>(sql`
    select state from letters where incident_id = ${incidentId} and person_id in ${records}
      and state in ('in-run', 'printed', 'handed-over') order by generation desc limit 1`);
  if (!letter) return "none";
  return letter.state === "in-run" ? "in-run" : "gone";
}
