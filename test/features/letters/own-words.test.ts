import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { checkText } from "@/features/letters/check-text";
import { clearPreference } from "@/features/letters/clear-preference";
import { generateLetters } from "@/features/letters/generate-letters";
import { openText } from "@/features/letters/open-text";
import { hardestPeople, templatesOfIncident } from "@/features/letters/queries";
import { saveText } from "@/features/letters/save-text";
import { setPreference } from "@/features/letters/set-preference";
import { startText } from "@/features/letters/start-text";
import { submitTemplate } from "@/features/letters/submit-template";
import { withdrawTemplate } from "@/features/letters/withdraw-template";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { letterPreview } from "@/server/letter-preview";
import { askInvariants } from "../../../jobs/invariants/check-invariants";
import { readPages } from "../../letters/read-pages";
import { approveWords, incidentWithLetters } from "../../setup/incident-with-letters";
import { as, doReadyTasks, manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

let bench: UpstreamBench;
let incidentId: string;
/** Insured people with a letter that is in no run. */
let people: string[];

beforeAll(async () => {
  bench = await openUpstreamBench();
  ({ incidentId } = await incidentWithLetters({ people: 150 }));
  people = (
    await rows<{ id: string }>(sql`
      select l.person_id as id from letters l join notices n on n.id = l.notice_id
      where n.incident_id = ${incidentId} and n.addressee = 'insured' and l.state = 'generated' order by l.id`)
  ).map(({ id }) => id);
});
afterAll(() => bench.close());

const rows = async <T extends Record<string, unknown> = Record<string, unknown>>(query: SQL) => [
  ...(await database().execute<T>(query)),
];
const person = (index: number) => people[index] as string;
const lettersOf = (personId: string) =>
  rows<{ state: string; variant: string; generation: number }>(sql`
    select l.state, t.variant, l.generation from letters l join letter_templates t on t.id = l.letter_template_id
    where l.person_id = ${personId} order by l.generation`);
const want = (index: number, variant: "large" | "english", role: "agent" | "incident-manager" = "agent") =>
  setPreference(as(role), { incidentId, personId: person(index), variant });
const broken = async () =>
  (await askInvariants(database()))
    .filter(({ violations }) => violations > 0)
    .map(({ invariant }) => invariant.id);
const generate = () => generateLetters(manager, { incidentId });

describe("own words", () => {
  const own = { templateName: "own-insured", templateVersion: "v1" };
  const read = () => openText(database(), { incidentId, ...own });
  const save = (text: string, revision: number) => saveText(manager, { incidentId, ...own, text, revision });
  const submit = (templateVersion = "v1") =>
    submitTemplate(manager, {
      incidentId,
      addressee: "insured",
      variant: "large",
      templateName: "own-insured",
      templateVersion,
    });

  test("begin as a copy of ours, one version at a time, by an incident manager only", async () => {
    const from = { incidentId, templateName: "insured", templateVersion: "v1" };
    await expect(startText(as("mailroom"), from)).rejects.toMatchObject({ kind: "forbidden" });
    const started = await Promise.allSettled([startText(manager, from), startText(manager, from)]);
    expect(started.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(started.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { reason: "letter-text.draft-exists", detail: { name: "own-insured", version: "v1" } },
    });
    const ours = await openText(database(), from);
    expect(ours.own).toBeNull();
    expect(await read()).toMatchObject({ text: ours.text, own: { revision: 1, lockedAt: null } });
  });

  test("are saved by whoever edits what is there now: of ten at once, one", async () => {
    const { text } = await read();
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) => save(text.replace("謹白", `謹白${i}`), 1)),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === "rejected") {
        expect(answer.reason).toMatchObject({ kind: "conflict", reason: "letter-text.changed-meanwhile" });
      }
    }
    expect((await read()).own?.revision).toBe(2);
  });

  test("may be unfinished, and say where they are wrong and what they lack", async () => {
    const { text } = await read();
    const check = () => checkText(database(), { incidentId, ...own, variant: "large" });
    await save(text.replace("{{ cause }}", "{{ casue }}"), 2);
    expect(await check()).toMatchObject({
      problem: {
        reason: "letter-template.unknown-variable",
        detail: { line: text.split("\n").indexOf("　{{ cause }}") + 1, name: "casue" },
      },
      lint: { missing: [{ item: "cause", because: "absent" }] },
    });
    await save(text.replace("required:\n", "required:\n  - weather\n"), 3);
    const lacking = await check();
    expect(lacking.unfilled.filter(({ declared }) => declared === "required")).toEqual([
      { name: "weather", declared: "required" },
    ]);
    expect(lacking.fields.find(({ name }) => name === "cause")).toMatchObject({
      declared: "required",
      used: true,
    });
  });

  test("are not put forward without every item of rule 10, and stay open to be mended", async () => {
    const { text } = await read();
    const whole = text.replace("required:\n  - weather\n", "required:\n").replace(/謹白\d/, "謹白");
    await save(whole.replace("　{{ secondary_harm }}", "　"), 4);
    await expect(submit()).rejects.toMatchObject({
      reason: "letter-template.item-missing",
      detail: { item: "harm", because: "absent" },
    });
    await expect(submit()).rejects.toMatchObject({ reason: "letter-template.item-missing" });
    expect((await read()).own?.lockedAt).toBeNull();
    await save(whole.replace("# 個人情報を", "# 大切な個人情報を"), 5);
  });

  test("are never changed once they were put forward: neither by a verb nor by any other statement", async () => {
    const { id } = await submit();
    expect((await read()).own?.lockedAt).not.toBeNull();
    await expect(save("", 6)).rejects.toMatchObject({ reason: "letter-text.locked" });
    for (const act of [sql`update letter_texts set text = ''`, sql`delete from letter_texts`]) {
      await expect(rows(sql`${act} where incident_id = ${incidentId}`)).rejects.toMatchObject({
        cause: { message: expect.stringContaining("never changed") },
      });
    }
    await withdrawTemplate(manager, { letterTemplateId: id });
    expect(await startText(manager, { incidentId, ...own })).toEqual({ name: "own-insured", version: "v2" });
    await submit("v2");
  });

  test("are chosen beside ours, for whom they speak to, and set for real people", async () => {
    const large = (await templatesOfIncident(incidentId)).find(
      ({ addressee, variant }) => addressee === "insured" && variant === "large",
    );
    expect(large?.choices.map(({ name, version }) => `${name}/${version}`)).toEqual([
      "insured/v1",
      "own-insured/v1",
      "own-insured/v2",
    ]);
    const hardest = await hardestPeople({ incidentId, addressee: "insured" });
    expect(new Set(hardest.map(({ because }) => because)).size).toBeGreaterThanOrEqual(6);
    const pdf = await letterPreview(manager, {
      incidentId,
      addressee: "insured",
      variant: "large",
      templateName: "own-insured",
      templateVersion: "v2",
      personId: person(0),
    });
    const pages = await readPages(pdf);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages[0]?.text).toContain("大切な個人情報を記録した媒体の紛失");
  });
});

