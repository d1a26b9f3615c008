import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { rowAccounts } from "@/features/catalog/queries";
import { askForDerivation } from "@/features/people/ask-for-derivation";
import { findCandidates } from "@/features/people/find-candidates";
import { keepApart } from "@/features/people/keep-apart";
import { matchingDecisions } from "@/features/people/matching-decisions";
import { matchingProgress } from "@/features/people/matching-progress";
import { mergeIdentical } from "@/features/people/merge-identical";
import { mergePeople } from "@/features/people/merge-people";
import { personById } from "@/features/people/person-by-id";
import { affectedPeople, masterImportsOf } from "@/features/people/queries";
import { reconsiderCandidate } from "@/features/people/reconsider-candidate";
import { unmergePeople } from "@/features/people/unmerge-people";
import { waitingCandidates } from "@/features/people/waiting-candidates";
import { withdrawMasterImport } from "@/features/people/withdraw-master-import";
import { checkInvariants } from "../../../jobs/invariants/check-invariants";
import { as, benchForThisFile, doReadyTasks, importMaster, manager } from "../upstream/bench";
import { caseOf, claim, type Line, master, peopleNow, stateOf } from "./small-case";

benchForThisFile();

const reason = "申込書の控えで確かめた";

async function rederive(incidentId: string): Promise<void> {
  await askForDerivation(manager, { incidentId });
  await doReadyTasks();
}

async function waitingOf(incidentId: string) {
  return (await waitingCandidates(database(), { incidentId })).candidates;
}

async function rulesOf(incidentId: string): Promise<Record<string, number>> {
  const [account] = await rowAccounts(incidentId);
  return Object.fromEntries((account?.rules ?? []).map(({ rule, rows }) => [rule, rows]));
}

describe("people without an insured number", () => {
  it("are a person a record, never joined by themselves, and a claim that names two waits for a decision", async () => {
    const incidentId = await caseOf([{ claim: 1 }, { claim: 2 }, { claim: 2, phone: "03-0000-0000" }]);
    const people = await peopleNow(incidentId);
    expect(people.map(({ key, affected, documents }) => [key, affected, documents])).toEqual([
      ["line 2", true, 1],
      ["line 3", false, 0],
      ["line 4", false, 0],
    ]);
    expect(await rulesOf(incidentId)).toMatchObject({ "claim-in-master": 1, "claim-of-two-people": 1 });
    expect((await waitingOf(incidentId)).length).toBe(3);
  });

  it("stay the same person when the same file is withdrawn and read again", async () => {
    const lines = [{ claim: 1 }, { claim: 2, name: "佐藤　次郎", kana: "サトウ　ジロウ" }];
    const incidentId = await caseOf(lines);
    const before = await peopleNow(incidentId);
    const [read] = await masterImportsOf(incidentId);
    await withdrawMasterImport(manager, { importId: read?.id ?? "", reason });
    await doReadyTasks();
    expect((await peopleNow(incidentId)).map(({ affected }) => affected)).toEqual([false, false]);
    await importMaster(incidentId, "master.csv", master(lines));
    await doReadyTasks();
    expect(await peopleNow(incidentId)).toEqual(before);
  });
});

