import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as authRoute } from "@/app/api/auth/[...all]/route";
import { GET as trpcGet, POST as trpcPost } from "@/app/api/trpc/[trpc]/route";
import { PUT as uploadRoute } from "@/app/api/uploads/[uploadId]/parts/[partNumber]/route";
import { appUrl, type Bench, call, called, newSession, openBench, ours, type Session } from "./bench";

let bench: Bench;
let manager: Session;

beforeAll(async () => {
  bench = await openBench();
  manager = await newSession(bench.database, "incident-manager");
});
afterAll(() => bench.close());

type Attempt = { method: string; path: string; headers: Record<string, string>; body: BodyInit };
const send = async ({ method, path, headers, body }: Attempt): Promise<Response> => {
  const request = new Request(appUrl + path, {
    method,
    headers: { ...headers, cookie: manager.cookie },
    body,
    duplex: "half",
  } as RequestInit);
  if (path.startsWith("/api/trpc")) return trpcPost(request);
  if (path.startsWith("/api/auth")) return authRoute(request);
  const [, , , uploadId = "", , partNumber = ""] = path.split("/");
  return uploadRoute(request, { params: Promise.resolve({ uploadId, partNumber }) });
};

const opening = JSON.stringify({
  json: { code: "CSRF", title: "媒体の紛失", discoveredOn: "2014-02-10", organisationName: "見本生命" },
});

const json = { "content-type": "application/json" };
const octets = { "content-type": "application/octet-stream", "x-part-sha256": "0".repeat(64) };
const part = `/api/uploads/${randomUUID()}/parts/1`;
const doors: [name: string, attempt: Omit<Attempt, "headers">, type: Record<string, string>][] = [
  ["a mutation", { method: "POST", path: "/api/trpc/incidents.open", body: opening }, json],
  ["a query", { method: "POST", path: "/api/trpc/incidents.list", body: "{}" }, json],
  ["a part of an upload", { method: "PUT", path: part, body: "bytes" }, octets],
  ...["/sign-in/email", "/sign-out", "/change-password", "/two-factor/enable", "/two-factor/disable"].map(
    (path): (typeof doors)[number] => [
      `auth${path}`,
      { method: "POST", path: `/api/auth${path}`, body: "{}" },
      json,
    ],
  ),
  [
    "auth/two-factor/verify-totp",
    { method: "POST", path: "/api/auth/two-factor/verify-totp", body: "{}" },
    json,
  ],
];

const { origin, ...noOrigin } = ours;
const { "x-owabi": _mark, ...noMark } = ours;
const foreign: [name: string, headers: Record<string, string>][] = [
  ["no Origin", noOrigin],
  ["Origin: null", { ...ours, origin: "null" }],
  ["a foreign Origin", { ...ours, origin: "https://evil.example" }],
  ["our name as part of another's", { ...ours, origin: `${origin}.evil.example` }],
  ["our host on another port", { ...ours, origin: "http://127.0.0.1:3001" }],
  ["our host on another scheme", { ...ours, origin: "https://127.0.0.1:3000" }],
  ["Sec-Fetch-Site: cross-site", { ...ours, "sec-fetch-site": "cross-site" }],
  ["Sec-Fetch-Site: same-site (a subdomain)", { ...ours, "sec-fetch-site": "same-site" }],
  ["Sec-Fetch-Site: none", { ...ours, "sec-fetch-site": "none" }],
  ["no x-owabi header", noMark],
  ["another x-owabi header", { ...ours, "x-owabi": "true" }],
];

const forms: [name: string, headers: Record<string, string>, body?: BodyInit][] = [
  ["text/plain", { "content-type": "text/plain" }],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }],
  ["multipart", { "content-type": "multipart/form-data; boundary=x" }],
  ["multipart with fields", {}, new FormData()],
  ["octet-stream", { "content-type": "application/octet-stream" }],
  ["JSON by another name", { "content-type": "application/json-patch+json" }],
  ["no content type", {}, new Uint8Array([123, 125])],
];

