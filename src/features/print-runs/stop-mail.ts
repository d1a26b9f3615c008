import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Forbidden, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { readCode } from "./bench/judge-scan";
import { cancelLetters } from "./cancel-letters";
import { samePeople } from "./queries";
import { mayStop, rolesByStop } from "./rules";
import { type StopMail, stopMailInput } from "./schema";

type Subject = { letterId: string | null; printRunId: string | null; personId: string | null };

/**
 * Stops the post of one letter, one run or one person. `hold` keeps the pieces from every station until it is ended;
 * `cancel` makes letters that are not with the post void and withholds their notices (`cancelled`); `recall` asks the
 * post for what it has and waits for an outcome. Throws `mail-stop.unknown-letter`, `print-run.unknown`,
 * `person.unknown`, `mail-stop.run-not-rendered`, `mail-stop.with-the-post`, `mail-stop.not-with-the-post`,
 * `mail-stop.letter-void`, `mail-stop.already-there`, `incident.closed`.
 */
export async function stopMail(actor: Actor, input: StopMail): Promise<{ id: string; letters: number }> {
  const by = authorizeStaff(actor, "mailStops.stop");
  const asked = parseInput(stopMailInput, input);
  if (actor.kind === "staff" && !rolesByStop[asked.kind].includes(actor.role))
    throw new Forbidden("staff.not-your-role", { act: `mailStops.${asked.kind}` });
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, asked.incidentId, "no key update");
    const subject = await subjectOf(tx, asked);
    await refuseStop(tx, asked, subject);
    const [made] = await tx.execute<{ id: string }>(sql`
      insert into mail_stops (incident_id, kind, letter_id, print_run_id, person_id, reason, by_staff_id)
      values (${asked.incidentId}, ${asked.kind}, ${subject.letterId}, ${subject.printRunId}, ${subject.personId},
              ${asked.reason}, ${by.staffId}) returning id`);
    if (!made) throw new Conflict("mail-stop.already-there");
    const letters =
      asked.kind === "cancel"
        ? await cancelLetters(tx, by, asked.incidentId, lettersOf(subject), subject.personId)
        : 0;
    await recordEvent(tx, {
      incidentId: asked.incidentId,
      actor: by,
      action: `mail.${asked.kind === "hold" ? "held" : asked.kind === "cancel" ? "cancelled" : "recalled"}`,
      subject: { type: "mail-stop", id: made.id },
      detail: { of: subject.letterId ? "letter" : subject.printRunId ? "run" : "person", letters },
    });
    return { id: made.id, letters };
  });
}

/** The letters (`l`) of what is stopped, a person's under whatever record of theirs; in SQL. */
const lettersOf = ({ letterId, printRunId, personId }: Subject): SQL =>
  letterId
    ? sql`l.id = ${letterId}`
    : printRunId
      ? sql`l.id in (select letter_id from print_run_letters where print_run_id = ${printRunId})`
      : sql`l.person_id in (${samePeople(sql`${personId}::uuid`)})`;

async function subjectOf(tx: Tx, { incidentId, of }: StopMail): Promise<Subject> {
  const none: Subject = { letterId: null, printRunId: null, personId: null };
  if ("personId" in of) {
    const [person] = await tx.execute(sql`
      select from people where id = ${of.personId} and incident_id = ${incidentId}`);
    if (!person) throw new NotFound("person.unknown");
    return { ...none, personId: of.personId };
  }
  if ("printRunId" in of) {
    const [run] = await tx.execute<{ state: string }>(sql`
      select state from print_runs where id = ${of.printRunId} and incident_id = ${incidentId} for update`);
    if (!run) throw new NotFound("print-run.unknown");
    if (run.state === "open" || run.state === "sealed") throw new NotAllowedNow("mail-stop.run-not-rendered");
    return { ...none, printRunId: of.printRunId };
  }
  const letter = await letterOfCode(tx, incidentId, "code" in of ? of.code : of.personOf);
  return "code" in of ? { ...none, letterId: letter.id } : { ...none, personId: letter.personId };
}

async function letterOfCode(tx: Tx, incidentId: string, typed: string) {
  const read = readCode(typed);
  if (!read) throw new NotFound("mail-stop.unknown-letter");
  const which =
    read.by === "number"
      ? sql`l.inquiry_number = ${read.inquiryNumber}`
      : sql`r.code = ${read.runCode} and rl.sequence = ${read.sequence} and l.generation = ${read.generation}`;
  const [letter] = await tx.execute<{ id: string; personId: string }>(sql`
    select l.id, l.person_id as "personId" from letters l left join print_run_letters rl on rl.letter_id = l.id
    left join print_runs r on r.id = rl.print_run_id where l.incident_id = ${incidentId} and ${which}`);
  if (!letter) throw new NotFound("mail-stop.unknown-letter");
  return letter;
}

async function refuseStop(tx: Tx, asked: StopMail, subject: Subject): Promise<void> {
  const [facts] = await tx.execute<{ standing: boolean; posted: number; live: number; letters: number }>(sql`
    select exists (select from mail_stops where incident_id = ${asked.incidentId} and kind = ${asked.kind}
        and ended_at is null and letter_id is not distinct from ${subject.letterId}::uuid
        and print_run_id is not distinct from ${subject.printRunId}::uuid
        and person_id is not distinct from ${subject.personId}::uuid) as standing,
      count(*) filter (where l.state = 'handed-over')::int as posted, count(*)::int as letters,
      count(*) filter (where l.state not in ('void', 'returned', 'handed-over'))::int as live
    from letters l where l.incident_id = ${asked.incidentId} and ${lettersOf(subject)}`);
  if (facts?.standing) throw new Conflict("mail-stop.already-there");
  const verdict = mayStop(asked.kind, {
    ofPerson: subject.personId !== null,
    posted: facts?.posted ?? 0,
    live: facts?.live ?? 0,
  });
  if (!verdict.ok) throw new NotAllowedNow(verdict.because);
}
