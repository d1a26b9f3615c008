import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { consequencesOf } from "./consequences-of";

/** Writes down what an approved version means downstream, as it stood when it came into force. */
export async function recordConsequences(actor: Actor, input: { listId: string }): Promise<void> {
  const by = authorize(actor, "notices.decide");
  await inTransaction(async (tx) => {
    const [list] = await tx.execute<{ incident_id: string; version: number }>(sql`
      select incident_id, version from affected_lists where id = ${input.listId} and state = 'approved'`);
    if (!list) return;
    const { people, stoppable } = await consequencesOf(tx, input.listId);
    await recordEvent(tx, {
      incidentId: list.incident_id,
      actor: by,
      action: "list.consequences",
      subject: { type: "affected-list", id: input.listId },
      detail: { version: list.version, ...people, stoppable },
    });
  });
}