describe("candidates", () => {
  const pairs: [string, Line, Line, boolean][] = [
    [
      "equal in name, birth date and address under two numbers",
      { claim: 1, number: "1" },
      { claim: 2, number: "2" },
      true,
    ],
    [
      "髙橋 and 高橋 with the same birth date and address",
      { claim: 1, number: "1", name: "髙橋　花子" },
      { claim: 2, number: "2", name: "高橋 花子" },
      true,
    ],
    [
      "斉藤 and 斎藤 with the same birth date and address",
      { claim: 1, number: "1", name: "斉藤　花子" },
      { claim: 2, number: "2", name: "斎藤　花子" },
      true,
    ],
    [
      "another name of one reading, birth date and address",
      { claim: 1, number: "1" },
      { claim: 2, number: "2", name: "山田　華子" },
      true,
    ],
    ["an address that is missing", { claim: 1, number: "1" }, { claim: 2, number: "2", address: "" }, true],
    [
      "a number that is missing and another address",
      { claim: 1, number: "1" },
      { claim: 2, address: "大阪府大阪市北区1" },
      true,
    ],
    [
      "namesakes at one address: another birth date",
      { claim: 1, number: "1" },
      { claim: 2, number: "2", birth: "1995-05-05" },
      false,
    ],
    [
      "namesakes with one telephone: another birth date",
      { claim: 1, number: "1", phone: "03-0000-0000" },
      { claim: 2, birth: "1996-06-06", phone: "03-0000-0000" },
      false,
    ],
    [
      "a twin: another name and reading",
      { claim: 1, number: "1" },
      { claim: 2, number: "2", name: "山田　月子", kana: "ヤマダ　ツキコ" },
      false,
    ],
    [
      "the same name and birth date somewhere else, each with a number",
      { claim: 1, number: "1", phone: "03-0000-0001" },
      { claim: 2, number: "2", address: "大阪府大阪市北区1", phone: "06-0000-0001" },
      false,
    ],
    ["another sex", { claim: 1, number: "1" }, { claim: 2, number: "2", sex: "男" }, false],
  ];
  it("are those of whom enough is equal, and never namesakes with another birth date; nobody is merged by it", async () => {
    // Each pair with a birth date and an address of its own, so that no pair meets another.
    const lines = pairs.flatMap(([, one, other], i) =>
      [one, other].map((of, side) => ({
        ...{ birth: `1970-01-${String(i + 1).padStart(2, "0")}`, address: `東京都千代田区丸の内${i + 1}-1` },
        ...of,
        claim: 10 * i + side + 1,
        number: of.number && `${i}-${of.number}`,
      })),
    );
    const incidentId = await caseOf(lines);
    const proposed = new Set(
      (await waitingOf(incidentId)).map(({ one, other }) =>
        [one, other]
          .map(({ documents }) => Math.floor(Number(documents[0]?.claimNumber.slice(-7)) / 10))
          .join(),
      ),
    );
    expect([...proposed].sort()).toEqual(pairs.flatMap(([, , , is], i) => (is ? [`${i},${i}`] : [])).sort());
    expect((await peopleNow(incidentId)).filter(({ mergedInto }) => mergedInto)).toEqual([]);
  });

  it("are looked for only where somebody is concerned, and an oversized group is told of and not paired", async () => {
    const many = Array.from({ length: 14 }, (_, i) => ({ claim: i + 1, number: String(i + 1) }));
    const unconcerned = await caseOf(
      [
        { claim: 1, number: "1" },
        { claim: 2, number: "2" },
        { claim: 3, number: "3", name: "佐藤　次郎", kana: "サトウ　ジロウ" },
      ],
      [3],
    );
    expect(await waitingOf(unconcerned)).toEqual([]);
    const crowd = await caseOf(many);
    expect(await waitingOf(crowd)).toEqual([]);
    expect((await matchingProgress(database(), crowd)).groupsTooBig).toBeGreaterThan(0);
  });

  it("stay decided when they are found again, and go away when they no longer match", async () => {
    const incidentId = await caseOf([
      { claim: 1, number: "1" },
      { claim: 2, number: "2" },
    ]);
    const [pair] = await waitingOf(incidentId);
    await keepApart(manager, { incidentId, candidateId: pair?.id ?? "", reason });
    await expect(
      keepApart(manager, { incidentId, candidateId: pair?.id ?? "", reason }),
    ).rejects.toMatchObject({ reason: "candidate.decided-already" });
    await findCandidates({ kind: "system", name: "test" }, { incidentId });
    expect(await waitingOf(incidentId)).toEqual([]);
    const [one, other] = await peopleNow(incidentId);
    await expect(
      mergePeople(manager, {
        incidentId,
        keptPersonId: one?.id ?? "",
        mergedPersonId: other?.id ?? "",
        reason,
      }),
    ).rejects.toMatchObject({ reason: "merge.kept-apart" });
    await reconsiderCandidate(manager, { incidentId, candidateId: pair?.id ?? "", reason });
    expect(await waitingOf(incidentId)).toHaveLength(1);
    const moved = { claim: 2, number: "2", name: "山田　月子", kana: "ヤマダ　ツキコ" };
    await importMaster(incidentId, "newer.csv", master([moved]));
    await doReadyTasks();
    expect(await waitingOf(incidentId)).toEqual([]);
  });
});

