import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { lockDerivation } from "@/features/catalog/lock-derivation";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { askToFollowMerges } from "./ask-to-follow-merges";
import { deriveClaims } from "./derive-claims";
import { factsOfPeople, type PersonToCompare } from "./facts-of-people";
import { identicalCandidates } from "./identical-candidates";
import { keptApartPairs } from "./kept-apart-pairs";
import { compareFacts, isIdentical, keptOf } from "./rules";
import { type MergeIdentical, mergeIdenticalInput } from "./schema";
import { type Merge, writeMerges } from "./write-merges";

/**
 * One signed decision over every waiting pair that is equal in name, kana, birth date and address; each merge is a
 * row of its own and can be undone by itself. `pairs` is the number the decider saw: where it is another by now,
 * nothing happens (Conflict `candidates.changed` { pairs }).
 */
export async function mergeIdentical(actor: Actor, input: MergeIdentical): Promise<{ merged: number }> {
  const by = authorizeStaff(actor, "people.mergeIdentical");
  const { incidentId, reason, pairs } = parseInput(mergeIdenticalInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId);
    await lockDerivation(tx, incidentId);
    const candidates = await identicalCandidates(tx, incidentId);
    if (candidates.length !== pairs) throw new Conflict("candidates.changed", { pairs: candidates.length });
    const people = await factsOfPeople(
      tx,
      incidentId,
      candidates.flatMap(({ one, other }) => [one, other]),
    );
    const apart = await keptApartPairs(tx, [...people.keys()]);
    const merges = groupsOf(candidates, people)
      .filter((group) => !group.some((a) => group.some((b) => apart.has(`${a.id} ${b.id}`))))
      .flatMap(mergesOf);
    await writeMerges(tx, { incidentId, reason, staffId: by.staffId }, merges);
    await deriveClaims(tx, incidentId, {
      people: merges.flatMap(({ keptPersonId, mergedPersonId }) => [keptPersonId, mergedPersonId]),
    });
    await askToFollowMerges(tx, incidentId);
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "people.identical-merged",
      subject: { type: "incident", id: incidentId },
      detail: { pairs, merged: merges.length },
      reason,
    });
    return { merged: merges.length };
  });
}

type Pairs = readonly { one: string; other: string }[];

/** Equal to an equal is equal: the pairs' people, each in one group. Who strikes against their group stays out. */
function groupsOf(pairs: Pairs, people: ReadonlyMap<string, PersonToCompare>): PersonToCompare[][] {
  const groupOf = new Map<string, PersonToCompare[]>();
  for (const { one, other } of pairs) {
    const [a, b] = [people.get(one), people.get(other)];
    if (!a || !b) continue;
    const [mine, theirs] = [groupOf.get(one) ?? [a], groupOf.get(other) ?? [b]];
    const together = mine === theirs ? mine : [...mine, ...theirs];
    const allIdentical = together.every((x) =>
      together.every((y) => x === y || isIdentical(compareFacts(x, y))),
    );
    if (!allIdentical) continue;
    for (const person of together) groupOf.set(person.id, together);
  }
  return [...new Set(groupOf.values())];
}

function mergesOf(group: readonly PersonToCompare[]): Merge[] {
  const [first, ...others] = group;
  if (!first) return [];
  const kept = others.reduce((best, person) => keptOf(best, person), first);
  return group
    .filter((person) => person !== kept)
    .map((person) => ({
      keptPersonId: kept.id,
      mergedPersonId: person.id,
      evidence: compareFacts(kept, person),
    }));
}
