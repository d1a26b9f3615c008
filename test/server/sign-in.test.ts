import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addStaffMember } from "@/features/staff/add-staff-member";
import { changeRole } from "@/features/staff/change-role";
import { disableStaffMember } from "@/features/staff/disable-staff-member";
import { enableStaffMember } from "@/features/staff/enable-staff-member";
import type { Actor } from "@/features/staff/rules";
import { addTestStaff, type TestStaff } from "../setup/staff";
import { totpOf } from "../setup/totp";
import { askAuth, type Bench, call, newSession, openBench, type Session, signIn } from "./bench";

let bench: Bench;
let administrator: Session;
let boss: Actor;
let agent: TestStaff;

beforeAll(async () => {
  bench = await openBench();
  administrator = await newSession(bench.database, "administrator");
  boss = { kind: "staff", staffId: administrator.id, role: "administrator" };
});
afterAll(() => bench.close());
const newAgent = async () => {
  agent = await addTestStaff(bench.database, "agent");
};

const me = async (cookie: string) => (await call("session.me", undefined, cookie)).status;
const sessionsOf = ({ id }: { id: string }) => bench.owner<{ id: string; token: string; created_at: Date }[]>`
  select id, token, created_at from staff_sessions where staff_id = ${id} order by created_at`;

describe("there is no way in but the administrator's invitation", () => {
  it.each([
    "/sign-up/email",
    "/sign-in/social",
    "/sign-in/username",
    "/request-password-reset",
    "/reset-password",
    "/send-verification-email",
    "/verify-email",
    "/update-user",
    "/change-email",
    "/delete-user",
    "/set-password",
    "/link-social",
    "/list-sessions",
    "/revoke-sessions",
    "/verify-password",
    "/two-factor/get-totp-uri",
    "/two-factor/send-otp",
    "/two-factor/verify-otp",
    "/two-factor/generate-backup-codes",
    "/get-session",
    "/ok",
    "/sign-in/email/",
    "//sign-in/email",
    "/sign-in%2Femail",
    "/Sign-In/Email",
    "/__proto__",
    "",
  ])("%s is closed, signed in or not", async (path) => {
    const body = {
      email: "new@example.test",
      password: "a long password",
      name: "見本",
      role: "administrator",
    };
    const [before] = await bench.owner`select count(*)::int as n from staff`;
    for (const cookie of ["", administrator.cookie]) {
      const answer = await askAuth(path, body, { cookie });
      expect(answer.status).toBe(404);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect((await bench.owner`select count(*)::int as n from staff`)[0]).toEqual(before);
  });

  it("an invited member signs in with what they were given, up to the longest password there is", async () => {
    const password = "長い合言葉🗝".repeat(36);
    const email = `${randomUUID()}@Example.test`;
    await addStaffMember(boss, { name: "見本 次郎", email, role: "agent", password });
    expect((await signIn({ email, password })).status).toBe(200);
    expect((await signIn({ email: email.toUpperCase(), password })).status).toBe(200);
  });
});

describe("guessing passwords", () => {
  beforeEach(newAgent);

  const addresses = (n: number) => ({
    "x-forwarded-for": `10.0.${n}.1, 192.0.2.${n}`,
    "x-real-ip": `198.51.100.${n}`,
    forwarded: `for=203.0.113.${n}`,
  });

  it("ends at the 11th attempt in 15 minutes, from whatever address, also with the right password", async () => {
    for (let n = 1; n <= 10; n += 1) {
      expect((await signIn({ ...agent, password: `guess ${n}` }, addresses(n))).status).toBe(401);
    }
    const eleventh = await signIn(agent, addresses(11));
    expect(`${eleventh.status} ${eleventh.body.reason}`).toBe("429 sign-in.too-many-attempts");
    expect(eleventh.cookies).toBe("");
    const other = await addTestStaff(bench.database, "agent");
    expect((await signIn(other, addresses(11))).status).toBe(200);
  });

  it("counts attempts made at the same moment, and in other letters of the same address", async () => {
    const spellings = [agent.email, agent.email.toUpperCase()];
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => signIn({ email: spellings[n % 2] ?? "", password: `guess ${n}` })),
    );
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(20);
  });

  it("starts anew 15 minutes after the first, on the database's clock, and when the password was right", async () => {
    for (let n = 1; n <= 9; n += 1) await signIn({ ...agent, password: "guess" });
    expect((await signIn(agent)).status).toBe(200);
    for (let n = 1; n <= 10; n += 1) expect((await signIn({ ...agent, password: "guess" })).status).toBe(401);
    expect((await signIn(agent)).status).toBe(429);
    await bench.owner`update sign_in_throttles set window_started_at = window_started_at - interval '15 minutes 1 second'`;
    expect((await signIn(agent)).status).toBe(200);
  });

  it.each([
    ["/change-password", { newPassword: "another long password" }, "currentPassword"],
    ["/two-factor/enable", {}, "password"],
    ["/two-factor/disable", {}, "password"],
  ])("is counted at %s as well, towards the same account", async (path, more, key) => {
    const { cookies: cookie } = await signIn(agent);
    for (let n = 1; n <= 10; n += 1) {
      expect(
        (await askAuth(path, { ...more, [key]: `guess ${n}` }, { cookie, ...addresses(n) })).status,
      ).toBe(400);
    }
    expect((await askAuth(path, { ...more, [key]: agent.password }, { cookie })).status).toBe(429);
    expect((await signIn(agent)).status).toBe(429);
  });

  it("learns nothing of who has an account: same answer, same headers, about the same time", async () => {
    const members = [
      agent,
      await addTestStaff(bench.database, "agent"),
      await addTestStaff(bench.database, "agent"),
    ];
    const disabled = await addTestStaff(bench.database, "agent");
    await disableStaffMember(boss, { staffId: disabled.id });
    const shape = ({ status, text, headers }: Awaited<ReturnType<typeof signIn>>) =>
      JSON.stringify([status, text, [...headers].sort()]);
    const timed = async (email: string) => {
      const begun = performance.now();
      const answer = await signIn({ email, password: "not the password" });
      return { ms: performance.now() - begun, shape: shape(answer) };
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      const hit = await timed(members[round % 3]?.email ?? "");
      const miss = await timed(`${randomUUID()}@example.test`);
      expect(miss.shape).toBe(hit.shape);
      known.push(hit.ms);
      unknown.push(miss.ms);
    }
    expect((await timed(disabled.email)).shape).toBe((await timed("nobody@example.test")).shape);
    expect(shape(await signIn(disabled))).toBe((await timed("nobody@example.test")).shape);
    const ratio = median(known) / median(unknown);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });

  it("cannot fill the machine: two hashes at once, twenty wait, the rest are told to come back", async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => signIn({ email: `${randomUUID()}@example.test`, password: "guess" })),
    );
    const busy = answers.filter(({ body }) => body.reason === "sign-in.busy");
    expect(busy).toHaveLength(18);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(22);
  });
});

