import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotAllowedNow } from "@/lib/errors";

/** `startedAt` as the database writes it, to the microsecond: what happened in the call is later than this. */
export type OpenCallRow = {
  incidentId: string;
  personId: string | null;
  direction: "inbound" | "outbound";
  startedAt: string;
};

/** The agent's own open call, locked. Throws `call.not-open` for any other, known or not. */
export async function openCallOf(tx: Tx, callId: string, agentId: string): Promise<OpenCallRow> {
  const [call] = await tx.execute<OpenCallRow>(sql`
    select incident_id as "incidentId", person_id as "personId", direction, started_at::text as "startedAt"
    from calls where id = ${callId} and agent_id = ${agentId} and ended_at is null for update`);
  if (!call) throw new NotAllowedNow("call.not-open");
  return call;
}
