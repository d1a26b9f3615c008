import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Act, type Role, roles, rolesByAct } from "@/features/staff/rules";
import { incidentWithLetters } from "../setup/incident-with-letters";
import { type Bench, call, oneOfEachRole, openBench, type Session } from "./bench";
import { type Procedure, procedures } from "./procedures";
import { type RealIds, sampleInput } from "./sample-input";
import { textsIn, unboundedParts } from "./walk-schema";

let bench: Bench;
let sessions: Record<Role, Session>;
let ids: RealIds;

beforeAll(async () => {
  bench = await openBench();
  sessions = await oneOfEachRole(bench.database);
  const { incidentId } = await incidentWithLetters({ people: 120 });
  ids = await realIds(incidentId);
});
afterAll(() => bench.close());

async function realIds(incidentId: string): Promise<RealIds> {
  const id = async (question: string) => {
    const [row] = await bench.owner.unsafe<{ id: string }[]>(question);
    return row?.id ?? "";
  };
  return {
    incidentId,
    mediumId: await id("select id from media limit 1"),
    uploadId: await id("select id from uploads limit 1"),
    importId: await id("select id from catalog_imports limit 1"),
    listId: await id("select id from affected_lists limit 1"),
    personId: await id("select person_id as id from affected_people limit 1"),
    afterPersonId: await id("select person_id as id from affected_people limit 1"),
    letterTemplateId: await id("select id from letter_templates limit 1"),
    callTaskId: await id("select id from call_tasks limit 1"),
    staffId: sessions.agent.id,
    email: `somebody-${randomUUID()}@example.test`,
  };
}

function allowedCookie(path: string): string {
  const role = roles.find((one) => (rolesByAct[path as Act] as readonly Role[]).includes(one));
  return role ? sessions[role].cookie : "";
}