const median = (of: number[]) => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;

describe("a session", () => {
  beforeEach(newAgent);

  it("has a new id at every sign-in, and the one somebody came with is dead", async () => {
    const first = await signIn(agent);
    const second = await signIn(agent, { cookie: first.cookies });
    expect(second.cookies).not.toBe(first.cookies);
    expect(await me(first.cookies)).toBe(401);
    expect(await me(second.cookies)).toBe(200);
    expect(await sessionsOf(agent)).toHaveLength(1);
  });

  it("keeps its token in a cookie no script can read and that goes with the browser; never in an answer", async () => {
    const answer = await signIn(agent);
    const [session] = await sessionsOf(agent);
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toContain(encodeURIComponent(session?.token ?? "none"));
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).not.toMatch(/Max-Age|Expires/i);
    expect(answer.text).toBe("{}");
  });

  it("takes no id but one it gave: an unsigned, a forged and another's signature are nobody", async () => {
    const { cookies } = await signIn(agent);
    const [name = "", value = ""] = cookies.split("=");
    const [token] = decodeURIComponent(value).split(".");
    const { cookie: other } = administrator;
    for (const forged of [
      `${name}=${token}`,
      `${name}=${token}.`,
      `${name}=${randomUUID()}.${decodeURIComponent(value).split(".")[1]}`,
      `${name}=${token}.${decodeURIComponent(other).split(".").at(-1)}`,
    ]) {
      expect(await me(forged)).toBe(401);
    }
  });

  it("dies after 30 idle minutes, and a request in time keeps it alive", async () => {
    const { cookies } = await signIn(agent);
    const idle = (minutes: number) => bench.owner`
      update staff_sessions set expires_at = clock_timestamp() + make_interval(secs => 1800 - 60 * ${minutes}::float8)
      where staff_id = ${agent.id}`;
    await idle(29.5);
    expect(await me(cookies)).toBe(200);
    const [kept] = await bench.owner<{ seconds: number }[]>`
      select extract(epoch from expires_at - clock_timestamp())::float8 as seconds from staff_sessions where staff_id = ${agent.id}`;
    expect(kept?.seconds).toBeGreaterThan(1700);
    await idle(30.1);
    expect(await me(cookies)).toBe(401);
    expect(await me(cookies)).toBe(401);
  });

  it("dies 12 hours after sign-in however busy it was, also for the doors of the sign-in itself", async () => {
    const { cookies } = await signIn(agent);
    const age = (hours: number) => bench.owner`
      update staff_sessions set created_at = clock_timestamp() - make_interval(secs => 3600 * ${hours}::float8)
      where staff_id = ${agent.id}`;
    await age(11.99);
    expect(await me(cookies)).toBe(200);
    await age(12.01);
    expect(await me(cookies)).toBe(401);
    const body = { currentPassword: agent.password, newPassword: "another long password" };
    expect((await askAuth("/change-password", body, { cookie: cookies })).status).toBe(401);
    expect(await sessionsOf(agent)).toEqual([]);
    expect((await signIn(agent)).status).toBe(200);
  });

  it("dies at sign-out: the cookie, kept, opens nothing", async () => {
    const { cookies } = await signIn(agent);
    const answer = await askAuth("/sign-out", {}, { cookie: cookies });
    expect(answer.status).toBe(200);
    expect(await me(cookies)).toBe(401);
    expect(await sessionsOf(agent)).toEqual([]);
  });

  it("dies with a changed password, on every machine but the one it was changed on", async () => {
    const elsewhere = await signIn(agent);
    const here = await signIn(agent);
    const body = { currentPassword: agent.password, newPassword: "another long password" };
    const changed = await askAuth("/change-password", body, { cookie: here.cookies });
    expect(`${changed.status} ${changed.text}`).toBe("200 {}");
    expect(await me(elsewhere.cookies)).toBe(401);
    expect(await me(here.cookies)).toBe(401);
    expect(await me(changed.cookies)).toBe(200);
    expect((await signIn(agent)).status).toBe(401);
    expect((await signIn({ ...agent, password: "another long password" })).status).toBe(200);
  });

  it("takes no password shorter than twelve characters, and keeps the old one then", async () => {
    const { cookies } = await signIn(agent);
    const body = { currentPassword: agent.password, newPassword: "elevenchars" };
    expect((await askAuth("/change-password", body, { cookie: cookies })).status).toBe(400);
    expect((await signIn(agent)).status).toBe(200);
  });
});

