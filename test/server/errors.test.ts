import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { type Act, type Role, roles, rolesByAct } from "@/features/staff/rules";
import { Internal, Invalid } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { answerOf, errorResponse } from "@/server/error-answer";
import { type Bench, call, captureLog, oneOfEachRole, openBench, type Session, signIn } from "./bench";
import { procedures } from "./procedures";
import { sampleInput } from "./sample-input";

let bench: Bench;
let sessions: Record<Role, Session>;
let log: ReturnType<typeof captureLog>;
let printed: unknown[];

beforeAll(async () => {
  bench = await openBench();
  sessions = await oneOfEachRole(bench.database);
});
afterAll(() => bench.close());
beforeEach(() => {
  log = captureLog();
  printed = [];
  for (const level of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, level).mockImplementation((...said) => {
      printed.push(...said);
    });
});
afterEach(() => {
  log.stop();
  vi.restoreAllMocks();
});

const name = "見本 花代";
const email = "hanako@example.test";
const told = () => log.lines.join("\n") + JSON.stringify(printed.map(String));

function expectFixed(answer: { status: number; text: string; kind: string; reason: string }): string {
  expect(`${answer.status} ${answer.kind} ${answer.reason}`).toBe("500 internal internal");
  const number = /"number":"([0-9a-f-]{36})"/.exec(answer.text)?.[1] ?? "none";
  expect(answer.text.replace(number, "")).not.toMatch(
    /select|insert|permission|relation|constraint|stack|node_modules/i,
  );
  return number;
}

describe("what the screen and the log learn of a fault of ours", () => {
  it("of a refusal by the database that names the whole row: a number here, the constraint's name there", async () => {
    await bench.owner.unsafe(
      `alter table staff add constraint nobody_of_this_name check (name <> '${name}') not valid`,
    );
    const input = { name, email, role: "agent", password: "a secret of mine" };
    const answer = await call("staff.add", input, sessions.administrator.cookie);
    const number = expectFixed(answer);
    const lines = log.lines.filter((line) => line.includes(number));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: 50,
      error: { name: "PostgresError", code: "23514", constraint: "nobody_of_this_name", table: "staff" },
    });
    for (const secret of [name, email, "a secret of mine"]) {
      expect(told()).not.toContain(secret);
      expect(answer.text).not.toContain(secret);
    }
    await bench.owner`alter table staff drop constraint nobody_of_this_name`;
  });

  it("of a question that fails with a name bound to it: no name, neither here nor there", async () => {
    await bench.owner`alter table people rename to people_gone`;
    const input = { incidentId: randomUUID(), search: name };
    const answer = await call("people.affected", input, sessions["incident-manager"].cookie);
    await bench.owner`alter table people_gone rename to people`;
    expect(log.lines.filter((line) => line.includes(expectFixed(answer)))).toHaveLength(1);
    expect(told()).toContain("42P01");
    expect(told()).not.toContain("花代");
  });

  it("of an error whose every part is personal: its class and the places in our code", () => {
    const error = Object.assign(new Error(`${name}\n    at ${name} (${email}:1:1)`), {
      query: name,
      parameters: [email],
      detail: email,
    });
    const answer = answerOf(new TypeError(`no ${name}`, { cause: error }));
    expect(answer).toEqual({ kind: "internal", reason: "internal", detail: { number: expect.any(String) } });
    logger.warn({ error }, "as the jobs log it");
    logger.error({ err: error }, "as others log it");
    expect(log.lines).toHaveLength(3);
    expect(told()).toContain("errors.test.ts");
    expect(told()).not.toMatch(/花代|hanako/);
  });

  it("of a fault that has a reason of ours: the reason stays in the log", async () => {
    const response = errorResponse(new Internal("print-run.file-gone", { file: "a" }));
    expect(await response.json()).toEqual({
      kind: "internal",
      reason: "internal",
      detail: { number: expect.any(String) },
    });
    expect(log.lines.join()).toContain("print-run.file-gone");
  });

  it("of something that is no error at all: a number", () => {
    expect(answerOf(name).detail.number).toEqual(expect.any(String));
    expect(answerOf(undefined).detail.number).toEqual(expect.any(String));
    expect(told()).not.toContain("花代");
  });

  it("of every procedure whose tables it may not read: the same, and never what stood in the query", async () => {
    const kept = ["staff", "staff_sessions", "staff_accounts"];
    const tables = await bench.owner<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public' and tablename <> all (${kept})`;
    const all = tables.map((table) => table.name).join(", ");
    await bench.owner.unsafe(`revoke all on ${all} from owabi_app`);
    let failed = 0;
    const refused: string[] = [];
    try {
      for (const { path, inputs, type } of procedures) {
        if (type === "subscription" || path === "session.me" || path.startsWith("staff.")) continue;
        const role =
          roles.find((one) => (rolesByAct[path as Act] as readonly Role[]).includes(one)) ?? "agent";
        const schema = inputs[0] as z.ZodType | undefined;
        const answer = await call(
          path,
          schema && sampleInput(schema, { text: "見本 花子" }),
          sessions[role].cookie,
        );
        if (answer.kind === "internal") failed += 1;
        else refused.push(path);
        if (answer.kind === "internal") expectFixed(answer);
      }
    } finally {
      await bench.owner.unsafe(`grant select, insert, update, delete on ${all} to owabi_app`);
    }
    expect(failed).toBeGreaterThan(60);
    // They look at what they were given, or at the settings, before they ask the database anything.
    expect(refused.sort()).toEqual([
      "addressTasks.propose",
      "bench.previewMachineFile",
      "bench.recordMachineFile",
      "catalog.liveHosts",
      "documents.draftRules",
      "emails.preview",
      "emails.send",
      "gaiji.draw",
      "gaiji.options",
      "hotline.startCall",
      "letters.addEnvelope",
      "letters.checkText",
      "letters.openText",
      "letters.slip",
      "returnedMail.record",
    ]);
    expect(told()).not.toMatch(/permission denied|select |insert into/i);
  });
});

