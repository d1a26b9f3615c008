import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type DecideCandidate, decideCandidateInput } from "./schema";

/** Takes back that two people are two: the pair waits again. Throws `candidate.not-kept-apart`. */
export async function reconsiderCandidate(actor: Actor, input: DecideCandidate): Promise<void> {
  const by = authorizeStaff(actor, "people.reconsider");
  const { incidentId, candidateId, reason } = parseInput(decideCandidateInput, input);
  await inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId);
    const [waits] = await tx.execute<{ one: string; other: string }>(sql`
      update match_candidates set state = 'waiting', reason = '', decided_by = null, decided_at = null
      where id = ${candidateId} and incident_id = ${incidentId} and state = 'kept-apart'
      returning one_person_id as one, other_person_id as other`);
    if (!waits) throw new Conflict("candidate.not-kept-apart");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "people.reconsidered",
      subject: { type: "person", id: waits.one },
      detail: { otherPersonId: waits.other, candidateId },
      reason,
    });
  });
}
