import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid, NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type StartCall, startCallInput } from "./schema";

/**
 * Opens a call. An agent has one open call; a second is a `Conflict` (`call.one-is-open`). An outbound call
 * names the explanation it is for.
 */
export async function startCall(actor: Actor, input: StartCall): Promise<{ callId: string }> {
  const by = authorizeStaff(actor, "hotline.startCall");
  const asked = parseInput(startCallInput, input);
  if ((asked.direction === "outbound") !== (asked.callTaskId !== undefined)) {
    throw new Invalid("call.outbound-needs-task");
  }
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, asked.incidentId);
    const [task] = asked.callTaskId
      ? await tx.execute<{ person_id: string }>(sql`
          select person_id from call_tasks
          where id = ${asked.callTaskId} and incident_id = ${asked.incidentId} and state in ('owed', 'promised')`)
      : [];
    if (asked.callTaskId && !task) throw new NotAllowedNow("call-task.closed");
    const [opened] = await tx.execute<{ id: string }>(sql`
      insert into calls (id, incident_id, agent_id, person_id, direction)
      values (coalesce(${asked.id ?? null}::uuid, uuidv7()), ${asked.incidentId}, ${by.staffId},
              ${task?.person_id ?? null}, ${asked.direction})
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
      detail: { direction: asked.direction },
    });
    return { callId: opened.id };
  });
}