describe("a fault at the sign-in", () => {
  it.each(["staff_accounts", "staff", "staff_sessions", "sign_in_throttles"])(
    "(%s cannot be read) is answered with a number, and e-mail and password are nowhere",
    async (table) => {
      const { agent } = sessions;
      await bench.owner.unsafe(`alter table ${table} rename to ${table}_gone`);
      try {
        const answer = await signIn(agent, { cookie: agent.cookie });
        expect(answer.status).toBe(500);
        expect(answer.body).toEqual({
          kind: "internal",
          reason: "internal",
          detail: { number: expect.any(String) },
        });
        expect(told()).toContain("42P01");
        for (const secret of [agent.email, agent.password, decodeURIComponent(agent.cookie).slice(30, 50)])
          expect(told()).not.toContain(secret);
      } finally {
        await bench.owner.unsafe(`alter table ${table}_gone rename to ${table}`);
      }
    },
  );

  it("(sessions cannot be read) fails every call with a number, and no token is printed", async () => {
    const { agent } = sessions;
    await bench.owner`alter table staff_sessions rename to staff_sessions_gone`;
    try {
      const answer = await call("session.me", undefined, agent.cookie);
      expectFixed(answer);
      expect(told()).toContain("42P01");
      expect(told()).not.toContain(decodeURIComponent(agent.cookie).split("=")[1]?.slice(0, 16));
    } finally {
      await bench.owner`alter table staff_sessions_gone rename to staff_sessions`;
    }
  });
});

describe("an error that is the asker's to mend", () => {
  it("names the field and the rule, never the value, and is not logged", async () => {
    const input = { name, email: `${name} at home`, role: "agent", password: "a secret of mine" };
    const answer = await call("staff.add", input, sessions.administrator.cookie);
    expect(answer.status).toBe(400);
    const { error } = answer.body as { error: { json: { data: unknown; message: string } } };
    expect(error.json.message).toBe("input.invalid");
    expect(error.json.data).toMatchObject({
      kind: "invalid",
      detail: { field: "email", rule: "invalid_format" },
    });
    expect(answer.text).not.toMatch(/花代|secret/);
    expect(log.lines).toEqual([]);
  });

  it("keeps its reason and where it is, as JSON no cache keeps", async () => {
    const response = errorResponse(new Invalid("csv.unclosed-quote", { line: 3, column: 7 }));
    expect(response.status).toBe(400);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual({
      kind: "invalid",
      reason: "csv.unclosed-quote",
      detail: { line: 3, column: 7 },
    });
  });
});
