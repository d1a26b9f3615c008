import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotAllowedNow } from "@/lib/errors";

export type OpenCallRow = { incidentId: string; personId: string | null; direction: "inbound" | "outbound" };

/** The agent's own open call, locked. Throws `call.not-open` for any other, known or not. */
export async function openCallOf(tx: Tx, callId: string, agentId: string): Promise<OpenCallRow> {
  const [call] = await tx.execute<{
    incident_id: string;
    person_id: string | null;
    direction: OpenCallRow["direction"];
  }>(sql`
    select incident_id, person_id, direction from calls
    where id = ${callId} and agent_id = ${agentId} and ended_at is null for update`);
  if (!call) throw new NotAllowedNow("call.not-open");
  return { incidentId: call.incident_id, personId: call.person_id, direction: call.direction };
}
