import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { mayRing } from "@/features/callbacks/rules";
import type { CallTaskState } from "@/features/callbacks/schema";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { longestRingingMinutes } from "./rules";
import { type StartCall, startCallInput } from "./schema";

type Task = {
  personId: string;
  state: CallTaskState;
  nextCallableAt: string | null;
  noticeOwed: boolean;
  now: string;
};

/** Whom an owed explanation is for, its row locked: two agents must not ring one person at once. */
async function personToRing(
  tx: Tx,
  incidentId: string,
  callTaskId: string,
  callId?: string,
): Promise<string> {
  const [task] = await tx.execute<Task>(sql`
    select t.person_id as "personId", t.state, t.next_callable_at::text as "nextCallableAt",
      (select n.state = 'owed' from notices n where n.id = t.notice_id) as "noticeOwed", clock_timestamp()::text as now
    from call_tasks t where t.id = ${callTaskId} and t.incident_id = ${incidentId} for update`);
  if (!task) throw new NotAllowedNow("call-task.closed");
  const nextCallableAt = task.nextCallableAt ? new Date(task.nextCallableAt) : null;
  const verdict = mayRing({ ...task, nextCallableAt }, new Date(task.now));
  if (!verdict.ok) throw new NotAllowedNow(verdict.because);
  const [ringing] = await tx.execute(sql`
    select 1 from calls where incident_id = ${incidentId} and person_id = ${task.personId} and direction = 'outbound'
      and ended_at is null and id is distinct from ${callId ?? null}::uuid
      and started_at > clock_timestamp() - make_interval(mins => ${longestRingingMinutes}::int)`);
  if (ringing) throw new Conflict("call.being-rung");
  return task.personId;
}

/**
 * Opens a call. An agent has one open call; a second is a `Conflict` (`call.one-is-open`). An outbound call
 * names the explanation it is for and lets the agent see the number to dial; it is refused while another agent
 * rings (`call.being-rung`), before its time (`call-task.too-early`) and when nothing is owed (`call-task.closed`).
 */
export async function startCall(actor: Actor, input: StartCall): Promise<{ callId: string }> {
  const by = authorizeStaff(actor, "hotline.startCall");
  const asked = parseInput(startCallInput, input);
  if ((asked.direction === "outbound") !== (asked.callTaskId !== undefined)) {
    throw new Invalid("call.outbound-needs-task");
  }
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, asked.incidentId);
    const personId = asked.callTaskId
      ? await personToRing(tx, asked.incidentId, asked.callTaskId, asked.id)
      : null;
    const [opened] = await tx.execute<{ id: string }>(sql`
      insert into calls (id, incident_id, agent_id, person_id, direction)
      values (coalesce(${asked.id ?? null}::uuid, uuidv7()), ${asked.incidentId}, ${by.staffId},
              ${personId}, ${asked.direction})
      on conflict do nothing returning id`);
    if (!opened) {
      const [same] = asked.id
        ? await tx.execute<{ id: string }>(
            sql`select id from calls where id = ${asked.id} and agent_id = ${by.staffId}`,
          )
        : [];
      if (!same) throw new Conflict("call.one-is-open");
      return { callId: same.id };
    }
    await recordEvent(tx, {
      incidentId: asked.incidentId,
      actor: by,
      action: "call.started",
      subject: { type: "call", id: opened.id },
      detail: { direction: asked.direction, ...(personId ? { personId, shown: "phone" } : {}) },
    });
    return { callId: opened.id };
  });
}
