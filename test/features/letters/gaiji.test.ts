import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { askPreflight } from "@/features/letters/ask-preflight";
import { decideGaiji } from "@/features/letters/decide-gaiji";
import { gaijiHistory } from "@/features/letters/gaiji-history";
import { generateLetters } from "@/features/letters/generate-letters";
import { preflightLetters } from "@/features/letters/preflight-letters";
import { preflightRefusals } from "@/features/letters/preflight-refusals";
import { preflightsOf } from "@/features/letters/preflights-of";
import { templatesOfIncident } from "@/features/letters/queries";
import { refusedCharacters } from "@/features/letters/refused-characters";
import { refusedPeople } from "@/features/letters/refused-people";
import { withdrawGaiji } from "@/features/letters/withdraw-gaiji";
import { decideNotices } from "@/features/notices/decide-notices";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { lettersToSet } from "@/features/print-runs/queries";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { askInvariants } from "../../../jobs/invariants/check-invariants";
import { approveNewList, approveWords, incidentWithLetters } from "../../setup/incident-with-letters";
import { as, doReadyTasks, manager, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

let bench: UpstreamBench;
let incidentId: string;
/** Who bears which character: two of each, except for the address. */
let bearers: Record<"priv" | "rare" | "form" | "both" | "town" | "mac", string[]>;

const rows = async <T extends Record<string, unknown> = Record<string, unknown>>(query: SQL) => [
  ...(await database().execute<T>(query)),
];
const reasonOf = (letter: { held_for: { reason: string } | null }) => letter.held_for?.reason ?? null;
const lettersOf = (people: string[]) =>
  rows<{
    person_id: string;
    state: string;
    inquiry_number: string;
    name: string;
    held_for: null | { reason: string };
  }>(sql`
    select person_id, state, inquiry_number, addressee ->> 'name' as name, held_for from letters
    where person_id in ${people} and state not in ('void', 'returned') order by person_id`);
const statesOf = async (people: string[]) => (await lettersOf(people)).map(({ state }) => state);
const broken = async () =>
  (await askInvariants(database()))
    .filter(({ violations }) => violations > 0)
    .map(({ invariant }) => invariant.id);

beforeAll(async () => {
  bench = await openUpstreamBench();
  ({ incidentId } = await incidentWithLetters({ people: 150, until: "people" }));
  const people = (
    await rows<{ id: string }>(sql`
      select id from people where incident_id = ${incidentId} and affected and address is not null
        and deceased_on is null and birth_date < '1990-01-01' order by id limit 11`)
  ).map(({ id }) => id);
  const take = (count: number) => people.splice(0, count);
  bearers = { priv: take(2), rare: take(2), form: take(2), both: take(2), town: take(1), mac: take(2) };
  const rename = (ids: string[], name: string) =>
    rows(sql`update people set name = ${name}, kana = 'ミホン　ハナコ' where id in ${ids}`);
  await rename(bearers.priv, "佐\ue7f0木　花子");
  await rename(bearers.rare, "伓田　花子");
  await rename(bearers.form, "葛\u{e0101}城　花子");
  await rename(bearers.both, "伓\ue7f0　花子");
  await rename(bearers.mac, "か\u3099んもと　\ufa19子");
  await rows(sql`update people set address = address || ${"\ue123"} where id in ${bearers.town}`);
  await decideNotices(manager, { incidentId, listId: await approveNewList(incidentId) });
  await doReadyTasks();
});
afterAll(() => bench.close());

const chosen = async () =>
  (await templatesOfIncident(incidentId)).find(
    ({ addressee, variant }) => addressee === "insured" && variant === "standard",
  )?.chosen;
/** The invented case has hard names of its own. */
const ours = async () =>
  (await refusedCharacters(database(), incidentId)).filter(({ codePoint }) =>
    ["U+4F13", "U+E7F0", "U+845B U+E0101", "U+E123"].includes(codePoint),
  );
const preflight = async () =>
  (await preflightsOf(database(), incidentId)).find((one) => one.people !== null && one.refused !== 0);

const decideFor = (codePoint: string, wish: Partial<Parameters<typeof decideGaiji>[1]>) =>
  decideGaiji(manager, { incidentId, codePoint, remedy: "variant", reason: "戸籍の字を確かめた", ...wish });

describe("the look at every letter before approval", () => {
  test("counts each owed letter once and names each refused character, also where its first worker died", async () => {
    await approveWords(incidentId);
    const id = (await chosen())?.id ?? "";
    const { id: preflightId } = await askPreflight(manager, { letterTemplateId: id });
    const died = preflightLetters(
      { kind: "system", name: "preflight-letters" },
      { preflightId },
      {
        step: (record) => inTransaction((tx) => record(tx)),
        commit: () => Promise.reject(new Error("killed")),
      },
    );
    await expect(died).rejects.toThrow("killed");
    expect(await doReadyTasks()).toEqual(["preflight-letters"]);
    const look = await preflight();
    const [{ owed } = { owed: 0 }] = await rows<{ owed: number }>(sql`
      select count(*)::int as owed from notices where incident_id = ${incidentId} and channel = 'letter'
        and state = 'owed' and addressee = 'insured'`);
    const sum = (counts?: Record<string, number>) => Object.values(counts ?? {}).reduce((a, b) => a + b, 0);
    const refused = await preflightRefusals(database(), { preflightId });
    const letters = new Set(refused.map(({ noticeId }) => noticeId)).size;
    expect(letters).toBeGreaterThanOrEqual(9);
    expect(look).toMatchObject({ people: owed, looked: owed, expected: owed, refused: letters });
    for (const what of ["sheets", "weight", "barcode", "addressLines"])
      expect(sum(look?.figures?.[what]) + letters).toBe(owed);
    expect(look?.figures?.refusals).toMatchObject({ "letter.glyph-missing": 4, "letter.variant-missing": 2 });
    const named = refused.map(({ field, codePoint }) => `${field} ${codePoint}`);
    expect(named).toEqual(
      expect.arrayContaining([
        "addressee.name U+E7F0",
        "name U+E7F0",
        "addressee.name U+4F13",
        "name U+4F13",
        "addressee.name U+845B U+E0101",
        "name U+845B U+E0101",
        "addressee.addressLines U+E123",
      ]),
    );
    expect(await rows(sql`select from letters`)).toEqual([]);
  });

  test("shows the desk what to decide about before any letter is made", async () => {
    expect(await ours()).toEqual([
      { codePoint: "U+4F13", reason: "letter.glyph-missing", people: 4, inNames: 4, inAddresses: 0 },
      { codePoint: "U+E7F0", reason: "letter.private-use", people: 4, inNames: 4, inAddresses: 0 },
      {
        codePoint: "U+845B U+E0101",
        reason: "letter.variant-missing",
        people: 2,
        inNames: 2,
        inAddresses: 0,
      },
      { codePoint: "U+E123", reason: "letter.private-use", people: 1, inNames: 0, inAddresses: 1 },
    ]);
  });
});

describe("a decision about a character", () => {
  test.each([
    ["U+9AD9", { replacement: "高" }, "gaiji.is-printable"],
    ["U+E7F0", { remedy: "other-font", font: "biz-udmincho" }, "gaiji.not-for-this-character"],
    ["U+4F13", { remedy: "other-font", font: "biz-udmincho" }, "gaiji.font-lacks-it"],
    ["U+4F13", { replacement: "不" }, "gaiji.not-a-variant"],
    ["U+845B U+E0101", { replacement: "勝" }, "gaiji.not-a-variant"],
    ["U+E7F0", { replacement: "伓" }, "gaiji.replacement-unprintable"],
    ["U+E7F0", { replacement: "佐々" }, "gaiji.one-character"],
    ["U+E7F0", { remedy: "own-form", replacement: "佐木　花子" }, "gaiji.for-one-person"],
  ] as const)(
    "is refused where nobody can know it stands for it: %s %j (%s)",
    async (codePoint, wish, reason) => {
      await expect(decideFor(codePoint, wish)).rejects.toMatchObject({ reason });
    },
  );

  test("for one person is refused unless it is their own kana, or replaces what is in their name", async () => {
    const [personId = ""] = bearers.priv;
    const [other = ""] = bearers.rare;
    const kana = { remedy: "kana", replacement: "サキ　ハナコ" } as const;
    await expect(decideFor("U+E7F0", { ...kana, personId })).rejects.toMatchObject({
      reason: "gaiji.not-their-kana",
    });
    await expect(decideFor("U+E7F0", { ...kana, personId: other })).rejects.toMatchObject({
      reason: "gaiji.not-in-the-name",
    });
  });

  test("made before the letters is remembered when they are made, and leaves the approved words as they are", async () => {
    const hash = (await chosen())?.contentHash;
    await decideFor("U+4F13", { remedy: "other-font", font: "shippori-mincho-b1" });
    expect(await chosen()).toMatchObject({ contentHash: hash, factsChanged: false, state: "approved" });
    await generateLetters(manager, { incidentId });
    await doReadyTasks();
    expect(await statesOf(bearers.rare)).toEqual(["generated", "generated"]);
    expect(await statesOf(bearers.both)).toEqual(["held", "held"]);
    expect((await lettersOf(bearers.mac)).map(({ state, name }) => `${state} ${name}`)).toEqual([
      "generated がんもと　\ufa19子",
      "generated がんもと　\ufa19子",
    ]);
    expect((await ours()).map(({ codePoint }) => codePoint)).toEqual(["U+E7F0", "U+845B U+E0101", "U+E123"]);
  });

  test("frees every held letter it mends, with the inquiry number it has, and no other", async () => {
    const before = await lettersOf([...bearers.form, ...bearers.priv]);
    const freed = await decideFor("U+845B U+E0101", { remedy: "other-font", font: "biz-udmincho" });
    expect(freed).toMatchObject({ freed: 2, stillHeld: 0 });
    const after = await lettersOf([...bearers.form, ...bearers.priv]);
    expect(after.map(({ inquiry_number }) => inquiry_number)).toEqual(
      before.map(({ inquiry_number }) => inquiry_number),
    );
    expect(await statesOf(bearers.form)).toEqual(["generated", "generated"]);
    expect((await lettersOf(bearers.priv)).map(reasonOf)).toEqual([
      "letter.private-use",
      "letter.private-use",
    ]);
    await expect(decideFor("U+845B U+E0101", { replacement: "葛" })).rejects.toMatchObject({
      reason: "gaiji.already-decided",
    });
  });

  test("for one person goes before the one for everybody", async () => {
    const [personId = ""] = bearers.priv;
    const kana = { personId, remedy: "kana", replacement: "ミホン　ハナコ" } as const;
    expect(await decideFor("U+E7F0", kana)).toMatchObject({ freed: 1, stillHeld: 0 });
    expect(await decideFor("U+E7F0", { replacement: "々" })).toMatchObject({ freed: 3, stillHeld: 0 });
    expect((await lettersOf(bearers.priv)).map(({ name }) => name).sort()).toEqual([
      "ミホン　ハナコ",
      "佐々木　花子",
    ]);
    expect((await lettersOf(bearers.both)).map(({ name }) => name)).toEqual(["伓々　花子", "伓々　花子"]);
    expect(await decideFor("U+E123", { replacement: "町", personId: bearers.town[0] })).toMatchObject({
      freed: 1,
    });
    expect(await ours()).toEqual([]);
    expect(await broken()).toEqual([]);
  });
});

describe("a decision that is taken back", () => {
  const idOf = async (codePoint: string) =>
    (await gaijiHistory(database(), incidentId)).find(
      (one) => one.codePoint === codePoint && one.personId === null && one.withdrawnAt === null,
    )?.id ?? "";

  test("holds what was made with it and is in no run", async () => {
    const gaijiDecisionId = await idOf("U+E7F0");
    expect(await withdrawGaiji(manager, { gaijiDecisionId })).toEqual({ held: 3, printable: 0 });
    expect(await statesOf(bearers.both)).toEqual(["held", "held"]);
    expect((await statesOf(bearers.priv)).sort()).toEqual(["generated", "held"]);
    await expect(withdrawGaiji(manager, { gaijiDecisionId })).rejects.toMatchObject({
      reason: "gaiji.withdrawn-before",
    });
    const waiting = await refusedPeople(database(), { incidentId, codePoint: "U+E7F0" });
    expect(waiting.map(({ personId }) => personId).sort()).toEqual(
      (await lettersOf([...bearers.priv, ...bearers.both]))
        .filter(({ state }) => state === "held")
        .map(({ person_id }) => person_id)
        .sort(),
    );
    await doReadyTasks();
  });

  test("takes letters out of a run that is not sealed, and leaves a sealed one with the font it was sealed with", async () => {
    await planPrintRuns(manager, { incidentId });
    await withdrawGaiji(manager, { gaijiDecisionId: await idOf("U+4F13") });
    expect(await statesOf(bearers.rare)).toEqual(["in-run", "in-run"]);
    await doReadyTasks();
    expect((await lettersOf(bearers.rare)).map(reasonOf)).toEqual([
      "letter.glyph-missing",
      "letter.glyph-missing",
    ]);
    const runs = (
      await rows<{ id: string }>(sql`select id from print_runs where incident_id = ${incidentId}`)
    ).map(({ id }) => id);
    expect(await broken()).toEqual([]);
    await sealPrintRuns(as("mailroom"), { printRunIds: runs });
    await withdrawGaiji(manager, { gaijiDecisionId: await idOf("U+845B U+E0101") });
    const held = await doReadyTasks();
    expect(held).toContain("render-print-run");
    expect(await statesOf(bearers.form)).toEqual(["in-run", "in-run"]);
    const set = (await Promise.all(runs.map((id) => lettersToSet(database(), id)))).flat();
    expect(set.filter(({ otherFonts }) => otherFonts?.["U+845B U+E0101"] === "biz-udmincho")).toHaveLength(2);
    expect(await broken()).toEqual([]);
  });

  test("and a new one never leaves a letter held that was being written meanwhile", async () => {
    await rows(sql`update letters set state = 'void', held_for = null where person_id in ${bearers.rare}`);
    await generateLetters(manager, { incidentId });
    await Promise.all([
      doReadyTasks(),
      decideFor("U+4F13", { remedy: "other-font", font: "shippori-mincho-b1" }),
    ]);
    expect(await statesOf(bearers.rare)).toEqual(["generated", "generated"]);
  });
});