describe("a request another site could cause is refused with nothing done", () => {
  it.each(foreign)("%s", async (_name, headers) => {
    for (const [name, attempt, type] of doors) {
      const response = await send({ ...attempt, headers: { ...headers, ...type } });
      const { reason } = called({ ...(await readJson(response)) });
      expect(`${name} ${response.status} ${reason}`).toBe(`${name} 403 request.foreign-origin`);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  });

  it.each(forms)("sent as %s", async (form, headers, body) => {
    for (const [name, attempt] of doors) {
      if (name === "a part of an upload" && form === "octet-stream") continue;
      const response = await send({
        ...attempt,
        body: body ?? attempt.body,
        headers: { ...ours, ...headers },
      });
      expect(`${name} ${response.status}`).toBe(`${name} 415`);
      expect(response.headers.getSetCookie()).toEqual([]);
    }
  });

  it("leaves the session alive and no incident behind", async () => {
    const answer = await call("incidents.list", undefined, manager.cookie);
    expect(answer.status).toBe(200);
    expect(answer.result).toEqual([]);
  });
});

describe("reading by GET", () => {
  it.each(["incidents.list", "people.affected", "incidents.open", "staff.add", "nothing.here", "__proto__"])(
    "is refused for %s, so that no input comes to stand in an address",
    async (path) => {
      const response = await trpcGet(
        new Request(`${appUrl}/api/trpc/${path}?input=${encodeURIComponent(opening)}`, {
          headers: { cookie: manager.cookie },
        }),
      );
      expect(response.status).toBe(405);
    },
  );

  it("is refused to another site's page, also for the one stream there is", async () => {
    for (const site of ["cross-site", "same-site"]) {
      const response = await trpcGet(
        new Request(`${appUrl}/api/trpc/reports.changes?input=${encodeURIComponent("{}")}`, {
          headers: { cookie: manager.cookie, "sec-fetch-site": site },
        }),
      );
      expect(response.status).toBe(403);
    }
  });
});

describe("how much may be sent at once", () => {
  const batch = (calls: number) =>
    send({
      method: "POST",
      path: `/api/trpc/${Array.from({ length: calls }, () => "session.me").join(",")}?batch=1`,
      headers: { ...ours, ...json },
      body: "{}",
    });

  it("is ten calls: the eleventh refuses them all, also where the path is commas only", async () => {
    const ten = await batch(10);
    expect(ten.status).toBe(200);
    expect(await ten.json()).toHaveLength(10);
    expect((await batch(11)).status).toBe(400);
    expect((await batch(500)).status).toBe(400);
    const commas = await send({
      method: "POST",
      path: `/api/trpc/${",".repeat(500)}?batch=1`,
      headers: { ...ours, ...json },
      body: "{}",
    });
    expect(commas.status).toBe(400);
  });

  const big = 1024 * 1024 + 1;
  const chunked = (bytes: number) => {
    let left = bytes;
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = Math.min(left, 64 * 1024);
        if (piece === 0) return controller.close();
        left -= piece;
        pulled += piece;
        controller.enqueue(new Uint8Array(piece).fill(32));
      },
    });
    return { body, pulled: () => pulled };
  };

  it.each([
    ["says so", { "content-length": String(big) }],
    ["says nothing (chunked)", {}],
    ["lies", { "content-length": "2" }],
    ["cannot be read", { "content-length": "many" }],
  ] as const)("is 1 MB for calls, also where Content-Length %s", async (_name, length) => {
    const { body } = chunked(big);
    const headers = { ...ours, ...json, ...length };
    const response = await send({ method: "POST", path: "/api/trpc/incidents.open", headers, body });
    expect(response.status).toBe(413);
  });

  it("stops reading what is too large instead of taking it all in", async () => {
    const endless = chunked(1024 * 1024 * 1024);
    const headers = { ...ours, ...json };
    const response = await send({
      method: "POST",
      path: "/api/trpc/incidents.open",
      headers,
      body: endless.body,
    });
    expect(response.status).toBe(413);
    expect(endless.pulled()).toBeLessThan(2 * 1024 * 1024);
  });

  it("is 16 KB at the sign-in", async () => {
    const { body } = chunked(16 * 1024 + 1);
    const headers = { ...ours, ...json, "content-length": "2" };
    const response = await send({ method: "POST", path: "/api/auth/sign-in/email", headers, body });
    expect(response.status).toBe(413);
  });

  it("is the part's own size for uploads: one byte more leaves no file", async () => {
    const opened = await call("incidents.open", JSON.parse(opening).json, manager.cookie);
    const { id: incidentId } = opened.result as { id: string };
    const begun = await call("uploads.begin", { incidentId, fileName: "a.csv", bytes: 5 }, manager.cookie);
    const { id } = begun.result as { id: string };
    const put = (bytes: string) =>
      send({
        method: "PUT",
        path: `/api/uploads/${id}/parts/1`,
        headers: {
          ...ours,
          "content-type": "application/octet-stream",
          "x-part-sha256": createHash("sha256").update(bytes).digest("hex"),
        },
        body: bytes,
      });
    const answer = await readJson(await put("123456"));
    expect(`${answer.status} ${answer.body.reason}`).toBe("400 upload.part-size");
    expect((await put("12345")).status).toBe(200);
  });
});

async function readJson(response: Response) {
  const text = await response.text();
  const body = JSON.parse(text || "{}") as Record<string, unknown>;
  return { status: response.status, text, body, cookies: "", headers: response.headers };
}