describe("a member of staff", () => {
  beforeEach(newAgent);

  it("who is disabled is refused at the next request and at every way in, until enabled again", async () => {
    const { cookies } = await signIn(agent);
    await disableStaffMember(boss, { staffId: agent.id });
    expect(await me(cookies)).toBe(401);
    expect((await signIn(agent)).status).toBe(401);
    expect(await sessionsOf(agent)).toEqual([]);
    await enableStaffMember(boss, { staffId: agent.id });
    expect((await signIn(agent)).status).toBe(200);
  });

  it("whose row alone says disabled is refused as well: nothing rests on the sessions being gone", async () => {
    const { cookies } = await signIn(agent);
    await bench.owner`update staff set disabled_at = clock_timestamp() where id = ${agent.id}`;
    expect(await me(cookies)).toBe(401);
  });

  it("whose role was changed has to sign in again and has the new role then", async () => {
    const { cookies } = await signIn(agent);
    await changeRole(boss, { staffId: agent.id, role: "mailroom" });
    expect(await me(cookies)).toBe(401);
    const again = await signIn(agent);
    const { result } = await call("session.me", undefined, again.cookies);
    expect(result).toMatchObject({ role: "mailroom" });
    await bench.owner`update staff set role = 'auditor' where id = ${agent.id}`;
    expect((await call("session.me", undefined, again.cookies)).result).toMatchObject({ role: "auditor" });
    await bench.owner`update staff set role = 'emperor' where id = ${agent.id}`;
    expect(await me(again.cookies)).toBe(401);
  });

  it("who administers cannot be shut out by a tie: of two who disable each other at once, one is refused", async () => {
    for (let round = 0; round < 5; round += 1) {
      const two = [
        await addTestStaff(bench.database, "administrator"),
        await addTestStaff(bench.database, "administrator"),
      ];
      const [one, other] = two.map(
        ({ id }): Actor => ({ kind: "staff", staffId: id, role: "administrator" }),
      );
      const acts = [
        disableStaffMember(one as Actor, { staffId: two[1]?.id ?? "" }),
        round % 2 === 0
          ? disableStaffMember(other as Actor, { staffId: two[0]?.id ?? "" })
          : changeRole(other as Actor, { staffId: two[0]?.id ?? "", role: "agent" }),
      ];
      const outcomes = await Promise.allSettled(acts);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    }
  });

  it("changes neither their own role nor their own access", async () => {
    for (const path of ["staff.changeRole", "staff.disable"]) {
      const input = { staffId: administrator.id, ...(path === "staff.changeRole" ? { role: "agent" } : {}) };
      const answer = await call(path, input, administrator.cookie);
      expect(`${answer.status} ${answer.reason}`).toBe("412 staff.not-oneself");
    }
  });
});

