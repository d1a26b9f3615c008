import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import type { VerifiedCaller } from "./rules";
import { ofCall } from "./schema";

type Grant = { person_id: string; incident_id: string; granted_until: string };

/**
 * The permission to be told, for the agent's own open call, while it lasts: the only maker of a
 * `VerifiedCaller`. Every use is recorded before anything is shown. Throws `verification.no-grant`.
 */
export async function verifiedCaller(actor: Actor, input: { callId: string }): Promise<VerifiedCaller> {
  const by = authorizeStaff(actor, "hotline.person");
  const { callId } = parseInput(ofCall, input);
  return inTransaction(async (tx) => {
    const [grant] = await tx.execute<Grant>(sql`
      select v.person_id, c.incident_id, v.granted_until::text
      from caller_verifications v join calls c on c.id = v.call_id
      where v.call_id = ${callId} and v.agent_id = ${by.staffId} and v.result = 'passed'
        and v.granted_until > clock_timestamp() and v.grant_ended_at is null and c.ended_at is null
        and c.person_id = v.person_id
      order by v.granted_until desc limit 1`);
    if (!grant) throw new NotAllowedNow("verification.no-grant");
    await recordEvent(tx, {
      incidentId: grant.incident_id,
      actor: by,
      action: "person.revealed",
      subject: { type: "person", id: grant.person_id },
      detail: { callId },
    });
    return {
      callId,
      personId: grant.person_id,
      incidentId: grant.incident_id,
      grantedUntil: new Date(grant.granted_until),
    } as VerifiedCaller;
  });
}
