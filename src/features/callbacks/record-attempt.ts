import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { itemsToExplain } from "./queries";
import { releaseSlot } from "./release-slot";
import { afterAttempt, mayRecordAttempt, promiseAfterAttempt } from "./rules";
import { type AttemptOutcome, type CallTaskState, type RecordAttempt, recordAttemptInput } from "./schema";

type Task = { id: string; incident_id: string; person_id: string; state: CallTaskState; attempts: number };

type Promised = { id: string; was_due: boolean };

/** The promise that stands, and whether it was due when we rang. */
async function promiseOf(tx: Tx, taskId: string, rangAt: Date | undefined): Promise<Promised | undefined> {
  const [live] = await tx.execute<Promised>(sql`
    select id, due_at <= coalesce(${rangAt?.toISOString() ?? null}::timestamptz, clock_timestamp()) as was_due
    from callbacks where call_task_id = ${taskId} and state = 'booked' for update`);
  return live;
}

/** Settles the promise as the attempt has it; the state the task is in then. */
async function settlePromise(
  tx: Tx,
  live: Promised | undefined,
  outcome: AttemptOutcome,
  after: CallTaskState,
): Promise<CallTaskState> {
  if (!live) return after;
  const settled = promiseAfterAttempt(outcome, { wasDue: live.was_due }, after);
  if (settled === "stands") return "promised";
  await releaseSlot(tx, live.id, settled);
  return after;
}

/**
 * We rang, and it ended so. Part of ending a call and of nothing else, for only there is known who was verified.
 * "Explained" needs every class of document ticked off and ends the task; anything else settles when we may
 * ring again. A promise that was due is kept by reaching the person, missed otherwise.
 */
export async function recordAttempt(actor: Actor, input: RecordAttempt): Promise<{ state: CallTaskState }> {
  const by = authorizeStaff(actor, "hotline.wrapUp");
  const asked = parseInput(recordAttemptInput, input);
  return inTransaction(async (tx) => {
    const [task] = await tx.execute<Task>(sql`
      select id, incident_id, person_id, state, attempts from call_tasks where id = ${asked.callTaskId} for update`);
    if (!task) throw new NotFound("call-task.unknown");
    const [same] = asked.id ? await tx.execute(sql`select 1 from call_attempts where id = ${asked.id}`) : [];
    if (same) return { state: task.state };
    const toExplain = await itemsToExplain(task.id, tx);
    const verdict = mayRecordAttempt(task.state, asked.outcome, toExplain, asked.explained);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because);
    const live = await promiseOf(tx, task.id, asked.rangAt);
    await tx.execute(sql`
      insert into call_attempts (id, call_task_id, callback_id, by_staff_id, outcome, explained, note)
      values (coalesce(${asked.id ?? null}::uuid, uuidv7()), ${task.id}, ${live?.id ?? null}, ${by.staffId},
        ${asked.outcome}, (select coalesce(array_agg(value), '{}') from jsonb_array_elements_text(${JSON.stringify(asked.explained)}::jsonb)), ${asked.note})`);
    const after = afterAttempt(asked.outcome, task.attempts + 1);
    const state = await settlePromise(tx, live, asked.outcome, after.state);
    await tx.execute(sql`
      update call_tasks set attempts = attempts + 1, state = ${state},
        next_callable_at = clock_timestamp() + make_interval(mins => ${after.waitMinutes}::int),
        done_at = case when ${state} = 'done' then clock_timestamp() end
      where id = ${task.id}`);
    await recordEvent(tx, {
      incidentId: task.incident_id,
      actor: by,
      action: "call.attempted",
      subject: { type: "call-task", id: task.id },
      detail: { outcome: asked.outcome, attempt: task.attempts + 1, state },
    });
    return { state };
  });
}
