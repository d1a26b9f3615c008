import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { database } from "@/db/client";
import { askForDerivation } from "@/features/people/ask-for-derivation";
import { linkParty } from "@/features/people/link-party";
import { mergePeople } from "@/features/people/merge-people";
import { partiesBeside } from "@/features/people/parties-beside";
import { personById } from "@/features/people/person-by-id";
import { whatWasLost } from "@/features/people/queries";
import { unlinkParty } from "@/features/people/unlink-party";
import { unmergePeople } from "@/features/people/unmerge-people";
import { checkInvariants } from "../../../jobs/invariants/check-invariants";
import { benchForThisFile, doReadyTasks, manager } from "../upstream/bench";
import { caseOf, claim, peopleNow, stateOf } from "./small-case";

benchForThisFile();

const reason = "契約の台帳で確かめた";
const taro = { name: "山田　太郎", kana: "ヤマダ　タロウ", birth: "1968-03-03", sex: "男" };
let incidentId: string;
let hanako: string;
let husband: string;

/** Hanako is insured in claims 1 and 2, her husband in 3; he is the policyholder of 1, she of 2. */
beforeAll(async () => {
  incidentId = await caseOf([
    { claim: 1, number: "1", policyholder: "山田太郎", relation: "夫", beneficiary: "山田　月子" },
    { claim: 2, number: "1", policyholder: "山田　花子", relation: "本人" },
    { claim: 3, number: "3", ...taro },
    { claim: 4, number: "4", ...taro, birth: "1999-09-09", address: "北海道札幌市中央区1" },
  ]);
  const people = await peopleNow(incidentId);
  [hanako, husband] = [people[0]?.id ?? "", people[1]?.id ?? ""];
});

/** The company form names the policyholder with an account, besides what it tells of the insured. */
async function formTellsOfPolicyholder(): Promise<void> {
  await database().execute(sql`
    update document_classes set elements = elements || ${JSON.stringify([
      {
        code: "account",
        ja: "契約者の口座番号",
        en: "Policyholder's account",
        specialCare: false,
        of: "policyholder",
      },
    ])}::jsonb
    where incident_id = ${incidentId} and code = 'SK'`);
  await askForDerivation(manager, { incidentId });
  await doReadyTasks();
}

describe("parties named in a claim", () => {
  it("are told with who they may be: the insured themself, same name and address, same name only", async () => {
    const parties = await partiesBeside(database(), hanako);
    expect(parties.map(({ claimNumber, role, name }) => [claimNumber, role, name])).toEqual([
      [claim(1), "beneficiary", "山田　月子"],
      [claim(1), "policyholder", "山田太郎"],
      [claim(2), "policyholder", "山田　花子"],
    ]);
    expect(parties[0]?.proposals).toEqual([]);
    expect(parties[1]?.proposals.map(({ personId, because }) => [personId === husband, because])).toEqual([
      [true, "name-and-address"],
      [false, "name"],
    ]);
    expect(parties[2]?.proposals).toMatchObject([{ personId: hanako, because: "self" }]);
  });

  it("concern nobody by a link alone: only what a paper tells of the role does", async () => {
    const before = await stateOf(incidentId);
    const { id } = await linkParty(manager, {
      incidentId,
      claimNumber: claim(1),
      role: "policyholder",
      personId: husband,
      reason,
    });
    expect(await stateOf(incidentId)).toEqual(before);
    await unlinkParty(manager, { linkId: id, reason });
  });

  it("are refused where the claim names nobody in the role, and twice for one claim and role", async () => {
    const asked = {
      incidentId,
      claimNumber: claim(2),
      role: "beneficiary" as const,
      personId: husband,
      reason,
    };
    await expect(linkParty(manager, asked)).rejects.toMatchObject({ reason: "party.not-named" });
    const policyholder = { ...asked, role: "policyholder" as const, personId: hanako };
    const { id } = await linkParty(manager, policyholder);
    await expect(linkParty(manager, policyholder)).rejects.toMatchObject({ reason: "party.linked-already" });
    await unlinkParty(manager, { linkId: id, reason });
    await expect(unlinkParty(manager, { linkId: id, reason })).rejects.toMatchObject({
      reason: "party.not-linked",
    });
  });

  it("are concerned in their role by what the paper tells of it, the insured by the rest; undone it leaves no trace", async () => {
    await formTellsOfPolicyholder();
    const before = await stateOf(incidentId);
    const elementsOf = async (person: string) => {
      const [lost] = await whatWasLost([person]);
      return Object.fromEntries(
        (lost?.documents ?? []).map((d) => [d.claimNumber, [d.roles, d.elements.map(({ code }) => code)]]),
      );
    };
    expect(await elementsOf(hanako)).toEqual({
      [claim(1)]: [["insured"], ["name", "address"]],
      [claim(2)]: [["insured"], ["name", "address"]],
    });
    const link = (n: number, personId: string) =>
      linkParty(manager, { incidentId, claimNumber: claim(n), role: "policyholder", personId, reason });
    const links = [await link(1, husband), await link(2, hanako)];
    expect(await elementsOf(husband)).toEqual({
      [claim(1)]: [["policyholder"], ["account"]],
      [claim(3)]: [["insured"], ["name", "address"]],
    });
    expect((await elementsOf(hanako))[claim(2)]).toEqual([
      ["insured", "policyholder"],
      ["name", "address", "account"],
    ]);
    expect((await peopleNow(incidentId)).map(({ documents }) => documents)).toEqual([2, 2, 1]);
    const linked = await stateOf(incidentId);
    await askForDerivation(manager, { incidentId });
    await doReadyTasks();
    expect(await stateOf(incidentId)).toEqual(linked);
    expect((await checkInvariants()).filter(({ violations }) => violations > 0)).toEqual([]);
    const other = (await peopleNow(incidentId))[2]?.id ?? "";
    await mergePeople(manager, {
      incidentId,
      keptPersonId: other,
      mergedPersonId: husband,
      reason,
      confirmedDifferences: ["birthDate"],
    });
    expect(await elementsOf(other)).toMatchObject({ [claim(1)]: [["policyholder"], ["account"]] });
    expect((await checkInvariants()).filter(({ violations }) => violations > 0)).toEqual([]);
    const [merge] = (await personById(database(), other)).merges;
    await unmergePeople(manager, { mergeId: merge?.mergeId ?? "", reason });
    for (const { id } of links) await unlinkParty(manager, { linkId: id, reason });
    expect(await stateOf(incidentId)).toEqual(before);
  });
});

describe("a person of another incident", () => {
  it("is nobody here: not linked, not merged, and neither incident changes", async () => {
    const elsewhere = await caseOf([{ claim: 1, number: "1", policyholder: "山田太郎" }]);
    const [stranger] = await peopleNow(elsewhere);
    const personId = stranger?.id ?? "";
    const before = [await stateOf(incidentId), await stateOf(elsewhere)];
    const refused = { reason: "person.unknown" };
    const link = { incidentId, claimNumber: claim(1), role: "policyholder", reason } as const;
    await expect(linkParty(manager, { ...link, personId })).rejects.toMatchObject(refused);
    for (const [keptPersonId, mergedPersonId] of [
      [hanako, personId],
      [personId, hanako],
    ] as const)
      for (const where of [incidentId, elsewhere])
        await expect(
          mergePeople(manager, { incidentId: where, keptPersonId, mergedPersonId, reason }),
        ).rejects.toMatchObject(refused);
    expect([await stateOf(incidentId), await stateOf(elsewhere)]).toEqual(before);
  });
});
