import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { oweEmails } from "@/features/notices/owe-emails";
import { Conflict } from "@/lib/errors";
import { askToFollow } from "./ask-to-follow";
import { returnsThatStop, type ScannedPiece } from "./returned/rules";
import type { ReturnReason, ReturnVerdict } from "./returned/schema";

/** `mailId`: what its record is to be called, where a try may come twice. */
export type ReturnedPiece = { line: number; piece: ScannedPiece; reason: ReturnReason; mailId?: string };

export type TakenLine = {
  line: number;
  verdict: Exclude<ReturnVerdict, "unreadable">;
  letterId: string | null;
  inquiryNumber: string | null;
  runNumber: number | null;
  sequence: number | null;
  returns: number;
  /** The person need not be written to any more, so that nobody has to look for an address. */
  closed: boolean;
};

type Found = Pick<TakenLine, "line" | "verdict" | "letterId" | "inquiryNumber" | "runNumber" | "sequence">;

/** Which letter each line names, and whether it can have come back. The second line that names one is `twice`. */
async function findPieces(tx: Tx, incidentId: string, pieces: readonly ReturnedPiece[]): Promise<Found[]> {
  const asked = pieces.map(({ line, piece }) => ({ line, ...piece }));
  const rows = await tx.execute<Found>(sql`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as a(line int, "runCode" text, sequence int, generation int, "inquiryNumber" text)),
    named as (
      select a.line, a.generation, coalesce(spot.letter_id, typed.id) as letter_id from asked a
      left join print_runs r on r.code = a."runCode"
      left join print_run_letters spot on spot.print_run_id = r.id and spot.sequence = a.sequence
      left join letters typed on typed.inquiry_number = a."inquiryNumber")
    select n.line, l.id as "letterId", l.inquiry_number as "inquiryNumber", r.number as "runNumber", p.sequence,
      case when l.id is null then 'unknown' when l.incident_id <> ${incidentId} then 'other-incident'
           when l.state = 'returned' then 'twice' when l.state <> 'handed-over' then 'not-handed-over'
           when row_number() over (partition by l.id order by n.line) > 1 then 'twice' else 'ok' end as verdict
    from named n
    left join letters l on l.id = n.letter_id and l.generation = coalesce(n.generation, l.generation)
    left join print_run_letters p on p.letter_id = l.id left join print_runs r on r.id = p.print_run_id
    order by n.line`);
  return [...rows];
}

type Person = { letterId: string; noticeId: string; personId: string; mailId: string; returns: number };

/** Writes down that the letters came back, and how often letters to each person have now. */
async function writeDown(
  tx: Tx,
  incidentId: string,
  byStaffId: string,
  letters: readonly { letterId: string; reason: ReturnReason; mailId?: string }[],
): Promise<Person[]> {
  const made = await tx.execute(sql`
    with back as (
      select * from jsonb_to_recordset(${JSON.stringify(letters)}::jsonb) as b("letterId" uuid, reason text, "mailId" uuid)),
    moved as (
      update letters l set state = 'returned' from back b
      where l.id = b."letterId" and l.state = 'handed-over' returning l.id, l.person_id, b.reason, b."mailId")
    insert into returned_mail (id, incident_id, letter_id, person_id, reason, by_staff_id)
    select coalesce("mailId", uuidv7()), ${incidentId}, id, person_id, reason, ${byStaffId}
    from moved order by id returning 1`);
  if (made.length !== letters.length) throw new Conflict("returned-mail.race");
  const people = await tx.execute<Person>(sql`
    select m.letter_id as "letterId", l.notice_id as "noticeId", m.person_id as "personId", m.id as "mailId",
      (select count(*)::int from (
         select coalesce(p.merged_into, p.id) as id union all
         select merged.id from people merged where merged.merged_into = coalesce(p.merged_into, p.id)) same
       join returned_mail every on every.person_id = same.id and every.incident_id = ${incidentId}) as returns
    from jsonb_to_recordset(${JSON.stringify(letters)}::jsonb) as b("letterId" uuid)
    join returned_mail m on m.letter_id = b."letterId" join letters l on l.id = m.letter_id
    join people p on p.id = m.person_id`);
  return [...people];
}

