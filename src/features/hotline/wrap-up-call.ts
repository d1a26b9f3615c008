import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { recordAttempt } from "@/features/callbacks/record-attempt";
import { openStates } from "@/features/callbacks/rules";
import type { AttemptOutcome, CallTaskState } from "@/features/callbacks/schema";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type OpenCallRow, openCallOf } from "./open-call-of";
import { mayEndCall } from "./rules";
import { type WrapUp, wrapUpInput } from "./schema";

type Task = { id: string; state: CallTaskState };
type InThisCall = { verified: boolean; booked: boolean; task: Task | null };

/** What came of the call so far: verification, a promise made during it, and the explanation still owed. */
async function cameOf(tx: Tx, callId: string, call: OpenCallRow): Promise<InThisCall> {
  const [task] = await tx.execute<Task>(sql`
    select id, state from call_tasks
    where incident_id = ${call.incidentId} and person_id = ${call.personId} for update`);
  const [row] = await tx.execute<{ verified: boolean; booked: boolean }>(sql`
    select exists (select from caller_verifications where call_id = ${callId} and person_id = ${call.personId}
                   and result = 'passed') as verified,
      exists (select from callbacks where call_task_id = ${task?.id ?? null} and state = 'booked'
              and promised_at >= ${call.startedAt}::timestamptz) as booked`);
  return { verified: Boolean(row?.verified), booked: Boolean(row?.booked), task: task ?? null };
}

/** Does the outcome still count towards what we owe? Another call may have settled it meanwhile. */
function counts(task: Task | null, attempt: AttemptOutcome): task is Task {
  if (!task) return false;
  return attempt === "explained" ? task.state !== "done" : openStates.includes(task.state);
}

/** A promise made during the call to somebody who could not be verified: the number on file will be rung. */
async function bookedUnverified(tx: Tx, call: OpenCallRow, agentId: string): Promise<boolean> {
  const [row] = await tx.execute(sql`
    select 1 from callbacks where incident_id = ${call.incidentId} and promised_by = ${agentId}
      and state = 'booked' and promised_at >= ${call.startedAt}::timestamptz limit 1`);
  return Boolean(row);
}

/**
 * Ends a call with its outcome; the permission to be told ends with it. An explanation, given on whichever side
 * rang, settles the call task; so does every outcome of an outbound call. Throws what `mayEndCall` says, and
 * `call-task.not-all-explained`.
 */
export async function wrapUpCall(actor: Actor, input: WrapUp): Promise<void> {
  const by = authorizeStaff(actor, "hotline.wrapUp");
  const given = parseInput(wrapUpInput, input);
  await inTransaction(async (tx) => {
    const call = await openCallOf(tx, given.callId, by.staffId);
    const came = await cameOf(tx, given.callId, call);
    const booked = came.booked || (!call.personId && (await bookedUnverified(tx, call, by.staffId)));
    const verdict = mayEndCall({ direction: call.direction, verified: came.verified, booked }, given.outcome);
    if (!verdict.ok) throw new NotAllowedNow(verdict.because);
    if (verdict.attempt && counts(came.task, verdict.attempt)) {
      // The attempt joins this transaction: a call that explained and a task that is done commit together.
      await recordAttempt(actor, {
        id: given.callId,
        callTaskId: came.task.id,
        outcome: verdict.attempt,
        explained: given.explained,
        rangAt: new Date(call.startedAt),
      });
    }
    await endCall(tx, given);
    await recordEvent(tx, {
      incidentId: call.incidentId,
      actor: by,
      action: "call.wrapped-up",
      subject: { type: "call", id: given.callId },
      detail: { outcome: given.outcome, complaint: given.complaint, topics: given.topics.join(",") },
    });
  });
}

async function endCall(tx: Tx, given: Required<Omit<WrapUp, "explained">>): Promise<void> {
  await tx.execute(sql`
    update calls set ended_at = clock_timestamp(), outcome = ${given.outcome}, complaint = ${given.complaint},
      topics = (select coalesce(array_agg(value), '{}') from jsonb_array_elements_text(${JSON.stringify(given.topics)}::jsonb)),
      note = ${given.note}
    where id = ${given.callId}`);
  await tx.execute(sql`
    update caller_verifications set grant_ended_at = clock_timestamp()
    where call_id = ${given.callId} and grant_ended_at is null`);
}
