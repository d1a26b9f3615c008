import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Internal, NotAllowedNow, NotFound } from "@/lib/errors";
import { inquiryNumberFrom } from "@/lib/inquiry-number";
import { parseInput } from "@/lib/parse-input";
import { askToFollowFreed } from "./ask-to-follow-freed";
import { lockedRun } from "./locked-run";
import { placeInReprintRuns } from "./place-in-reprint-runs";
import { mayConfirmSpoil } from "./rules";
import { type ConfirmedSpoils, type ConfirmSpoils, confirmSpoilsInput } from "./schema";

type Spoil = {
  id: string;
  letterId: string;
  letterTemplateId: string;
  printRunId: string;
  reportedBy: string;
  confirmed: boolean;
  owed: boolean;
  wordsStand: boolean;
};

/**
 * A second person saw the spoiled pieces destroyed. Each letter becomes void, and one successor with a new number
 * takes its place in the reprint run of its words; none where its person is no longer written to, or where its words
 * were withdrawn since (then it is asked for anew). All of them or none. Throws `spoil.own-report`,
 * `spoil.already-confirmed`, `spoil.unknown`, `incident.closed`.
 */
export async function confirmSpoils(actor: Actor, input: ConfirmSpoils): Promise<ConfirmedSpoils> {
  const by = authorizeStaff(actor, "bench.confirmSpoils");
  const spoilIds = [...new Set(parseInput(confirmSpoilsInput, input).spoilIds)];
  return inTransaction(async (tx) => {
    const incidentId = await lockIncidentAndRuns(tx, spoilIds);
    const spoils = await readSpoils(tx, incidentId, spoilIds);
    if (spoils.length !== spoilIds.length) throw new NotFound("spoil.unknown");
    for (const spoil of spoils) {
      const verdict = mayConfirmSpoil(spoil, by.staffId);
      if (verdict.ok) continue;
      const Refusal = verdict.because === "spoil.already-confirmed" ? Conflict : NotAllowedNow;
      throw new Refusal(verdict.because);
    }
    const { replaced, reprintRuns } = await confirm(tx, incidentId, by.staffId, spoils);
    // Their letters were fixed in a run, whatever a newer list said; those that take their place are not.
    const freed = spoils.map(({ letterId }) => letterId);
    await askToFollowFreed(tx, incidentId, spoilIds[0] ?? incidentId, freed);
    const notOwed = spoils.filter(({ owed }) => !owed).length;
    const toWriteAnew = spoils.length - notOwed - replaced;
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "spoils.confirmed",
      subject: { type: "incident", id: incidentId },
      detail: { pieces: spoils.length, replaced, notOwed, toWriteAnew },
    });
    return { confirmed: spoils.length, replaced, notOwed, toWriteAnew, reprintRuns };
  });
}

/** The incident first, as planning and a wish not to be written to do, then the runs, as the bench does. */
async function lockIncidentAndRuns(tx: Tx, spoilIds: readonly string[]): Promise<string> {
  const runs = await tx.execute<{ incidentId: string; printRunId: string }>(sql`
    select distinct incident_id as "incidentId", print_run_id as "printRunId" from spoils
    where id in ${spoilIds} order by 2`);
  const incidentId = runs[0]?.incidentId;
  if (!incidentId || runs.some((run) => run.incidentId !== incidentId)) throw new NotFound("spoil.unknown");
  await incidentMustBeOpen(tx, incidentId, "no key update");
  for (const { printRunId } of runs) await lockedRun(tx, printRunId);
  return incidentId;
}

async function readSpoils(tx: Tx, incidentId: string, spoilIds: readonly string[]): Promise<Spoil[]> {
  const rows = await tx.execute<Spoil>(sql`
    select s.id, s.letter_id as "letterId", l.letter_template_id as "letterTemplateId",
      s.print_run_id as "printRunId", s.reported_by as "reportedBy", s.confirmed_at is not null as confirmed,
      n.state = 'owed' as owed, t.state = 'approved' as "wordsStand"
    from spoils s join letters l on l.id = s.letter_id join notices n on n.id = l.notice_id
    join letter_templates t on t.id = l.letter_template_id
    where s.incident_id = ${incidentId} and s.id in ${spoilIds} order by s.id for update of s`);
  return [...rows];
}

async function confirm(tx: Tx, incidentId: string, staffId: string, spoils: readonly Spoil[]) {
  const ids = JSON.stringify(spoils.map(({ letterId }) => letterId));
  const followed = spoils.filter(({ owed, wordsStand }) => owed && wordsStand);
  const ended = spoils.filter((spoil) => !followed.includes(spoil)).map(({ letterId }) => letterId);
  await tx.execute(sql`
    update letters set state = 'void', held_for = null
    where id in (select value::uuid from jsonb_array_elements_text(${ids}::jsonb))`);
  await tx.execute(sql`
    update print_run_letters set stage = 'void', stage_at = clock_timestamp() where stage = 'spoiled'
      and letter_id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ended)}::jsonb))`);
  const successors = await writeSuccessors(tx, followed);
  await tx.execute(sql`
    update spoils s set confirmed_by = ${staffId}, confirmed_at = clock_timestamp(), successor_letter_id = next.id
    from jsonb_array_elements_text(${ids}::jsonb) as o(id) left join letters next on next.replaces = o.id::uuid
    where s.letter_id = o.id::uuid`);
  const reprintRuns: ConfirmedSpoils["reprintRuns"] = [];
  for (const templateId of new Set(successors.map((letter) => letter.templateId))) {
    const letters = successors.filter((letter) => letter.templateId === templateId).map(({ id }) => id);
    reprintRuns.push(...(await placeInReprintRuns(tx, incidentId, templateId, letters)));
  }
  return { replaced: successors.length, reprintRuns };
}

/** The same letter once more for each of these, with a number of its own. */
async function writeSuccessors(tx: Tx, spoils: readonly Spoil[]) {
  const rows = spoils.map(({ letterId }) => ({
    letterId,
    inquiryNumber: inquiryNumberFrom(randomBytes(6)),
  }));
  const written = await tx.execute<{ id: string; templateId: string }>(sql`
    insert into letters (incident_id, notice_id, person_id, letter_template_id, generation, state, inquiry_number,
                         addressee, postcode, values, gaiji, replaces)
    select l.incident_id, l.notice_id, l.person_id, l.letter_template_id,
           1 + (select max(before.generation) from letters before where before.notice_id = l.notice_id), 'in-run',
           r."inquiryNumber", l.addressee, l.postcode, l.values, l.gaiji, l.id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("letterId" uuid, "inquiryNumber" text)
    join letters l on l.id = r."letterId"
    returning id, letter_template_id as "templateId"`);
  if (written.length !== spoils.length) throw new Internal("spoil.successors-differ");
  return [...written];
}
