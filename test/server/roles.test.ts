import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Act, type Role, roles, rolesByAct } from "@/features/staff/rules";
import { type Bench, call, oneOfEachRole, openBench, readUntil, type Session, subscribe } from "./bench";
import { procedures } from "./procedures";

let bench: Bench;
let sessions: Record<Role, Session>;

beforeAll(async () => {
  bench = await openBench();
  sessions = await oneOfEachRole(bench.database);
});
afterAll(() => bench.close());

const callable = procedures.filter(({ type }) => type !== "subscription");
const cells = callable.flatMap(({ path }) => roles.map((role) => ({ path, role })));
const isAllowed = ({ path, role }: { path: string; role: Role }) =>
  (rolesByAct[path as Act] as readonly Role[]).includes(role);
const garbage = { surprise: "\u0000", incidentId: 7 };

describe("who may call what", () => {
  it("stands in one total table: every procedure has a line, every line a procedure", () => {
    expect(procedures.length).toBeGreaterThan(50);
    expect(procedures.map(({ path }) => path).sort()).toEqual(Object.keys(rolesByAct).sort());
  });

  it("is asked of the signed-out first: 401 everywhere, whatever they send", async () => {
    for (const { path, type } of procedures) {
      if (type === "subscription") {
        const stream = await subscribe(path, { incidentId: randomUUID() });
        const said = await readUntil(stream.response, "signed-out");
        stream.close();
        expect(said).toContain("session.signed-out");
        expect(said).not.toContain("tick");
      } else {
        const answer = await call(path, garbage);
        expect(`${path} ${answer.status} ${answer.reason}`).toBe(`${path} 401 session.signed-out`);
      }
    }
  });

  it("refuses every cell the table does not allow, before the input is looked at", async () => {
    const denied = cells.filter((cell) => !isAllowed(cell));
    expect(denied.length).toBeGreaterThan(100);
    for (const { path, role } of denied) {
      const answer = await call(path, garbage, sessions[role].cookie);
      expect(`${path} ${role} ${answer.status} ${answer.reason}`).toBe(
        `${path} ${role} 403 staff.not-your-role`,
      );
    }
  });

  it("answers the refused alike for what exists, what does not, and what belongs to something else", async () => {
    const opened = await call(
      "incidents.open",
      { code: "S1", title: "媒体の紛失", discoveredOn: "2014-02-10", organisationName: "見本生命" },
      sessions["incident-manager"].cookie,
    );
    const { id } = opened.result as { id: string };
    for (const { path, role } of cells.filter((cell) => !isAllowed(cell))) {
      const real = await call(path, { incidentId: id, id }, sessions[role].cookie);
      const random = await call(path, { incidentId: randomUUID(), id: randomUUID() }, sessions[role].cookie);
      expect(real.text).toBe(random.text);
    }
  });

  it("lets every cell through that the table allows", async () => {
    const allowed = cells.filter(isAllowed);
    expect(allowed.length).toBeGreaterThan(100);
    for (const { path, role } of allowed) {
      const answer = await call(path, garbage, sessions[role].cookie);
      const takesInput = procedures.find((known) => known.path === path)?.inputs.length !== 0;
      const expected = takesInput ? "400 input.invalid" : "200 ";
      expect(`${path} ${role} ${answer.status} ${answer.reason}`).toBe(`${path} ${role} ${expected}`);
    }
  });

  it("lets every role that may listen open the stream", async () => {
    for (const role of roles) {
      const { response, close } = await subscribe(
        "reports.changes",
        { incidentId: randomUUID() },
        sessions[role].cookie,
      );
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toContain("text/event-stream");
      expect(await readUntil(response, "tick")).not.toContain("serialized-error");
      close();
    }
  });

  it("answers a path that is no procedure without saying what there is", async () => {
    for (const path of ["incidents", "incidents.drop", "__proto__", "constructor", "toString", "a,b"]) {
      const answer = await call(path, {}, sessions.administrator.cookie);
      expect(answer.status).toBe(404);
      expect(answer.reason).toBe("request.not-understood");
      expect(answer.text).not.toContain(path);
    }
  });
});
