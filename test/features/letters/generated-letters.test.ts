import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { decideTemplate } from "@/features/letters/decide-template";
import { generateLetters } from "@/features/letters/generate-letters";
import { heldLetters, letterProgress, templatesOfIncident } from "@/features/letters/queries";
import { submitTemplate } from "@/features/letters/submit-template";
import { withdrawTemplate } from "@/features/letters/withdraw-template";
import { writeLetterChunk } from "@/features/letters/write-letter-chunk";
import { decideNotices } from "@/features/notices/decide-notices";
import { liftSuppression } from "@/features/notices/lift-suppression";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import type { Actor } from "@/features/staff/rules";
import { parseInquiryNumber } from "@/lib/inquiry-number";
import { askInvariants } from "../../../jobs/invariants/check-invariants";
import {
  approveNewList,
  approveWords,
  incidentWithLetters,
  secondManager,
} from "../../setup/incident-with-letters";
import { as, doReadyTasks, manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

const jobs: Actor = { kind: "system", name: "generate-letter-chunk" };
let bench: UpstreamBench;
let incidentId: string;
/** Two people with a name that no font of ours can print. */
let unprintable: string[];
beforeAll(async () => {
  bench = await openUpstreamBench();
  ({ incidentId } = await incidentWithLetters({ people: 150, until: "people" }));
  unprintable = (
    await rows<{ id: string }>(sql`
      update people set name = ${"佐\u{E000}木　花子"} where id in (
        select id from people where incident_id = ${incidentId} and affected and address is not null
          and deceased_on is null order by id limit 2) returning id`)
  ).map(({ id }) => id);
  await decideNotices(manager, { incidentId, listId: await approveNewList(incidentId) });
  await doReadyTasks();
});
afterAll(() => bench.close());

const rows = async <T extends Record<string, unknown> = Record<string, unknown>>(query: SQL) => [
  ...(await database().execute<T>(query)),
];
const broken = async () =>
  (await askInvariants(database()))
    .filter(({ violations }) => violations > 0)
    .map(({ invariant }) => invariant.id);
const generate = () => generateLetters(manager, { incidentId });

/** Invariant 6: everybody on the approved list has one live letter or one recorded reason, never both or neither. */
async function accounted() {
  const [all] = await rows(sql`
    select count(*)::int as people, count(*) filter (where live + withheld <> 1)::int as wrong,
      count(*) filter (where live = 1)::int as live
    from (select a.person_id,
        (select count(*) from letters l join notices n on n.id = l.notice_id
         where n.person_id = a.person_id and n.incident_id = v.incident_id and n.state = 'owed' and l.state <> 'void') as live,
        (select count(*) from notices n where n.person_id = a.person_id and n.incident_id = v.incident_id
         and n.channel = 'letter' and n.state = 'withheld' and n.withheld_reason is not null) as withheld
      from affected_lists v join affected_people a on a.list_id = v.id
      where v.incident_id = ${incidentId} and v.state = 'approved') each`);
  return all as { people: number; wrong: number; live: number };
}

describe("the words of the letters", () => {
  const asked = () =>
    ({
      incidentId,
      addressee: "insured",
      variant: "standard",
      templateName: "insured",
      templateVersion: "v1",
    }) as const;
  const chosenForInsured = async () =>
    (await templatesOfIncident(incidentId)).find(({ addressee }) => addressee === "insured")?.chosen;

  test("are needed before any letter is asked for", async () => {
    await expect(generate()).rejects.toMatchObject({ reason: "letters.no-approved-template" });
  });

  test("are approved by another person, once, and only as they were seen", async () => {
    const { id } = await submitTemplate(manager, asked());
    await expect(submitTemplate(manager, asked())).rejects.toMatchObject({
      reason: "letter-template.already-chosen",
    });
    const chosen = await chosenForInsured();
    const decide = {
      letterTemplateId: id,
      decision: "approve",
      contentHash: chosen?.contentHash ?? "",
    } as const;
    await expect(decideTemplate(manager, decide)).rejects.toMatchObject({
      reason: "letter-template.own-work",
    });
    await expect(
      decideTemplate(secondManager, { ...decide, contentHash: "0".repeat(64) }),
    ).rejects.toMatchObject({ reason: "letter-template.not-what-was-seen" });
    await expect(decideTemplate(secondManager, decide)).rejects.toMatchObject({
      reason: "letter-template.preflight-running",
    });
    expect(await doReadyTasks()).toContain("preflight-letters");
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => decideTemplate(secondManager, decide)),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await withdrawTemplate(manager, { letterTemplateId: id });
  });

  test("cannot be approved after the facts they say have changed", async () => {
    const { id } = await submitTemplate(manager, asked());
    const chosen = await chosenForInsured();
    await rows(sql`update incidents set cause = cause || '再発しました。' where id = ${incidentId}`);
    const decide = { letterTemplateId: id, contentHash: chosen?.contentHash ?? "" };
    await expect(decideTemplate(secondManager, { ...decide, decision: "approve" })).rejects.toMatchObject({
      reason: "letter-template.facts-changed",
    });
    await decideTemplate(secondManager, { ...decide, decision: "reject" });
    await approveWords(incidentId);
  });
});

