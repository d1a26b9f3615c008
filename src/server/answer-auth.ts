import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { staffSessions } from "@/db/schema";
import { Forbidden, Internal } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { auth } from "./auth";
import { type AuthDoor, authDoors } from "./auth-doors";
import { bodyWithin } from "./body-within";
import { memberIn } from "./context";
import { errorResponse, refusal } from "./error-answer";
import { hasContentType, isFromOurPages } from "./origin";
import { countPasswordAttempt, forgetPasswordAttempts, withPasswordPlace } from "./sign-in-throttle";

const endpoint = "/api/auth";
const bodyLimitBytes = 16 * 1024;

/**
 * Answers `/api/auth/*`: better-auth behind our own doors. From our pages only, JSON only, known paths and known
 * keys only; every password that is tried counts against its account and waits for a place to be hashed.
 */
export async function answerAuth(request: Request): Promise<Response> {
  try {
    const path = new URL(request.url).pathname.slice(endpoint.length);
    const door = Object.hasOwn(authDoors, path) ? authDoors[path] : undefined;
    if (!door) return refusal("request.not-understood", 404);
    if (!isFromOurPages(request)) return refusal("request.foreign-origin", 403);
    if (!hasContentType(request, "application/json")) return refusal("request.not-json", 415);
    const whole = await bodyWithin(request, bodyLimitBytes);
    if (!whole) return refusal("request.too-large", 413);
    const body = parseInput(door.body, await jsonOf(whole));
    return await through(door, whole, body);
  } catch (error) {
    return errorResponse(error);
  }
}

async function through(door: AuthDoor, request: Request, body: Record<string, unknown>): Promise<Response> {
  const session = await sessionOf(request);
  if (door.needsSession && !session) throw new Forbidden("session.signed-out");
  const email = door.needsSession ? (session?.email ?? "") : String(body.email ?? "");
  if (door.triesPassword) await countPasswordAttempt(email);
  const { url, method, headers } = request;
  const asked = new Request(url, { method, headers, body: JSON.stringify(body) });
  const answered = door.triesPassword
    ? await withPasswordPlace(() => auth().handler(asked))
    : await auth().handler(asked);
  if (answered.ok && door.triesPassword) {
    await forgetPasswordAttempts(email);
    if (session && !door.needsSession) await endSession(session.id);
  }
  return outward(door, answered);
}

/** The living session the request came with. One that has outlived our own rules is ended, for better-auth as well. */
async function sessionOf({ headers }: Request): Promise<{ id: string; email: string } | null> {
  const session = await auth().api.getSession({ headers, query: { disableRefresh: true } });
  if (!session) return null;
  const member = await memberIn(session.session.id);
  if (member) return { id: session.session.id, email: member.email };
  await endSession(session.session.id);
  return null;
}

/** Whoever signs in anew leaves the session they came with: an id somebody planted or kept is dead. */
async function endSession(id: string): Promise<void> {
  await database().delete(staffSessions).where(eq(staffSessions.id, id));
}

/** better-auth's answer without tokens; its faults as ours, and nothing of what caused them. */
async function outward(door: AuthDoor, answered: Response): Promise<Response> {
  if (answered.status >= 500) return errorResponse(new Internal("sign-in.failed"));
  const said: unknown = await answered.json().catch(() => null);
  const known = new Map(typeof said === "object" && said !== null ? Object.entries(said) : []);
  const shown = answered.ok ? door.shows : ["code", "message"];
  const headers = new Headers({ "cache-control": "no-store" });
  for (const cookie of answered.headers.getSetCookie()) headers.append("set-cookie", lastingCookie(cookie));
  // Always in this order: what is refused for different reasons must not be told apart by its bytes.
  const body = Object.fromEntries(shown.filter((key) => known.has(key)).map((key) => [key, known.get(key)]));
  return Response.json(body, { status: answered.status, headers });
}

/**
 * The session's cookie lasts as long as the browser is open, since the database decides when the session ends: a
 * cookie with the idle time as its age would sign a busy agent out in the middle of a call.
 */
function lastingCookie(cookie: string): string {
  return /^[^=]*session_token=[^;]/.test(cookie) ? cookie.replace(/; Max-Age=[1-9]\d*/i, "") : cookie;
}

async function jsonOf(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}
