import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { askForDerivation } from "@/features/people/ask-for-derivation";
import { findCandidates } from "@/features/people/find-candidates";
import { mergePeople } from "@/features/people/merge-people";
import { strikingFields } from "@/features/people/rules";
import { unmergePeople } from "@/features/people/unmerge-people";
import { OwabiError } from "@/lib/errors";
import { checkInvariants } from "../../../jobs/invariants/check-invariants";
import { benchForThisFile, doReadyTasks, manager } from "../upstream/bench";
import { caseOf, type Line, peopleNow, stateOf } from "./small-case";

benchForThisFile();

/** Seven people, with and without numbers: of one claim, of several, and claims that two and three share. */
const lines: Line[] = [
  { claim: 1, number: "1" },
  { claim: 2, number: "2", name: "山田花子" },
  { claim: 3, number: "3", name: "斉藤　一", kana: "サイトウ　ハジメ" },
  { claim: 4 },
  { claim: 4, number: "1" },
  { claim: 5, phone: "03-0000-0000" },
  { claim: 5, number: "2" },
  { claim: 5, number: "3" },
  { claim: 6, number: "6", birth: "1995-05-05", sex: "男" },
  { claim: 6, name: "斎藤　一", kana: "サイトウ　ハジメ" },
];

type Step =
  | { kind: "merge"; kept: number; merged: number }
  | { kind: "unmerge"; at: number }
  | { kind: "derive" }
  | { kind: "find" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("merge" as const), kept: fc.nat(9), merged: fc.nat(9) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("unmerge" as const), at: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.constant({ kind: "derive" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "find" as const }) },
);

const reason = "性質の試験";

async function liveMerges(incidentId: string): Promise<string[]> {
  const rows = await database().execute<{ id: string }>(
    sql`select id from person_merges where incident_id = ${incidentId} and unmerged_at is null order by id`,
  );
  return rows.map(({ id }) => id);
}

async function take(incidentId: string, one: Step): Promise<void> {
  if (one.kind === "derive") {
    await askForDerivation(manager, { incidentId });
    await doReadyTasks();
  } else if (one.kind === "find") await findCandidates({ kind: "system", name: "test" }, { incidentId });
  else if (one.kind === "unmerge") {
    const live = await liveMerges(incidentId);
    const mergeId = live[one.at % Math.max(1, live.length)];
    if (mergeId) await unmergePeople(manager, { mergeId, reason });
  } else {
    const people = await peopleNow(incidentId);
    const [kept, merged] = [people[one.kept % people.length], people[one.merged % people.length]];
    await mergePeople(manager, {
      incidentId,
      keptPersonId: kept?.id ?? "",
      mergedPersonId: merged?.id ?? "",
      reason,
      confirmedDifferences: [...strikingFields],
    }).catch((error: unknown) => {
      if (!(error instanceof OwabiError) || !/^merge\.(merged-already|same-person)$/.test(error.reason))
        throw error;
    });
  }
}

describe("merges", () => {
  it("in any order with derivations between leave what a derivation finds, and undone in any order leave no trace", async () => {
    const incidentId = await caseOf(lines);
    const before = await stateOf(incidentId);
    expect(before.people).toHaveLength(7);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 10 }),
        fc.infiniteStream(fc.nat(9)),
        async (steps, order) => {
          for (const one of steps) await take(incidentId, one);
          const stands = await stateOf(incidentId);
          expect((await checkInvariants()).filter(({ violations }) => violations > 0)).toEqual([]);
          await take(incidentId, { kind: "derive" });
          expect(await stateOf(incidentId)).toEqual(stands);
          for (
            let live = await liveMerges(incidentId);
            live.length > 0;
            live = await liveMerges(incidentId)
          ) {
            await take(incidentId, { kind: "unmerge", at: order.next().value });
          }
          expect(await stateOf(incidentId)).toEqual(before);
        },
      ),
      { numRuns: 15 },
    );
  }, 300_000);
});
