import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { type EventActor, recordEvent } from "@/db/record-event";
import { variantOf } from "@/features/letters/queries";
import { followGaijiTask } from "@/features/letters/tasks";
import { followListTask } from "@/features/lists/tasks";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { closeGaps } from "./close-gaps";
import { dissolveRun } from "./dissolve-run";
import { dropLetters } from "./drop-letters";
import { type LockedRun, lockedRun } from "./locked-run";
import { onHold } from "./queries";
import { mayMove } from "./rules";
import { type PrintRunIds, printRunsInput } from "./schema";
import { renderPrintRunTask } from "./tasks";

/** Somebody asked for larger print or English after the letter (`l`) was made. */
const madeOtherwise = sql`exists (
  select from letter_templates t where t.id = l.letter_template_id and t.variant <> ${variantOf})`;

/** A decision about one of the letter's (`l`) characters was taken back after the letter was made. */
const madeAsNotDecided = sql`exists (
  select from gaiji_decisions d where d.incident_id = l.incident_id and d.withdrawn_at is not null
  and l.gaiji -> 'decisions' ? d.id::text)`;

/**
 * Letters that must be made again before they are printed leave the run: whose person wants another kind is asked for
 * anew; whose characters are not decided as they were then is held until it is made again.
 */
async function dropOutdated(tx: Tx, run: LockedRun): Promise<number> {
  await tx.execute(sql`
    update notices n set letter_chunk_id = null from print_run_letters rl, letters l
    where rl.print_run_id = ${run.id} and l.id = rl.letter_id and n.id = l.notice_id and n.state = 'owed'
      and ${madeOtherwise}`);
  const { dropped } = await dropLetters(tx, run.id, madeOtherwise, "void");
  const decisions = await tx.execute<{ id: string }>(sql`
    select distinct d.id from print_run_letters rl join letters l on l.id = rl.letter_id
    join gaiji_decisions d on d.incident_id = l.incident_id and l.gaiji -> 'decisions' ? d.id::text
    where rl.print_run_id = ${run.id} and d.withdrawn_at is not null`);
  if (decisions.length === 0) return dropped;
  const why = sql`jsonb_build_object('reason', 'letter.gaiji-withdrawn', 'detail', '{}'::jsonb)`;
  const held = await dropLetters(tx, run.id, madeAsNotDecided, "held", why);
  const asked = decisions.map(({ id }) => ({
    dedupeKey: `${id}:${run.id}`,
    payload: { gaijiDecisionId: id },
  }));
  await enqueue(tx, followGaijiTask, run.incidentId, asked);
  return dropped + held.dropped;
}

type Colleague = EventActor & { kind: "staff" };

/** A new version of the list means that letters in open runs may be made again: nothing is fixed before. */
async function refuseBeforeList(tx: Tx, run: LockedRun): Promise<void> {
  const behind = await tx.execute(sql`
    select from outbox o join affected_lists f on f.id::text = o.payload ->> 'listId' and f.state = 'approved'
    where f.incident_id = ${run.incidentId} and o.name = ${followListTask.name}
      and o.state in ('ready', 'running', 'dead') limit 1`);
  if (behind.length > 0) throw new NotAllowedNow("print-run.list-not-followed", { number: run.number });
}

/** Seals one run; false where nobody was left in it. */
async function sealOne(tx: Tx, by: Colleague, printRunId: string): Promise<boolean> {
  const run = await lockedRun(tx, printRunId);
  const verdict = mayMove("seal", run.state);
  if (!verdict.ok) throw new NotAllowedNow(verdict.because, { number: run.number });
  await refuseBeforeList(tx, run);
  const stopped = await dropLetters(tx, printRunId, sql`n.state <> 'owed'`, "void");
  const dropped = stopped.dropped + (await dropOutdated(tx, run));
  const { dropped: onHoldNow, left } = await dropLetters(
    tx,
    printRunId,
    onHold(sql`rl.print_run_id`),
    "generated",
  );
  if (left === 0) {
    await dissolveRun(tx, by, run, { dropped, onHold: onHoldNow });
    return false;
  }
  if (dropped + onHoldNow > 0) await closeGaps(tx, printRunId);
  const sealed = await tx.execute(sql`
    update print_runs set state = 'sealed', sealed_by = ${by.staffId}, sealed_at = clock_timestamp()
    where id = ${printRunId} and state = 'open' returning 1`);
  if (sealed.length !== 1) throw new Conflict("print-run.race");
  await recordEvent(tx, {
    incidentId: run.incidentId,
    actor: by,
    action: "print-run.sealed",
    subject: { type: "print-run", id: printRunId },
    detail: { number: run.number, letters: left, dropped, onHold: onHoldNow },
  });
  await enqueue(tx, renderPrintRunTask, run.incidentId, [{ dedupeKey: printRunId, payload: { printRunId } }]);
  return true;
}

/**
 * Fixes which letters are in each run and in which order, leaves out whoever must no longer be written to and
 * whoever is on hold (their letters wait to be planned again), or whose letter must be made again first, and asks for
 * the PDFs. All of the runs or none; a run in which nobody is left is dissolved. Throws `print-run.not-open`,
 * `print-run.list-not-followed` while a new version of the list is followed.
 */
export async function sealPrintRuns(
  actor: Actor,
  input: PrintRunIds,
): Promise<{ sealed: number; dissolved: number }> {
  const by = authorizeStaff(actor, "printRuns.seal");
  const { printRunIds } = parseInput(printRunsInput, input);
  const runs = [...new Set(printRunIds)].sort();
  return inTransaction(async (tx) => {
    let sealed = 0;
    for (const printRunId of runs) if (await sealOne(tx, by, printRunId)) sealed += 1;
    return { sealed, dissolved: runs.length - sealed };
  });
}
