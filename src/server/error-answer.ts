import { randomUUID } from "node:crypto";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";
import { type ErrorDetail, OwabiError } from "@/lib/errors";
import { logger } from "@/lib/logger";

/** What a screen learns of an error: a reason it can translate, and where. Nothing of ours leaks. */
export type ErrorAnswer = { kind: OwabiError["kind"]; reason: string; detail: ErrorDetail };

const codes: Record<OwabiError["kind"], { trpc: TRPC_ERROR_CODE_KEY; http: number }> = {
  "not-found": { trpc: "NOT_FOUND", http: 404 },
  forbidden: { trpc: "FORBIDDEN", http: 403 },
  conflict: { trpc: "CONFLICT", http: 409 },
  invalid: { trpc: "BAD_REQUEST", http: 400 },
  "not-allowed-now": { trpc: "PRECONDITION_FAILED", http: 412 },
  "limit-reached": { trpc: "TOO_MANY_REQUESTS", http: 429 },
  internal: { trpc: "INTERNAL_SERVER_ERROR", http: 500 },
};

/** The tRPC code and HTTP status of each kind of error. */
export function codesOf(kind: OwabiError["kind"]) {
  return codes[kind];
}

/**
 * The answer to a thrown error. Ours keep their reason; anything else is logged without its message under a
 * random number and answered with `internal` and that number.
 */
export function answerOf(error: unknown): ErrorAnswer {
  if (error instanceof OwabiError && error.kind !== "internal") {
    return { kind: error.kind, reason: error.reason, detail: error.detail };
  }
  const number = randomUUID();
  logger.error({ number, error }, "request failed");
  return { kind: "internal", reason: "internal", detail: { number } };
}

/** An error as an HTTP response, for the routes that are not tRPC. */
export function errorResponse(error: unknown): Response {
  const answer = answerOf(error);
  const isSignedOut = answer.reason === "session.signed-out";
  return json(answer, isSignedOut ? 401 : codes[answer.kind].http);
}

/** The answer to a request that is refused before anything is looked at. */
export function refusal(reason: string, status: number): Response {
  return json({ kind: status === 403 ? "forbidden" : "invalid", reason, detail: {} }, status);
}

function json(answer: ErrorAnswer, status: number): Response {
  return Response.json(answer, { status, headers: { "cache-control": "no-store" } });
}