describe("a merge", () => {
  it("moves every document to the kept person and resolves the claim both were named in", async () => {
    const incidentId = await caseOf([
      { claim: 1, number: "1" },
      { claim: 2, number: "2" },
      { claim: 3, number: "1" },
      { claim: 3, number: "2" },
    ]);
    expect(await rulesOf(incidentId)).toMatchObject({ "claim-in-master": 2, "claim-of-two-people": 1 });
    const [one, two] = await peopleNow(incidentId);
    const before = await stateOf(incidentId);
    const { id } = await mergePeople(manager, {
      incidentId,
      keptPersonId: two?.id ?? "",
      mergedPersonId: one?.id ?? "",
      reason,
    });
    expect((await peopleNow(incidentId)).map(({ affected, documents }) => [affected, documents])).toEqual([
      [false, 0],
      [true, 3],
    ]);
    expect(await rulesOf(incidentId)).toEqual(expect.objectContaining({ "claim-in-master": 3 }));
    const merged = await stateOf(incidentId);
    await rederive(incidentId);
    expect(await stateOf(incidentId)).toEqual(merged);
    await unmergePeople(manager, { mergeId: id, reason });
    expect(await stateOf(incidentId)).toEqual(before);
    await rederive(incidentId);
    expect(await stateOf(incidentId)).toEqual(before);
    await expect(unmergePeople(manager, { mergeId: id, reason })).rejects.toMatchObject({
      reason: "merge.undone-already",
    });
    expect((await checkInvariants()).filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it("of two with another birth date or sex needs each difference confirmed by name", async () => {
    const incidentId = await caseOf([
      { claim: 1, number: "1" },
      { claim: 2, number: "2", birth: "1995-05-05", sex: "男" },
    ]);
    const [one, two] = await peopleNow(incidentId);
    const asked = { incidentId, keptPersonId: one?.id ?? "", mergedPersonId: two?.id ?? "", reason };
    await expect(mergePeople(manager, asked)).rejects.toMatchObject({
      reason: "merge.differs",
      detail: { fields: "birthDate,sex" },
    });
    await expect(
      mergePeople(manager, { ...asked, confirmedDifferences: ["birthDate"] }),
    ).rejects.toMatchObject({ detail: { fields: "sex" } });
    await mergePeople(manager, { ...asked, confirmedDifferences: ["birthDate", "sex"] });
    await expect(
      mergePeople(manager, { ...asked, confirmedDifferences: ["birthDate", "sex"] }),
    ).rejects.toMatchObject({ reason: "merge.merged-already" });
  });

  it("keeps concerning the kept person where only the merged one's master is left", async () => {
    const incidentId = await caseOf([{ claim: 1, number: "1" }]);
    await importMaster(incidentId, "other.csv", master([{ claim: 1, number: "2" }]));
    await doReadyTasks();
    const [one, two] = await peopleNow(incidentId);
    await mergePeople(manager, {
      incidentId,
      keptPersonId: two?.id ?? "",
      mergedPersonId: one?.id ?? "",
      reason,
    });
    const [newest] = await masterImportsOf(incidentId);
    await withdrawMasterImport(manager, { importId: newest?.id ?? "", reason });
    await doReadyTasks();
    expect((await peopleNow(incidentId)).map(({ documents }) => documents)).toEqual([0, 1]);
    expect((await checkInvariants()).filter(({ violations }) => violations > 0)).toEqual([]);
  });

  it("lets the kept person be found by the merged one's number and name, with the records of both", async () => {
    const incidentId = await caseOf([
      { claim: 1, number: "1", name: "斉藤　花子", kana: "サイトウ　ハナコ" },
      { claim: 2, number: "2", name: "斎藤　花子", kana: "サイトウ　ハナコ" },
    ]);
    const [one, two] = await peopleNow(incidentId);
    await mergePeople(manager, {
      incidentId,
      keptPersonId: one?.id ?? "",
      mergedPersonId: two?.id ?? "",
      reason,
    });
    for (const search of ["2", "斎藤", claim(2)]) {
      const found = await affectedPeople({ incidentId, search });
      expect(found.people.map(({ id }) => id)).toEqual([one?.id]);
    }
    const file = await personById(database(), one?.id ?? "");
    expect(file.records.map(({ personId }) => personId)).toEqual([one?.id, two?.id]);
    expect(file.merges).toMatchObject([{ mergedPersonId: two?.id, reason, byName: "incident-manager" }]);
    expect(file.documents).toHaveLength(2);
  });

  it("is for incident managers, with their reason, and every decision is listed with who, when and why", async () => {
    const incidentId = await caseOf([
      { claim: 1, number: "1" },
      { claim: 2, number: "2" },
    ]);
    const [one, two] = await peopleNow(incidentId);
    const asked = { incidentId, keptPersonId: one?.id ?? "", mergedPersonId: two?.id ?? "", reason };
    await expect(mergePeople(as("auditor"), asked)).rejects.toMatchObject({ kind: "forbidden" });
    await expect(mergePeople(manager, { ...asked, reason: " " })).rejects.toMatchObject({ kind: "invalid" });
    const { id } = await mergePeople(manager, asked);
    expect(await matchingProgress(database(), incidentId)).toMatchObject({ waiting: 0, merged: 1 });
    await unmergePeople(manager, { mergeId: id, reason: "別人と分かった" });
    const { decisions } = await matchingDecisions(database(), { incidentId });
    expect(decisions).toMatchObject([
      { kind: "merged", reason, byName: "incident-manager", undoReason: "別人と分かった" },
    ]);
    expect(decisions[0]?.undoneAt).not.toBeNull();
    expect(await matchingProgress(database(), incidentId)).toMatchObject({ waiting: 1, merged: 0 });
  });
});

describe("one act over all who are equal", () => {
  it("merges exactly the pairs that were counted, each its own row that can be undone", async () => {
    const incidentId = await caseOf([
      { claim: 1, number: "1" },
      { claim: 2 },
      { claim: 3, name: "山田花子" },
      { claim: 4, number: "4", name: "斉藤　一", kana: "サイトウ　ハジメ" },
      { claim: 5, number: "5", name: "斎藤　一", kana: "サイトウ　ハジメ" },
    ]);
    const before = await stateOf(incidentId);
    const { identical, waiting } = await matchingProgress(database(), incidentId);
    expect([identical, waiting]).toEqual([3, 4]);
    await expect(mergeIdentical(manager, { incidentId, reason, pairs: 2 })).rejects.toMatchObject({
      reason: "candidates.changed",
      detail: { pairs: 3 },
    });
    expect(await mergeIdentical(manager, { incidentId, reason, pairs: 3 })).toEqual({ merged: 2 });
    const people = await peopleNow(incidentId);
    expect(people.filter(({ affected }) => affected).map(({ key, documents }) => [key, documents])).toEqual([
      ["1", 3],
      ["4", 1],
      ["5", 1],
    ]);
    expect(await matchingProgress(database(), incidentId)).toMatchObject({ waiting: 1, identical: 0 });
    const { decisions } = await matchingDecisions(database(), { incidentId });
    for (const { id } of decisions) await unmergePeople(manager, { mergeId: id, reason });
    expect(await stateOf(incidentId)).toEqual(before);
  });

  it("leaves out whoever was kept apart from one of them", async () => {
    const incidentId = await caseOf([{ claim: 1 }, { claim: 2 }, { claim: 3 }]);
    const [pair] = await waitingOf(incidentId);
    await keepApart(manager, { incidentId, candidateId: pair?.id ?? "", reason });
    expect(await mergeIdentical(manager, { incidentId, reason, pairs: 2 })).toEqual({ merged: 0 });
    const [apart] = await database().execute<{ n: number }>(
      sql`select count(*)::int as n from people where incident_id = ${incidentId} and merged_into is not null`,
    );
    expect(apart?.n).toBe(0);
  });
});