describe("the second step", () => {
  beforeEach(newAgent);

  async function withTotp(): Promise<string> {
    const { cookies } = await signIn(agent);
    const enabled = await askAuth("/two-factor/enable", { password: agent.password }, { cookie: cookies });
    const uri = String(enabled.body.totpURI);
    const verified = await askAuth("/two-factor/verify-totp", { code: totpOf(uri) }, { cookie: cookies });
    expect(`${verified.status} ${verified.text}`).toBe("200 {}");
    expect(await me(cookies)).toBe(401);
    expect(await me(verified.cookies)).toBe(200);
    return uri;
  }

  const wrong = (uri: string) => (totpOf(uri) === "000000" ? "000001" : "000000");

  it("once set up, a password alone opens nothing; the code does", async () => {
    const uri = await withTotp();
    const half = await signIn(agent);
    expect(half.body).toMatchObject({ twoFactorRedirect: true });
    expect(await me(half.cookies)).toBe(401);
    const whole = await askAuth("/two-factor/verify-totp", { code: totpOf(uri) }, { cookie: half.cookies });
    expect(whole.status).toBe(200);
    expect(whole.text).toBe("{}");
    expect(await me(whole.cookies)).toBe(200);
  });

  it("is asked every time: no device is trusted to leave it out", async () => {
    const uri = await withTotp();
    const half = await signIn(agent);
    const body = { code: totpOf(uri), trustDevice: true };
    expect((await askAuth("/two-factor/verify-totp", body, { cookie: half.cookies })).status).toBe(400);
  });

  it("takes five codes a challenge and no more, also when they come at once, also the right one", async () => {
    const uri = await withTotp();
    const half = await signIn(agent);
    const guess = (code: string) => askAuth("/two-factor/verify-totp", { code }, { cookie: half.cookies });
    for (let n = 0; n < 5; n += 1) expect((await guess(wrong(uri))).status).toBe(401);
    const sixth = await guess(totpOf(uri));
    expect(sixth.status).toBe(400);
    expect(sixth.body.code).toBe("TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE");
    expect((await guess(totpOf(uri))).status).toBe(401);

    const again = await signIn(agent);
    const burst = await Promise.all(
      Array.from({ length: 20 }, () =>
        askAuth("/two-factor/verify-totp", { code: wrong(uri) }, { cookie: again.cookies }),
      ),
    );
    expect(burst.filter(({ body }) => body.code === "INVALID_CODE").length).toBeLessThanOrEqual(5);
    expect(burst.every(({ status }) => status >= 400)).toBe(true);
  });

  it("locks the account after ten wrong codes in a row, over as many challenges as there were", async () => {
    const uri = await withTotp();
    for (let challenge = 0; challenge < 2; challenge += 1) {
      const half = await signIn(agent);
      for (let n = 0; n < 5; n += 1)
        await askAuth("/two-factor/verify-totp", { code: wrong(uri) }, { cookie: half.cookies });
    }
    const half = await signIn(agent);
    const right = await askAuth("/two-factor/verify-totp", { code: totpOf(uri) }, { cookie: half.cookies });
    expect(`${right.status} ${right.body.code}`).toBe("429 ACCOUNT_TEMPORARILY_LOCKED");
  });

  it("lets somebody who lost the device in by a recovery code, once, and not by guessing", async () => {
    const { cookies } = await signIn(agent);
    const enabled = await askAuth("/two-factor/enable", { password: agent.password }, { cookie: cookies });
    const [code = ""] = enabled.body.backupCodes as string[];
    await askAuth(
      "/two-factor/verify-totp",
      { code: totpOf(String(enabled.body.totpURI)) },
      { cookie: cookies },
    );
    const recover = (typed: string, cookie: string) =>
      askAuth("/two-factor/verify-backup-code", { code: typed }, { cookie });

    const half = await signIn(agent);
    expect((await recover("wrong-wrong", half.cookies)).status).toBe(401);
    const whole = await recover(code, half.cookies);
    expect(`${whole.status} ${whole.text}`).toBe("200 {}");
    expect(await me(whole.cookies)).toBe(200);

    const again = await signIn(agent);
    const outcomes = [await recover(code, again.cookies)];
    for (let n = 0; n < 5; n += 1) outcomes.push(await recover(`guess-${n}`, again.cookies));
    expect(outcomes.every(({ status }) => status >= 400)).toBe(true);
    expect(outcomes.at(-1)?.body.code).toBe("TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE");
  });

  it("opens nothing to somebody who was disabled between the steps", async () => {
    const uri = await withTotp();
    const half = await signIn(agent);
    await disableStaffMember(boss, { staffId: agent.id });
    const whole = await askAuth("/two-factor/verify-totp", { code: totpOf(uri) }, { cookie: half.cookies });
    expect(whole.status).toBe(401);
    expect(await sessionsOf(agent)).toEqual([]);
  });

  it("is not turned off without the password", async () => {
    const uri = await withTotp();
    const half = await signIn(agent);
    const whole = await askAuth("/two-factor/verify-totp", { code: totpOf(uri) }, { cookie: half.cookies });
    const off = (password: string, cookie: string) =>
      askAuth("/two-factor/disable", { password }, { cookie });
    expect((await off("not the password", whole.cookies)).status).toBe(400);
    expect((await off(agent.password, half.cookies)).status).toBe(401);
    expect((await off(agent.password, whole.cookies)).status).toBe(200);
    expect((await signIn(agent)).body).toEqual({});
  });
});
