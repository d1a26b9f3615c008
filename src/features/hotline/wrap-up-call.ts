import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { recordAttempt } from "@/features/callbacks/record-attempt";
import { type AttemptOutcome, attemptOutcomes } from "@/features/callbacks/schema";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { openCallOf } from "./open-call-of";
import { type WrapUp, wrapUpInput } from "./schema";

async function openTaskOf(tx: Tx, incidentId: string, personId: string): Promise<string | null> {
  const [task] = await tx.execute<{ id: string }>(sql`
    select id from call_tasks
    where incident_id = ${incidentId} and person_id = ${personId} and state in ('owed', 'promised')`);
  return task?.id ?? null;
}

async function wasVerified(tx: Tx, callId: string, personId: string): Promise<boolean> {
  const [row] = await tx.execute(sql`
    select 1 from caller_verifications where call_id = ${callId} and person_id = ${personId} and result = 'passed'`);
  return Boolean(row);
}

/**
 * Ends a call with its outcome; the permission to be told ends with it. An explanation, given on whichever side
 * rang, settles the call task; so does every outcome of an outbound call. Only a verified caller can have been
 * explained to (`call.not-verified`).
 */
export async function wrapUpCall(actor: Actor, input: WrapUp): Promise<void> {
  const by = authorizeStaff(actor, "hotline.wrapUp");
  const given = parseInput(wrapUpInput, input);
  await inTransaction(async (tx) => {
    const call = await openCallOf(tx, given.callId, by.staffId);
    const attempt = attemptOutcomes.find((known) => known === given.outcome);
    if (attempt === "explained") {
      const verified = call.personId && (await wasVerified(tx, given.callId, call.personId));
      if (!verified) throw new NotAllowedNow("call.not-verified");
    }
    const settles = attempt === "explained" || call.direction === "outbound";
    const taskId = call.personId && settles ? await openTaskOf(tx, call.incidentId, call.personId) : null;
    if (taskId && attempt) await settleTask(actor, given, taskId, attempt);
    await tx.execute(sql`
      update calls set ended_at = clock_timestamp(), outcome = ${given.outcome}, complaint = ${given.complaint},
        topics = (select coalesce(array_agg(value), '{}') from jsonb_array_elements_text(${JSON.stringify(given.topics)}::jsonb)),
        note = ${given.note}
      where id = ${given.callId}`);
    await tx.execute(sql`
      update caller_verifications set grant_ended_at = clock_timestamp()
      where call_id = ${given.callId} and grant_ended_at is null`);
    await recordEvent(tx, {
      incidentId: call.incidentId,
      actor: by,
      action: "call.wrapped-up",
      subject: { type: "call", id: given.callId },
      detail: { outcome: given.outcome, complaint: given.complaint, topics: given.topics.join(",") },
    });
  });
}

/** The attempt joins this call's transaction: a call that explained and a task that is done commit together. */
async function settleTask(
  actor: Actor,
  given: { callId: string; explained: string[] },
  callTaskId: string,
  outcome: AttemptOutcome,
): Promise<void> {
  await recordAttempt(actor, { id: given.callId, callTaskId, outcome, explained: given.explained, note: "" });
}
