import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { listDiff, listDiffPeople } from "@/features/lists/queries";
import { type ChangePart, changeParts, fieldsOfPart } from "@/features/lists/rules";
import { type DifferingPerson, type ListDiffKind, listPageSize } from "@/features/lists/schema";
import { newIncident, openUpstreamBench, type UpstreamBench } from "../upstream/bench";

let bench: UpstreamBench;
let incidentId: string;
let version = 0;
const people = Array.from(
  { length: 140 },
  (_, i) => `01900000-0000-7000-8000-${String(i).padStart(12, "0")}`,
);
beforeAll(async () => {
  bench = await openUpstreamBench();
  incidentId = await newIncident();
  await database().execute(sql`
    insert into people (id, incident_id, insured_number, leading_record_id)
    select id::uuid, ${incidentId}, 'N' || row_number() over (), 1 from unnest(${sql`array[${sql.join(
      people.map((id) => sql`${id}`),
      sql`, `,
    )}]`}) id`);
});
afterAll(() => bench.close());

type Row = Record<string, unknown>;
type List = Map<string, Row>;

/** A list of these rows, as freezing writes one; its id. */
async function keep(list: List): Promise<string> {
  version += 1;
  const rows = [...list].map(([id, said]) => ({ id, said }));
  const [made] = await database().execute<{ id: string }>(sql`
    with l as (
      insert into affected_lists (incident_id, version, state, people_count, document_count, content_hash, frozen_by)
      values (${incidentId}, ${version}, 'rejected', ${rows.length}, 0, ${createHash("sha256").update("").digest("hex")}, 'incident-manager')
      returning id),
    filled as (
      insert into affected_people (list_id, person_id, addressee, canonical)
      select l.id, r.id, r.said ->> 'addressee', r.said::text
      from l, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, said jsonb))
    select id from l`);
  return made?.id ?? "";
}

async function everyone(listId: string, againstListId: string | null, kind: ListDiffKind) {
  const all: DifferingPerson[] = [];
  for (;;) {
    const page = await listDiffPeople({ listId, againstListId, kind, afterPersonId: all.at(-1)?.personId });
    all.push(...page);
    if (page.length < listPageSize) return all;
  }
}

const named = new Set(Object.values(fieldsOfPart).flat());

/** What the person was, with only the named parts taken over from what they are. */
function takeOver(before: Row, after: Row, parts: readonly ChangePart[]): Row {
  const result = { ...before };
  for (const part of parts) {
    const fields =
      part === "other"
        ? [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !named.has(name))
        : fieldsOfPart[part];
    for (const name of fields) result[name] = after[name];
  }
  return result;
}

const word = fc.constantFrom("星野", "星影", "一丁目", "二丁目", null);
const said: fc.Arbitrary<Row> = fc.record({
  insuredNumber: fc.constant("N"),
  recordKey: fc.constant(null),
  name: word,
  kana: word,
  phone: word,
  birthDate: fc.constantFrom("1970-01-01", "1970-01-02"),
  postcode: word,
  address: word,
  guardianName: word,
  deceasedOn: fc.constant(null),
  bereavedName: word,
  addressee: fc.constantFrom("insured", "guardian", "bereaved"),
  documents: fc.array(
    fc.record({ key: fc.constantFrom("a", "b"), certainty: fc.constantFrom("full", "partial") }),
    {
      maxLength: 3,
    },
  ),
  elements: fc.constantFrom([{ code: "name" }], [{ code: "name" }, { code: "diagnosis" }]),
});
const list: fc.Arbitrary<List> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: people.length - 1 }), said), {
    selector: ([place]) => place,
    maxLength: 130,
  })
  .map((rows) => new Map(rows.map(([place, row]) => [people[place] ?? "", row])));
/** Mostly the same people: what a next version is. */
const next = (before: List): fc.Arbitrary<List> =>
  fc.tuple(list, fc.infiniteStream(fc.integer({ min: 0, max: 3 }))).map(([other, dice]) => {
    const after: List = new Map();
    for (const id of people) {
      const throwOf = dice.next().value;
      const row =
        throwOf === 0 ? other.get(id) : (before.get(id) ?? (throwOf === 1 ? other.get(id) : undefined));
      if (row) after.set(id, row);
    }
    return after;
  });

describe("the difference of two versions", () => {
  test("applied to the one is the other: nobody and nothing that differs is left out, whatever the lists", async () => {
    const pairs = list.chain((before) => fc.tuple(fc.constant(before), next(before)));
    await fc.assert(
      fc.asyncProperty(pairs, async ([before, after]) => {
        const asked = { againstListId: await keep(before), listId: await keep(after) };
        const added = await everyone(asked.listId, asked.againstListId, "added");
        const removed = await everyone(asked.listId, asked.againstListId, "removed");
        const changed = await everyone(asked.listId, asked.againstListId, "changed");
        const applied: List = new Map(before);
        for (const { personId } of removed) applied.delete(personId);
        for (const { personId } of added) {
          expect(before.has(personId)).toBe(false);
          applied.set(personId, after.get(personId) ?? {});
        }
        for (const { personId, parts } of changed) {
          expect(parts.length).toBeGreaterThan(0);
          applied.set(personId, takeOver(before.get(personId) ?? {}, after.get(personId) ?? {}, parts));
        }
        expect(applied).toEqual(after);
        const counts = await listDiff(asked);
        expect(counts).toMatchObject({
          added: added.length,
          removed: removed.length,
          changed: changed.length,
        });
        expect(counts.unchanged + counts.added + counts.changed).toBe(after.size);
        for (const part of changeParts)
          expect(counts.changedIn[part]).toBe(changed.filter(({ parts }) => parts.includes(part)).length);
      }),
      { numRuns: 25 },
    );
  });

  test("against nothing is everybody, added", async () => {
    const rows: List = new Map(people.slice(0, 3).map((id) => [id, { addressee: "insured", documents: [] }]));
    const listId = await keep(rows);
    expect(await listDiff({ listId, againstListId: null })).toMatchObject({
      added: 3,
      removed: 0,
      changed: 0,
      unchanged: 0,
    });
    expect(await everyone(listId, null, "added")).toHaveLength(3);
  });

  test("of a version that was kept before elements were, is not that elements are kept now", async () => {
    const row = { insuredNumber: "N", name: "星野", addressee: "insured", documents: [] };
    const before: List = new Map([[people[0] ?? "", row]]);
    const after: List = new Map([
      [people[0] ?? "", { ...row, recordKey: null, elements: [{ code: "name" }] }],
    ]);
    const asked = { againstListId: await keep(before), listId: await keep(after) };
    expect(await listDiff(asked)).toMatchObject({ added: 0, removed: 0, changed: 0, unchanged: 1 });
    expect(await everyone(asked.listId, asked.againstListId, "changed")).toEqual([]);
  });

  test("is asked only of two versions of one incident", async () => {
    const mine = await keep(new Map());
    const other = await newIncident();
    const [theirs] = await database().execute<{ id: string }>(sql`
      insert into affected_lists (incident_id, version, state, people_count, document_count, content_hash, frozen_by)
      values (${other}, 1, 'rejected', 0, 0, '', 'incident-manager') returning id`);
    await expect(listDiff({ listId: mine, againstListId: theirs?.id ?? "" })).rejects.toMatchObject({
      reason: "list.of-another-incident",
    });
    await expect(listDiff({ listId: people[0] ?? "", againstListId: null })).rejects.toMatchObject({
      reason: "list.unknown",
    });
  });
});
