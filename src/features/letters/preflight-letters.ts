import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import type { InSteps } from "@/db/in-transaction";
import { type EventActor, recordEvent } from "@/db/record-event";
import type { Addressee } from "@/features/lists/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { inquiryNumberFrom } from "@/lib/inquiry-number";
import { compileLetters } from "./compile-letters";
import type { GaijiDecisions } from "./gaiji/apply-decisions";
import { letterAsDecided, type Words } from "./gaiji/letter-as-decided";
import { gaijiDecisionsOf } from "./gaiji-decisions-of";
import { countLetter, noFigures, type PreflightFigures, usualEnvelopeG } from "./preflight/figures";
import { readBackOfShare, readBackSample } from "./preflight/read-back-sample";
import { classesOfIncident, listedPeople, variantOf } from "./queries";
import { type ClassWords, mostLettersTogether } from "./rules";
import type { LetterVariant, ListedPerson } from "./schema";
import type { LetterPiece } from "./typeset/piece";

type Looked = {
  preflightId: string;
  incidentId: string;
  addressee: Addressee;
  variant: LetterVariant;
  name: string;
  version: string;
  envelopeG: number;
};
type Told = { words: Words; classes: ClassWords[]; decisions: GaijiDecisions };
type Count = { people: number; refused: number; figures: PreflightFigures };
type Refusal = {
  noticeId: string;
  ordinal: number;
  personId: string;
  field: string;
  reason: string;
  codePoint: string | null;
  at: number | null;
};

const firstNotice = "00000000-0000-0000-0000-000000000000";
const yieldEveryLetters = 20;
/** Printed by no letter; as long as a real one. */
const sampleInquiryNumber = "OW-0000-0000-00";

/**
 * Sets every letter a template would print for, draws and reads back some of each share, and records who cannot be
 * printed and why: in shares, so that a
 * killed worker's successor begins again on a clean page and nobody is counted twice. What it looked at is the
 * words with the facts of now: their hash is recorded with it. Nothing is drawn or kept.
 */
export async function preflightLetters(
  actor: Actor,
  input: { preflightId: string },
  work: InSteps,
): Promise<void> {
  const by = authorize(actor, "letters.preflight");
  const looked = await work.step((tx) => begin(tx, input.preflightId));
  if (!looked) return work.commit(async () => undefined);
  const db = database();
  const { contentHash, ...words } = await compileLetters(db, looked.incidentId, looked);
  const told = {
    words,
    classes: await classesOfIncident(db, looked.incidentId),
    decisions: await gaijiDecisionsOf(db, looked.incidentId),
  };
  const count: Count = { people: 0, refused: 0, figures: noFigures() };
  count.figures.decisions["in-force"] = told.decisions.forAll.size + told.decisions.forOne.size;
  for (let after = firstNotice; !work.signal?.aborted; ) {
    const people = await share(looked, after);
    const last = people.at(-1);
    if (!last) return work.commit((tx) => finish(tx, by, looked, contentHash, count));
    after = last.noticeId;
    const refusals = await look(people, told, looked.envelopeG, count);
    refusals.push(...(await drawSome(people, told, refusals, count)));
    await work.step((tx) => recordShare(tx, looked.preflightId, refusals, count.people));
  }
}

async function begin(tx: Tx, preflightId: string): Promise<Looked | null> {
  const [row] = await tx.execute<Looked & { state: string }>(sql`
    select p.id as "preflightId", p.incident_id as "incidentId", p.state, t.addressee, t.variant,
      t.template_name as name, t.template_version as version,
      coalesce(e.weight_g, ${usualEnvelopeG}) as "envelopeG"
    from letter_preflights p join letter_templates t on t.id = p.letter_template_id
    join incidents i on i.id = p.incident_id left join envelopes e on e.code = i.envelope_code
    where p.id = ${preflightId} and t.state <> 'withdrawn' for update of p`);
  if (row?.state !== "asked") return null;
  await tx.execute(sql`delete from letter_preflight_refusals where preflight_id = ${preflightId}`);
  await tx.execute(sql`
    update letter_preflights set looked = 0, expected = (select count(*) from notices n where ${isLookedAt(row)})
    where id = ${preflightId}`);
  return row;
}

