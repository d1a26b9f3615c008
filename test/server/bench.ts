import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import pino from "pino";
import postgres from "postgres";
import { POST as authRoute } from "@/app/api/auth/[...all]/route";
import { GET as trpcGet, POST as trpcPost } from "@/app/api/trpc/[trpc]/route";
import { closeDatabase } from "@/db/client";
import { type Role, roles } from "@/features/staff/rules";
import { logger } from "@/lib/logger";
import { createTestDatabase, type TestDatabase } from "../setup/database";
import { addTestStaff, type TestStaff } from "../setup/staff";

export const appUrl = "http://127.0.0.1:3000";

/** What our own pages send with every request that may change something. */
export const ours = { origin: appUrl, "x-owabi": "1", "sec-fetch-site": "same-origin" };

export type Bench = {
  database: TestDatabase;
  /** As the database's owner, to look at and to shift what the application may not. */
  owner: postgres.Sql;
  filesDir: string;
  close: () => Promise<void>;
};

/** A fresh database, and this process set up to answer as the web process does. One a test file. */
export async function openBench(): Promise<Bench> {
  const database = await createTestDatabase();
  mkdirSync(".tmp", { recursive: true });
  const filesDir = mkdtempSync(join(process.cwd(), ".tmp/transport-"));
  Object.assign(process.env, {
    DATABASE_URL: database.appUrl,
    APP_URL: appUrl,
    BETTER_AUTH_SECRET: "only-for-tests-only-for-tests-only",
    FILES_DIR: filesDir,
  });
  logger.level = "silent";
  const owner = postgres(database.ownerUrl, { max: 2, onnotice: () => undefined });
  return {
    database,
    owner,
    filesDir,
    close: async () => {
      await closeDatabase();
      await owner.end();
      await database.drop();
      rmSync(filesDir, { recursive: true, force: true });
    },
  };
}

export type Headers_ = Record<string, string>;
type Json = Record<string, unknown>;
export type Answer = { status: number; body: Json; text: string; cookies: string; headers: Headers };

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const cookies = response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .filter((cookie) => !cookie.endsWith("="))
    .join("; ");
  return { status: response.status, text, body: jsonOf(text), cookies, headers: response.headers };
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}

/** `POST /api/auth<path>` as our pages do it; `headers` may take away or add. */
export async function askAuth(path: string, body: unknown, headers: Headers_ = {}): Promise<Answer> {
  const request = new Request(`${appUrl}/api/auth${path}`, {
    method: "POST",
    headers: { ...ours, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return read(await authRoute(request));
}

/** Signs in; the answer's `cookies` are what the browser keeps. */
export function signIn({ email, password }: { email: string; password: string }, headers: Headers_ = {}) {
  return askAuth("/sign-in/email", { email, password }, headers);
}

export type Session = TestStaff & { cookie: string };

/** Somebody new of this role, signed in. */
export async function newSession(database: TestDatabase, role: Role): Promise<Session> {
  const member = await addTestStaff(database, role);
  const { status, cookies } = await signIn(member);
  if (status !== 200) throw new Error(`sign-in answered ${status}`);
  return { ...member, cookie: cookies };
}

/** One signed-in member of each role. */
export async function oneOfEachRole(database: TestDatabase): Promise<Record<Role, Session>> {
  const entries: [Role, Session][] = [];
  for (const role of roles) entries.push([role, await newSession(database, role)]);
  return Object.fromEntries(entries) as Record<Role, Session>;
}

export type Called = Answer & { reason: string; kind: string; result: unknown };

/** Calls one procedure by POST, as our pages do. `input` is plain JSON; dates come as `Date`. */
export async function call(
  path: string,
  input: unknown,
  cookie = "",
  headers: Headers_ = {},
): Promise<Called> {
  const request = new Request(`${appUrl}/api/trpc/${path}`, {
    method: "POST",
    headers: { ...ours, "content-type": "application/json", cookie, ...headers },
    body: JSON.stringify(superjsonOf(input)),
  });
  return called(await read(await trpcPost(request)));
}

/** Opens a subscription by GET; nothing of the stream is read. */
export async function subscribe(path: string, input: unknown, cookie = "", headers: Headers_ = {}) {
  const closed = new AbortController();
  const query = encodeURIComponent(JSON.stringify(superjsonOf(input)));
  const request = new Request(`${appUrl}/api/trpc/${path}?input=${query}`, {
    headers: { cookie, accept: "text/event-stream", "sec-fetch-site": "same-origin", ...headers },
    signal: closed.signal,
  });
  return { response: await trpcGet(request), close: () => closed.abort() };
}

/** Reads a stream until `sign` came, or 5 seconds have passed; what was read. The stream is closed. */
export async function readUntil(response: Response, sign: string): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let said = "";
  const until = AbortSignal.timeout(5_000);
  until.addEventListener("abort", () => void reader?.cancel());
  while (reader && !said.includes(sign)) {
    const { done, value } = await reader.read();
    if (done) break;
    said += typeof value === "string" ? value : decoder.decode(value, { stream: true });
  }
  await reader?.cancel();
  return said;
}

export function called(answer: Answer): Called {
  const error = (answer.body.error as { json?: { data?: Json } } | undefined)?.json?.data;
  const data = (answer.body.result as { data?: { json?: unknown } } | undefined)?.data?.json;
  const source = error ?? answer.body;
  return { ...answer, reason: String(source.reason ?? ""), kind: String(source.kind ?? ""), result: data };
}

/** Dates are marked as our pages mark them (superjson); everything else is plain. */
export function superjsonOf(input: unknown): unknown {
  if (input === undefined) return {};
  const values: Record<string, ["Date"]> = {};
  const json = JSON.parse(
    JSON.stringify(input, function mark(this: Json, key: string, value: unknown) {
      if (this[key] instanceof Date && key) values[key] = ["Date"];
      return value;
    }),
  );
  return Object.keys(values).length > 0 ? { json, meta: { values } } : { json };
}

/** Everything this process logs from now on, as the lines that would stand in the log file. */
export function captureLog(): { lines: string[]; stop: () => void } {
  const stream = (logger as unknown as Record<symbol, { write: (line: string) => void }>)[
    pino.symbols.streamSym
  ];
  if (!stream) throw new Error("the logger has no stream");
  const lines: string[] = [];
  const { write } = stream;
  const { level } = logger;
  logger.level = "debug";
  stream.write = (line) => {
    lines.push(line);
  };
  const stop = () => {
    stream.write = write;
    logger.level = level;
  };
  return { lines, stop };
}
