import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { lockDerivation } from "@/features/catalog/lock-derivation";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Invalid, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { askToFollowMerges } from "./ask-to-follow-merges";
import { deriveClaims } from "./derive-claims";
import { factsOfPeople } from "./facts-of-people";
import { keptApartPairs } from "./kept-apart-pairs";
import { compareFacts, mayMerge, strikingDifferences } from "./rules";
import { type MergePeople, mergePeopleInput } from "./schema";
import { writeMerges } from "./write-merges";

/**
 * Two people are one: documents of both concern the kept one from now on, whose facts stand. Whoever was merged
 * into either before goes along. Throws `merge.merged-already` (one of them is somebody else's already),
 * `merge.kept-apart` (somebody decided that they are two), `merge.differs` { fields } (they differ in birth date,
 * sex or the whole name, and that was not confirmed), `merge.same-person`, `person.unknown`.
 */
export async function mergePeople(actor: Actor, input: MergePeople): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "people.merge");
  const asked = parseInput(mergePeopleInput, input);
  const { incidentId, keptPersonId, mergedPersonId, reason } = asked;
  if (keptPersonId === mergedPersonId) throw new Invalid("merge.same-person");
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId);
    await lockDerivation(tx, incidentId);
    const people = await factsOfPeople(tx, incidentId, [keptPersonId, mergedPersonId]);
    const [kept, merged] = [people.get(keptPersonId), people.get(mergedPersonId)];
    if (!kept || !merged) throw new NotFound("person.unknown");
    const evidence = compareFacts(kept, merged);
    const apart = await keptApartPairs(tx, [keptPersonId, mergedPersonId]);
    const verdict = mayMerge({
      oneIsMerged: kept.mergedInto !== null || merged.mergedInto !== null,
      keptApart: apart.size > 0,
      evidence,
      confirmed: asked.confirmedDifferences,
    });
    if (!verdict.ok)
      throw new NotAllowedNow(verdict.because, verdict.fields ? { fields: verdict.fields } : {});
    const [id] = await writeMerges(tx, { incidentId, reason, staffId: by.staffId }, [
      { keptPersonId, mergedPersonId, evidence },
    ]);
    await deriveClaims(tx, incidentId, { people: [keptPersonId, mergedPersonId] });
    await askToFollowMerges(tx, incidentId);
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "people.merged",
      subject: { type: "person", id: keptPersonId },
      detail: { mergedPersonId, mergeId: id ?? "", differing: strikingDifferences(evidence).join(",") },
      reason,
    });
    return { id: id ?? "" };
  });
}
