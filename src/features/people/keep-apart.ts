import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type DecideCandidate, decideCandidateInput } from "./schema";

/** Two people are two, for a stated reason; they are not proposed again. Throws `candidate.decided-already`. */
export async function keepApart(actor: Actor, input: DecideCandidate): Promise<void> {
  const by = authorizeStaff(actor, "people.keepApart");
  const { incidentId, candidateId, reason } = parseInput(decideCandidateInput, input);
  await inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId);
    const [kept] = await tx.execute<{ one: string; other: string }>(sql`
      update match_candidates
      set state = 'kept-apart', reason = ${reason}, decided_by = ${by.staffId}, decided_at = clock_timestamp()
      where id = ${candidateId} and incident_id = ${incidentId} and state = 'waiting'
      returning one_person_id as one, other_person_id as other`);
    if (!kept) throw new Conflict("candidate.decided-already");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "people.kept-apart",
      subject: { type: "person", id: kept.one },
      detail: { otherPersonId: kept.other, candidateId },
      reason,
    });
  });
}
