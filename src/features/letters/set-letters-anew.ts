import { setImmediate } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { parsePostcode } from "@/lib/japan/postcode";
import { compileLetters } from "./compile-letters";
import { heldFor, letterAsDecided, type Words } from "./gaiji/letter-as-decided";
import { gaijiDecisionsOf } from "./gaiji-decisions-of";
import { classesOfIncident, listedPeople } from "./queries";
import { mostLettersTogether } from "./rules";
import type { LetterVariant } from "./schema";

/** What became of letters that were made again: printable now, or held (still, or again). */
export type SetAnew = { generated: number; held: number };

type Due = { id: string; notice_id: string; template_id: string; inquiry_number: string };

/**
 * Makes letters that are in no run again, from the list their notice was decided on and the gaiji decisions in force:
 * the same inquiry number, the same row. `which` is a condition on `l` (letters). Letters whose words were withdrawn
 * or whose facts changed are left: they become void with their words. In batches, in the one transaction.
 */
export async function setLettersAnew(tx: Tx, incidentId: string, which: SQL): Promise<SetAnew> {
  const words = wordsOf(tx, incidentId);
  const decisions = await gaijiDecisionsOf(tx, incidentId);
  const classes = await classesOfIncident(tx, incidentId);
  const done = { generated: 0, held: 0 };
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const due = await dueLetters(tx, incidentId, which, after);
    const last = due.at(-1);
    if (!last) return done;
    after = last.id;
    const people = await listedPeople(tx, sql`n.id in ${uuids(due.map((one) => one.notice_id))}`);
    const said = new Map(people.map((person) => [person.noticeId, person]));
    const rows = [];
    for (const letter of due) {
      const person = said.get(letter.notice_id);
      const its = person && (await words(letter.template_id));
      if (!person || !its) continue;
      const identity = { letterId: letter.id, inquiryNumber: letter.inquiry_number, sequence: 1 };
      const { piece, used, refusals } = letterAsDecided(person, its, classes, decisions, identity);
      rows.push({
        id: letter.id,
        addressee: piece.addressee,
        postcode: parsePostcode(person.said.postcode ?? ""),
        values: piece.values,
        gaiji: used,
        heldFor: heldFor(refusals),
      });
    }
    await record(tx, rows);
    done.held += rows.filter((row) => row.heldFor).length;
    done.generated += rows.filter((row) => !row.heldFor).length;
    await setImmediate();
  }
}

/** A list of ids as one parameter. */
const uuids = (ids: string[]) =>
  sql`(select x::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) x)`;

async function dueLetters(tx: Tx, incidentId: string, which: SQL, after: string): Promise<Due[]> {
  const due = await tx.execute<Due>(sql`
    select l.id, l.notice_id, l.letter_template_id as template_id, l.inquiry_number
    from letters l join notices n on n.id = l.notice_id and n.state = 'owed'
    where l.incident_id = ${incidentId} and l.state in ('generated', 'held') and not l.read_back_failed
      and l.id > ${after} and ${which}
    order by l.id limit ${mostLettersTogether} for update of l`);
  return [...due];
}

/** The approved words of a letter, compiled once; null where they are no longer what was approved. */
function wordsOf(tx: Tx, incidentId: string): (templateId: string) => Promise<Words | null> {
  const known = new Map<string, Promise<Words | null>>();
  const compile = async (id: string): Promise<Words | null> => {
    const [row] = await tx.execute<{
      name: string;
      version: string;
      variant: LetterVariant;
      hash: string;
    }>(sql`
      select template_name as name, template_version as version, variant, content_hash as hash
      from letter_templates where id = ${id} and state = 'approved' for share`);
    if (!row) return null;
    const letters = await compileLetters(tx, incidentId, row);
    return letters.contentHash === row.hash ? letters : null;
  };
  return (id) => {
    const before = known.get(id) ?? compile(id);
    known.set(id, before);
    return before;
  };
}

async function record(tx: Tx, rows: object[]): Promise<void> {
  await tx.execute(sql`
    update letters l set addressee = r.addressee, postcode = r.postcode, values = r.values, gaiji = r.gaiji,
      held_for = r."heldFor", state = case when r."heldFor" is null then 'generated' else 'held' end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, addressee jsonb, postcode text, values jsonb,
      gaiji jsonb, "heldFor" jsonb)
    where l.id = r.id and l.state in ('generated', 'held')`);
}
