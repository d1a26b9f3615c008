import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Forbidden, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { askToFollowFreed } from "./ask-to-follow-freed";
import { samePeople } from "./queries";
import { mayEndStop, rolesByStop } from "./rules";
import { type EndMailStop, endMailStopInput, type MailStopKind } from "./schema";

type Stop = { id: string; incidentId: string; kind: MailStopKind; ended: boolean };

/**
 * Lets held pieces go on (`released`), or says what the post answered to a recall (`recovered`: the letters came
 * back unopened and were not received; `not-recovered`). A cancelled letter stays cancelled. Throws
 * `mail-stop.unknown`, `mail-stop.already-ended`, `mail-stop.no-such-outcome`.
 */
export async function endMailStop(actor: Actor, input: EndMailStop): Promise<{ letters: number }> {
  const by = authorizeStaff(actor, "mailStops.end");
  const { mailStopId, outcome } = parseInput(endMailStopInput, input);
  return inTransaction(async (tx) => {
    const stop = await lockedStop(tx, mailStopId);
    if (actor.kind === "staff" && !rolesByStop[stop.kind].includes(actor.role))
      throw new Forbidden("staff.not-your-role", { act: `mailStops.${stop.kind}` });
    if (stop.ended) throw new Conflict("mail-stop.already-ended");
    const verdict = mayEndStop(stop.kind, outcome);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because);
    await tx.execute(sql`
      update mail_stops set ended_by = ${by.staffId}, ended_at = clock_timestamp(), outcome = ${outcome}
      where id = ${mailStopId}`);
    const letters = outcome === "recovered" ? await takeBack(tx, stop) : 0;
    await recordEvent(tx, {
      incidentId: stop.incidentId,
      actor: by,
      action: stop.kind === "hold" ? "mail.hold-ended" : "mail.recall-answered",
      subject: { type: "mail-stop", id: mailStopId },
      detail: { outcome, letters },
    });
    return { letters };
  });
}

async function lockedStop(tx: Tx, mailStopId: string): Promise<Stop> {
  const [stop] = await tx.execute<Stop>(sql`
    select id, incident_id as "incidentId", kind, ended_at is not null as ended from mail_stops
    where id = ${mailStopId} for update`);
  if (!stop) throw new NotFound("mail-stop.unknown");
  return stop;
}

/**
 * Letters we have in our hands again told nobody anything: they are void and may be asked for anew, once they say what
 * the list says now. What went to the post after the recall was not recalled.
 */
async function takeBack(tx: Tx, stop: Stop): Promise<number> {
  const back = await tx.execute<{ id: string }>(sql`
    update letters l set state = 'void' from mail_stops m
    where m.id = ${stop.id} and l.incident_id = ${stop.incidentId} and l.state = 'handed-over'
      and l.handed_over_at <= m.at
      and (l.id = m.letter_id or l.person_id in (${samePeople(sql`m.person_id`)})
        or l.id in (select letter_id from print_run_letters p where p.print_run_id = m.print_run_id and p.stage = 'handed-over'))
    returning l.id`);
  const ids = back.map(({ id }) => id);
  await askToFollowFreed(tx, stop.incidentId, stop.id, ids);
  return back.length;
}
