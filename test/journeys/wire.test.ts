import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "../setup/server";
import { addTestStaff, type TestStaff } from "../setup/staff";

let server: TestServer;
let manager: TestStaff;
let cookie: string;

beforeAll(async () => {
  server = await startServer({ jobs: false });
  manager = await addTestStaff(server.database, "incident-manager");
  const { email, password } = manager;
  const signedIn = await ask("POST /api/auth/sign-in/email", { body: { email, password } });
  cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
});
afterAll(() => server?.stop());

type Asked = { body?: unknown; headers?: Record<string, string>; signedOut?: boolean };

/** "POST /path" as our own page asks; an object is sent as JSON. */
async function ask(what: string, { body, headers = {}, signedOut }: Asked = {}): Promise<Response> {
  const [method = "GET", path = "/"] = what.split(" ");
  const ours = {
    origin: server.url,
    "x-owabi": "1",
    ...(body ? { "content-type": "application/json" } : {}),
  };
  return fetch(server.url + path, {
    method,
    headers: { ...(method === "GET" ? {} : ours), ...(signedOut || !cookie ? {} : { cookie }), ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
    redirect: "manual",
  });
}

const incident = "019a0000-0000-7000-8000-000000000000";
const answers: [what: string, asked: Asked, status: number][] = [
  ["GET /sign-in", { signedOut: true }, 200],
  ["GET /incidents", { signedOut: true }, 307],
  ["GET /incidents", {}, 200],
  ["GET /nothing/here", {}, 404],
  ["GET /api/nothing", {}, 404],
  ["GET /api/health", { signedOut: true }, 200],
  ["POST /api/trpc/incidents.list", { body: {} }, 200],
  ["POST /api/trpc/incidents.list", { body: {}, signedOut: true }, 401],
  ["POST /api/trpc/incidents.list", { body: {}, headers: { origin: "https://evil.example" } }, 403],
  ["POST /api/trpc/incidents.get", { body: { json: { incidentId: incident } } }, 404],
  ["POST /api/trpc/incidents.get", { body: { json: { incidentId: "x" } } }, 400],
  ["POST /api/trpc/staff.list", { body: {} }, 403],
  ["POST /api/trpc/nothing", { body: {} }, 404],
  ["GET /api/trpc/incidents.list", {}, 405],
  ["PUT /api/uploads/x/parts/1", { headers: { "content-type": "application/octet-stream" } }, 400],
  ["GET /api/pdf/letter-preview", { signedOut: true }, 401],
  ["GET /api/pdf/letter-preview", {}, 400],
  [`GET /api/pdf/print-runs/${incident}`, { signedOut: true }, 401],
  [`GET /api/pdf/print-runs/${incident}`, {}, 403],
  [
    "POST /api/auth/sign-in/email",
    { body: { email: "x@example.test", password: "x" }, signedOut: true },
    401,
  ],
  ["POST /api/auth/sign-up/email", { body: {} }, 404],
  ["GET /api/auth/get-session", {}, 405],
];

describe("every kind of answer", () => {
  it.each(answers)(
    "%s %j: says what browsers must not do with it, and nothing of what we are made of",
    async (what, asked, status) => {
      const response = await ask(what, asked);
      const text = await response.text();
      expect(response.status).toBe(status);
      const header = (name: string) => response.headers.get(name) ?? "";
      expect(header("strict-transport-security")).toMatch(/max-age=(3153600\d|\d{9,})/);
      expect(header("x-content-type-options")).toBe("nosniff");
      expect(header("referrer-policy")).toBe("no-referrer");
      expect(header("cross-origin-opener-policy")).toBe("same-origin");
      expect(header("cross-origin-resource-policy")).toBe("same-origin");
      expect(header("content-security-policy")).toMatch(/frame-ancestors '(none|self)'/);
      expect(header("content-security-policy")).toContain("base-uri 'none'");
      expect(header("content-security-policy").split(",")).toHaveLength(1);
      expect(header("x-frame-options")).toMatch(/DENY|SAMEORIGIN/);
      expect(header("cache-control")).toContain("no-store");
      for (const teller of ["x-powered-by", "server", "access-control-allow-origin"])
        expect(response.headers.has(teller)).toBe(false);
      // The form of an address stands in a screen's own texts; ours begins with our role.
      expect(text).not.toMatch(/node_modules|postgres:\/\/owabi|\/src\//);
    },
  );

  it("that is a file of the build may be kept, and is held to its type", async () => {
    const page = await (await ask("GET /sign-in")).text();
    const script = /\/_next\/static\/[^"]+\.js/.exec(page)?.[0] ?? "/none";
    const response = await ask(`GET ${script}`);
    await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.has("x-powered-by")).toBe(false);
  });
});

describe("a page asked for in an unusual way", () => {
  const tricks: [path: string, headers: Record<string, string>][] = [
    ["/incidents", { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" }],
    ["/incidents", { "x-middleware-subrequest": "proxy" }],
    ["/incidents", { rsc: "1" }],
    ["/incidents", { rsc: "1", "next-router-prefetch": "1" }],
    ["/incidents", { "next-router-state-tree": "%5B%22%22%5D", rsc: "1" }],
    ["/incidents.rsc", {}],
    ["/incidents?_rsc=1", {}],
    ["/%69ncidents", {}],
    ["//incidents", {}],
    ["/ja/incidents", {}],
    ["/_next/data/x/incidents.json", {}],
    ["/_next/image?url=%2Fincidents&w=64&q=75", {}],
    ["/incidents", { "x-matched-path": "/sign-in" }],
    ["/incidents", { "x-forwarded-host": "evil.example", "x-nonce": "known" }],
    ["/incidents", { "next-action": "00".repeat(20) }],
  ];

  it.each(tricks)("%s %j shows a stranger nothing that is behind the sign-in", async (path, headers) => {
    const response = await ask(`GET ${path}`, { headers, signedOut: true });
    const text = await response.text();
    expect([200, 307, 308, 400, 404, 405]).toContain(response.status);
    expect(text).not.toContain(manager.name);
    expect(response.headers.get("location") ?? "").not.toContain("evil.example");
    expect(text).not.toContain("nonce-known");
    if (response.status === 200) expect(text).toMatch(/sign-in|NEXT_REDIRECT/);
  });
});

describe("over the real wire", () => {
  /**
   * A chunked POST of so many bytes that does not end by itself. No byte is left unread when the answer comes, or
   * the connection would be reset under it.
   */
  function unending(path: string, bytes: number): Promise<number> {
    const url = new URL(path, server.url);
    const headers = { origin: server.url, "x-owabi": "1", "content-type": "application/json", cookie };
    return new Promise((resolve, reject) => {
      const request = httpRequest(url, { method: "POST", headers }, (response) => {
        resolve(response.statusCode ?? 0);
        request.destroy();
      });
      request.on("error", reject);
      request.write(Buffer.alloc(bytes, " "));
    });
  }

  it("a body without a length is refused once it is too large", async () => {
    expect(await unending("/api/trpc/incidents.list", 1024 * 1024 + 1)).toBe(413);
    expect(await unending("/api/auth/sign-out", 16 * 1024 + 1)).toBe(413);
  });

  it("the cookie of a sign-in goes with the browser and is out of reach for scripts", async () => {
    const { email, password } = manager;
    const response = await ask("POST /api/auth/sign-in/email", {
      body: { email, password },
      signedOut: true,
    });
    const [set = ""] = response.headers.getSetCookie();
    expect(set).toMatch(/HttpOnly/i);
    expect(set).toMatch(/SameSite=Lax/i);
    expect(set).not.toMatch(/Max-Age|Expires/i);
  });

  it("what a page cannot read of the database is printed without the session's token or a query", async () => {
    const response = await ask("GET /incidents", { headers: { cookie: `${cookie}` } });
    await response.text();
    const { default: postgres } = await import("postgres");
    const owner = postgres(server.database.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner`alter table staff_sessions rename to staff_sessions_gone`;
    const failed = await ask("GET /incidents");
    const text = await failed.text();
    await owner`alter table staff_sessions_gone rename to staff_sessions`;
    await owner.end();
    expect(failed.status).toBe(500);
    expect(text).not.toMatch(/staff_sessions|select /);
    const token = decodeURIComponent(cookie.split("=")[1] ?? "").split(".")[0] ?? "none";
    await expect.poll(() => server.logs().web).toContain("session.unreadable");
    expect(server.logs().web).not.toContain(token);
    expect(server.logs().web).not.toMatch(/Failed query|params:/);
  });
});