/** Why nothing goes to that address again: whom the approved list no longer names need not be looked for. */
const withheldFor = sql`case
  when not exists (
    select from affected_lists f join affected_people a on a.list_id = f.id and a.person_id = n.person_id
    where f.incident_id = n.incident_id and f.state = 'approved') then 'not-on-list'
  when t.returns >= ${returnsThatStop} then 'substitute' else 'returned' end`;

/**
 * Nothing goes to that address again by itself: the notice is withheld, and somebody has to look where the person
 * lives. From the second time on a substitute is raised and only a supervisor lets a letter go out. Whoever was
 * taken off the list, told as another or cancelled keeps that. The letters of whom somebody has to look for.
 */
async function openTasks(
  tx: Tx,
  incidentId: string,
  byStaffId: string,
  people: readonly Person[],
): Promise<Set<string>> {
  const these = sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
    as t("letterId" uuid, "noticeId" uuid, "personId" uuid, "mailId" uuid, returns int)`;
  const opened = await tx.execute<{ letterId: string }>(sql`
    with withheld as (
      update notices n set state = 'withheld', withheld_reason = ${withheldFor}
      from ${these}
      where n.id = t."noticeId"
        and (n.state = 'owed' or n.withheld_reason not in ('not-on-list', 'told-as-another', 'cancelled'))
      returning t."letterId", t."personId", t."mailId", t.returns, n.withheld_reason as reason),
    raised as (
      insert into substitute_measures (incident_id, person_id, because, by_staff_id)
      select ${incidentId}, "personId", 'returned-twice', ${byStaffId} from withheld where reason = 'substitute'
      on conflict do nothing returning 1),
    opened as (
      insert into address_tasks (incident_id, person_id, returned_mail_id)
      select ${incidentId}, "personId", "mailId" from withheld where reason <> 'not-on-list'
      order by "mailId" on conflict do nothing returning 1)
    select w."letterId" from (select "letterId" from withheld where reason <> 'not-on-list') w, (select count(*) from raised) r, (select count(*) from opened) o`);
  return new Set(opened.map(({ letterId }) => letterId));
}

/**
 * Takes envelopes that came back, as many as there are, in one go; each line is answered. Only what was handed over
 * can come back, and only once. The caller holds the incident's row.
 */
export async function takeReturned(
  tx: Tx,
  incidentId: string,
  byStaffId: string,
  pieces: readonly ReturnedPiece[],
): Promise<TakenLine[]> {
  const found = await findPieces(tx, incidentId, pieces);
  const asked = new Map(pieces.map((piece) => [piece.line, piece]));
  const back = found.flatMap(({ line, verdict, letterId }) => {
    const piece = asked.get(line);
    return verdict === "ok" && letterId && piece
      ? [{ letterId, reason: piece.reason, mailId: piece.mailId }]
      : [];
  });
  if (back.length === 0) return found.map((line) => ({ ...line, returns: 0, closed: false }));
  const people = await writeDown(tx, incidentId, byStaffId, back);
  const lookedFor = await openTasks(tx, incidentId, byStaffId, people);
  await oweEmails(tx, incidentId);
  // Whoever was told by the letter to another record of theirs was not told after all.
  if (lookedFor.size < people.length) await askToFollow(tx, incidentId, people[0]?.mailId ?? incidentId);
  const returns = new Map(people.map((person) => [person.letterId, Number(person.returns)]));
  return found.map((line) => ({
    ...line,
    returns: line.verdict === "ok" ? (returns.get(line.letterId ?? "") ?? 0) : 0,
    closed: line.verdict === "ok" && !lookedFor.has(line.letterId ?? ""),
  }));
}
