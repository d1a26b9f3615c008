import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { drawQuestions } from "@/features/hotline/draw-questions";
import { searchCaller } from "@/features/hotline/search-caller";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { mergePeople } from "@/features/people/merge-people";
import { strikingFields } from "@/features/people/rules";
import { unmergePeople } from "@/features/people/unmerge-people";
import type { Actor } from "@/features/staff/rules";
import { checkInvariants } from "../../../jobs/invariants/check-invariants";
import { allFacts, answerCall, type Facts, type Line, newAgent, openLine } from "../hotline/line";
import { doReadyTasks, manager } from "../upstream/bench";

let line: Line;
let agent: Actor;
let callId: string;
let kept: Facts;
let merged: Facts;
const reason = "本人からの申し出";

beforeAll(async () => {
  line = await openLine();
  agent = await newAgent();
  callId = await answerCall(line.incidentId, agent);
  const people = (await allFacts(line.incidentId)).filter(
    (one) => one.policy_number && one.phone_key && one.birth_date,
  );
  [kept, merged] = [people[0] as Facts, people[1] as Facts];
});
afterAll(() => line.close());

const found = async (text: string) =>
  (await searchCaller(agent, { callId, text })).hits.map(({ personId }) => personId);

async function noticesOf(personId: string): Promise<string[]> {
  const rows = await database().execute<{ state: string }>(sql`
    select channel || ' ' || state || coalesce(' ' || withheld_reason, '') as state from notices
    where person_id = ${personId} order by 1`);
  return rows.map(({ state }) => state);
}

const broken = async () => (await checkInvariants()).filter(({ violations }) => violations > 0);

describe("after two people were found to be one", () => {
  it("a caller is found as the kept person under every number of either, and a wish of either holds for both", async () => {
    await suppressNotices(manager, {
      incidentId: line.incidentId,
      personId: merged.id,
      channel: "all",
      reason,
    });
    const before = await noticesOf(kept.id);
    expect(before).toEqual(["call owed", "letter owed"]);
    const { id: mergeId } = await mergePeople(manager, {
      incidentId: line.incidentId,
      keptPersonId: kept.id,
      mergedPersonId: merged.id,
      reason,
      confirmedDifferences: [...strikingFields],
    });
    expect(await broken()).toEqual([]);
    expect(await doReadyTasks()).toContain("follow-merges");
    expect(await broken()).toEqual([]);
    expect(await noticesOf(kept.id)).toEqual(["call withheld suppressed", "letter withheld suppressed"]);
    for (const text of [merged.policy_number, merged.phone_key, merged.name, merged.inquiry_number])
      expect(await found(text ?? "")).toContain(kept.id);
    for (const text of [merged.policy_number, merged.phone_key])
      expect(await found(text ?? "")).not.toContain(merged.id);
    const drawn = await drawQuestions(agent, {
      callId,
      personId: kept.id,
      inquiryNumber: merged.inquiry_number ?? "",
    });
    expect(drawn.inquiryNumberAccepted).toBe(true);
    await unmergePeople(manager, { mergeId, reason });
    await doReadyTasks();
    expect(await noticesOf(kept.id)).toEqual(before);
    expect(await found(merged.policy_number ?? "")).toContain(merged.id);
    expect(await broken()).toEqual([]);
  });
});