describe("letters", () => {
  test("are refused, asked for or being written, when the facts changed after the approval", async () => {
    const change = (from: string, to: string) =>
      rows(sql`update incidents set measures = replace(measures, ${from}, ${to}) where id = ${incidentId}`);
    await change("改めました", "改めます");
    await expect(generate()).rejects.toMatchObject({ reason: "letters.facts-changed-since-approval" });
    await change("改めます", "改めました");
    await generate();
    await change("改めました", "改めます");
    const [chunk] = await rows<{ id: string }>(
      sql`select id from letter_chunks where incident_id = ${incidentId}`,
    );
    await expect(writeLetterChunk(jobs, { chunkId: chunk?.id ?? "" })).rejects.toMatchObject({
      reason: "letters.facts-changed-since-approval",
    });
    await change("改めます", "改めました");
    expect((await accounted()).live).toBe(0);
  });

  test("are not written to whoever was suppressed after they were asked for, and everybody else has one", async () => {
    const [last] = await rows<{ person_id: string }>(sql`
      select person_id from notices where incident_id = ${incidentId} and channel = 'letter' and state = 'owed'
      order by id desc limit 1`);
    const personId = last?.person_id ?? "";
    const { id } = await suppressNotices(manager, {
      incidentId,
      personId,
      channel: "letter",
      reason: "希望",
    });
    await doReadyTasks();
    const after = await accounted();
    expect(after.wrong).toBe(0);
    expect(after.people).toBeGreaterThan(100);
    await expect(generate()).rejects.toMatchObject({ reason: "letters.none-owed" });
    await liftSuppression(manager, { suppressionId: id, reason: "取り消し" });
    expect((await accounted()).wrong).toBe(1);
    expect(await generate()).toEqual({ asked: 1 });
    await doReadyTasks();
    expect(await accounted()).toEqual({ ...after, live: after.live + 1 });
    const progress = await letterProgress(incidentId);
    expect(progress.asked).toBe(progress.states.generated + progress.states.held);
  });

  test("are one a notice, also when a chunk is written twice or by two at once", async () => {
    const before = await accounted();
    const chunks = await rows<{ id: string }>(
      sql`select id from letter_chunks where incident_id = ${incidentId}`,
    );
    await rows(sql`update letter_chunks set state = 'asked' where incident_id = ${incidentId}`);
    const again = await Promise.all(
      [...chunks, ...chunks].map(({ id }) => writeLetterChunk(jobs, { chunkId: id })),
    );
    expect(again.reduce((sum, { letters }) => sum + letters, 0)).toBe(0);
    expect(await accounted()).toEqual(before);
  });

  test("have each an inquiry number of their own with a true check character", async () => {
    const numbers = (
      await rows<{ number: string }>(
        sql`select inquiry_number as number from letters where incident_id = ${incidentId}`,
      )
    ).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.filter((number) => !parseInquiryNumber(number).ok)).toEqual([]);
  });

  test("whose facts changed before the printing are made anew, one each, once the new words are approved", async () => {
    await rows(sql`update incidents set cause = cause || '調査を続けています。' where id = ${incidentId}`);
    const before = await rows<{ person: string }>(sql`
      select person_id::text as person from letters where incident_id = ${incidentId} and state <> 'void' order by 1`);
    const templates = await rows<{ id: string }>(sql`
      select id from letter_templates where incident_id = ${incidentId} and state = 'approved'`);
    for (const { id } of templates) await withdrawTemplate(manager, { letterTemplateId: id });
    expect(await broken()).toEqual([]);
    await approveWords(incidentId);
    await generate();
    await doReadyTasks();
    const after = await rows<{ person: string }>(sql`
      select person_id::text as person from letters where incident_id = ${incidentId} and state <> 'void' order by 1`);
    expect(after).toEqual(before);
    expect(await broken()).toEqual([]);
  });

  test("that cannot be printed are held with the field and the character, and get into no run", async () => {
    const held = await heldLetters({ incidentId });
    const ours = held.filter(({ personId }) => unprintable.includes(personId));
    expect(ours).toHaveLength(2);
    for (const letter of ours) expect(letter).toMatchObject({ field: "addressee.name", codePoint: "U+E000" });
    for (const letter of held) expect([letter.field, letter.reason].every(Boolean)).toBe(true);
    await planPrintRuns(as("mailroom"), { incidentId });
    const [inRuns] = await rows(sql`
      select count(*)::int as n from print_run_letters rl join letters l on l.id = rl.letter_id
      where l.person_id in ${unprintable}`);
    expect(inRuns).toEqual({ n: 0 });
  });

  test("keep their words in a run: the template cannot be withdrawn then", async () => {
    const [template] = await rows<{ id: string }>(sql`
      select id from letter_templates where incident_id = ${incidentId} and state = 'approved' and addressee = 'insured'`);
    await expect(withdrawTemplate(manager, { letterTemplateId: template?.id ?? "" })).rejects.toMatchObject({
      reason: "letter-template.in-use",
    });
  });
});