/** The notices (`n`) whose letters are in these words: every one owed, whatever its letter's state. */
const isLookedAt = ({ incidentId, addressee, variant }: Looked) => sql`
  n.incident_id = ${incidentId} and n.channel = 'letter' and n.state = 'owed' and n.addressee = ${addressee}
  and ${variantOf} = ${variant}`;

function share(looked: Looked, after: string): Promise<ListedPerson[]> {
  return listedPeople(
    database(),
    sql`n.id in (select n.id from notices n where ${isLookedAt(looked)} and n.id > ${after}
                 order by n.id limit ${mostLettersTogether})`,
  );
}

async function look(
  people: readonly ListedPerson[],
  { words, classes, decisions }: Told,
  envelopeG: number,
  count: Count,
): Promise<Refusal[]> {
  const found: Refusal[] = [];
  for (const person of people) {
    if (count.people % yieldEveryLetters === 0) await setImmediate();
    const identity = { letterId: person.noticeId, inquiryNumber: sampleInquiryNumber, sequence: 1 };
    const set = letterAsDecided(person, words, classes, decisions, identity);
    countLetter(count.figures, set, envelopeG);
    count.people += 1;
    if (set.refusals.length === 0) continue;
    count.refused += 1;
    const { noticeId, personId } = person;
    set.refusals.forEach((refusal, ordinal) => {
      found.push({ noticeId, ordinal, personId, ...refusal });
    });
  }
  return found;
}

/** Some of the share as they would be printed; whose page reads back differently is refused as well. */
async function drawSome(
  people: readonly ListedPerson[],
  { words, classes, decisions }: Told,
  refused: readonly Refusal[],
  count: Count,
): Promise<Refusal[]> {
  const known = new Set(refused.map(({ noticeId }) => noticeId));
  const some = people.filter(({ noticeId }) => !known.has(noticeId)).slice(0, readBackOfShare);
  const pieces: LetterPiece[] = some.map((person, i) => {
    const inquiryNumber = inquiryNumberFrom(Buffer.from([0, 0, 0, 0, 0, i + 1]));
    const identity = { letterId: person.noticeId, inquiryNumber, sequence: i + 1 };
    return letterAsDecided(person, words, classes, decisions, identity).piece;
  });
  const differing = await readBackSample(words.compiled, pieces);
  count.refused += differing.size;
  return some.flatMap(({ noticeId, personId }) => {
    const refusal = differing.get(noticeId);
    if (!refusal) return [];
    const { refusals } = count.figures;
    refusals[refusal.reason] = (refusals[refusal.reason] ?? 0) + 1;
    return [{ noticeId, ordinal: 0, personId, ...refusal }];
  });
}

async function recordShare(tx: Tx, preflightId: string, refusals: Refusal[], people: number): Promise<void> {
  await tx.execute(sql`
    insert into letter_preflight_refusals (preflight_id, notice_id, ordinal, person_id, field, reason, code_point, at)
    select ${preflightId}, "noticeId", ordinal, "personId", field, reason, "codePoint", at
    from jsonb_to_recordset(${JSON.stringify(refusals)}::jsonb) as r("noticeId" uuid, ordinal int, "personId" uuid,
      field text, reason text, "codePoint" text, at int)`);
  await tx.execute(sql`update letter_preflights set looked = ${people} where id = ${preflightId}`);
}

async function finish(
  tx: Tx,
  by: EventActor,
  looked: Looked,
  contentHash: string,
  { people, refused, figures }: Count,
): Promise<void> {
  await tx.execute(sql`
    update letter_preflights set state = 'done', content_hash = ${contentHash}, looked = ${people}, people = ${people},
      refused = ${refused}, figures = ${JSON.stringify(figures)}::jsonb, done_at = clock_timestamp()
    where id = ${looked.preflightId} and state = 'asked'`);
  await recordEvent(tx, {
    incidentId: looked.incidentId,
    actor: by,
    action: "letters.preflight-done",
    subject: { type: "letter-preflight", id: looked.preflightId },
    detail: { people, refused, contentHash },
  });
}