describe("whoever asks for larger print or English", () => {
  test("gets no other letter meanwhile: it is void, and none is made before words for it are approved", async () => {
    expect(await want(0, "english")).toEqual({ letter: "to-ask" });
    expect((await lettersOf(person(0))).map(({ state }) => state)).toEqual(["void"]);
    expect(await broken()).toEqual([]);
    await expect(generate()).rejects.toMatchObject({
      reason: "letters.no-approved-template",
      detail: { addressee: "insured", variant: "english" },
    });
    await approveWords(incidentId);
    expect(await generate()).toEqual({ asked: 1 });
    await doReadyTasks();
    expect(await lettersOf(person(0))).toMatchObject([
      { state: "void", variant: "standard" },
      { state: "generated", variant: "english", generation: 2 },
    ]);
  });

  test("has the letter made anew at once where such words are approved, and again when the wish goes", async () => {
    expect(await want(1, "large")).toEqual({ letter: "asked-anew" });
    expect(await want(1, "large")).toEqual({ letter: "none" });
    await doReadyTasks();
    expect((await lettersOf(person(1))).at(-1)).toMatchObject({ state: "generated", variant: "large" });
    expect(await clearPreference(as("supervisor"), { incidentId, personId: person(1) })).toEqual({
      letter: "asked-anew",
    });
    await doReadyTasks();
    expect((await lettersOf(person(1))).at(-1)).toMatchObject({ state: "generated", variant: "standard" });
    await want(1, "large");
    await doReadyTasks();
  });

  test("is written down by those who speak with people, in an event without names", async () => {
    await expect(
      setPreference(as("mailroom"), { incidentId, personId: person(2), variant: "large" }),
    ).rejects.toMatchObject({ kind: "forbidden" });
    const [event] = await rows<{ detail: unknown; subject: string }>(sql`
      select detail, subject_id as subject from events where action = 'letter-preference.set'
      order by id desc limit 1`);
    expect(event).toEqual({ detail: { variant: "large", letter: "asked-anew" }, subject: person(1) });
  });

  test("is in a run with others of their kind only, and left out of one that is sealed after they asked", async () => {
    await planPrintRuns(as("mailroom"), { incidentId });
    const mixed = await rows(sql`
      select rl.print_run_id from print_run_letters rl join letters l on l.id = rl.letter_id
      join letter_templates t on t.id = l.letter_template_id
      group by 1 having count(distinct t.variant) > 1`);
    expect(mixed).toEqual([]);
    expect(await want(3, "large", "incident-manager")).toEqual({ letter: "in-run" });
    const runs = await rows<{ id: string }>(sql`
      select r.id from print_runs r join print_run_letters rl on rl.print_run_id = r.id
      join letters l on l.id = rl.letter_id where l.person_id = ${person(3)}`);
    await sealPrintRuns(as("mailroom"), { printRunIds: runs.map(({ id }) => id) });
    expect((await lettersOf(person(3))).at(-1)).toMatchObject({ state: "void", variant: "standard" });
    expect(await broken()).toEqual([]);
    expect(await generate()).toEqual({ asked: 1 });
    await doReadyTasks();
    expect((await lettersOf(person(3))).at(-1)).toMatchObject({ state: "generated", variant: "large" });
    expect(await broken()).toEqual([]);
  });
});