function put(into: unknown, path: (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const copy = (Array.isArray(into) ? [...into] : { ...(into as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = put(copy[key] ?? {}, rest, value);
  return copy;
}

const withInput = procedures.filter(({ inputs }) => inputs.length > 0);
const callable = withInput.filter(({ type }) => type !== "subscription");

describe("the walk over schemas sees planted faults", () => {
  it("sees open objects, endless texts, lists, numbers and keys, at any depth", () => {
    const planted = z.strictObject({
      open: z.object({ a: z.boolean() }),
      text: z.string().trim().optional(),
      list: z.array(z.strictObject({ word: z.string().regex(/^a*$/) })).nullable(),
      number: z.number(),
      any: z.record(z.string().max(3), z.boolean()),
      either: z.union([z.uuid(), z.string()]),
      fine: z.strictObject({ id: z.uuid(), day: z.iso.date(), few: z.array(z.int().max(9)).max(3) }),
    });
    expect(unboundedParts(planted).map(({ at, problem }) => `${at}: ${problem}`)).toEqual([
      "input.open: takes unknown keys",
      "input.text: endless text",
      "input.list: endless list",
      "input.list[].word: endless text",
      "input.number: endless number",
      "input.any: takes any key",
      "input.either: endless text",
    ]);
  });
});

describe("every input of every procedure", () => {
  it("is strict and bounded: no unknown key, no endless text, list or number", () => {
    const found = withInput.flatMap(({ path, inputs }) =>
      inputs.flatMap((input) => unboundedParts(input).map(({ at, problem }) => `${path} ${at}: ${problem}`)),
    );
    expect(found).toEqual([]);
  });

  it("is required of every procedure that changes something", () => {
    const bare = procedures.filter(({ type, inputs }) => type === "mutation" && inputs.length === 0);
    expect(bare.map(({ path }) => path)).toEqual([]);
  });

  it("refuses a key nobody asked for, at the top, naming the rule and not what was sent", async () => {
    for (const { path, inputs } of callable) {
      const sample = sampleInput(inputs[0] as z.ZodType, ids) as object;
      const answer = await call(path, { ...sample, surprise: "見本 花子" }, allowedCookie(path));
      expect(`${path} ${answer.reason}`).toBe(`${path} input.invalid`);
      expect(answer.text).toContain("unrecognized_keys");
      expect(answer.text).not.toContain("花子");
    }
  });
});

describe("nothing that is put into a text", () => {
  const hostile = [
    "'; drop table events; -- \" or 1=1 /* %_\\",
    "x\u0000y",
    "\ud800",
    "{{constructor.constructor('return 1')()}} =cmd|' /C calc'!A0",
    `\u202e逆\u200f${"𠮷".repeat(30)}`,
    " ",
  ];

  it("makes the server fail, in any field of any procedure", async () => {
    const failed: string[] = [];
    for (const procedure of callable) failed.push(...(await tryTexts(procedure)));
    expect(failed).toEqual([]);
    const [row] = await bench.owner<{ n: number }[]>`select count(*)::int as n from events`;
    expect(row?.n).toBeGreaterThan(0);
  });

  /** Every text that gets past the schema; of those it refuses, which get no further, one in each field. */
  async function tryTexts({ path, inputs }: Procedure): Promise<string[]> {
    const schema = inputs[0] as z.ZodType;
    const failed: string[] = [];
    const refused = new Set<string>();
    for (const [at, text] of textsIn(schema).flatMap((at) => hostile.map((text) => [at, text] as const))) {
      const fresh = { ...ids, id: randomUUID(), email: `x-${randomUUID()}@example.test` };
      const input = put(sampleInput(schema, fresh), at, text);
      const isRefused = !schema.safeParse(input).success;
      if (isRefused && refused.has(at.join("."))) continue;
      if (isRefused) refused.add(at.join("."));
      const answer = await call(path, input, allowedCookie(path));
      if (answer.status >= 500)
        failed.push(`${path} ${at.join(".")} ${JSON.stringify(text)}: ${answer.status}`);
    }
    return failed;
  }
});

describe("nothing at the edge of what a schema takes", () => {
  const edges = [0, 1, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER, -1, 0.5];
  const days = ["0000-01-01", "0001-01-01", "9999-12-31", "2014-02-30"];
  const moments = [new Date(0), new Date(8.64e15), new Date(-8.64e15)];

  it("makes the server fail: numbers, days and moments", async () => {
    const failed: string[] = [];
    for (const { path, inputs } of callable) {
      const sample = sampleInput(inputs[0] as z.ZodType, ids) as Record<string, unknown>;
      for (const [key, value] of Object.entries(sample)) {
        for (const edge of edgesFor(value)) {
          const input = { ...sample, id: sample.id ?? undefined, [key]: edge };
          const answer = await call(path, input, allowedCookie(path));
          if (answer.status >= 500) failed.push(`${path} ${key} ${String(edge)}: ${answer.status}`);
        }
      }
    }
    expect(failed).toEqual([]);
  });

  function edgesFor(value: unknown): unknown[] {
    if (typeof value === "number") return edges;
    if (value instanceof Date) return moments;
    if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)) return days;
    return value === null ? days : [];
  }
});

describe("an id nobody knows", () => {
  it("is answered like the id of something else, by every question", async () => {
    for (const { path, inputs, type } of callable.filter((one) => one.type === "query")) {
      const schema = inputs[0] as z.ZodType;
      const asked = (id: string) => {
        const other = Object.fromEntries(Object.keys(ids).map((name) => [name, id]));
        return call(
          path,
          sampleInput(schema, { ...other, id, callId: id, printRunId: id }),
          allowedCookie(path),
        );
      };
      const [random, another] = [await asked(randomUUID()), await asked(ids.letterTemplateId as string)];
      expect(`${type} ${path} ${random.status}`).not.toContain(" 500");
      expect(`${path} ${another.text}`).toBe(`${path} ${random.text}`);
    }
  });
});
