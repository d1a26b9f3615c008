import type { AnyProcedure } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { bodyWithin } from "./body-within";
import { contextOf } from "./context";
import { refusal } from "./error-answer";
import { hasContentType, isFromOurPages, saysItIsForeign } from "./origin";
import { appRouter } from "./routers/app-router";

const endpoint = "/api/trpc";
const bodyLimitBytes = 1024 * 1024;
const callsPerRequest = 10;

/** By their paths; tRPC's types show the procedures nested, its router keeps them flat. */
const subscriptions = new Set(
  Object.entries<AnyProcedure>(appRouter._def.procedures as unknown as Record<string, AnyProcedure>)
    .filter(([, procedure]) => procedure._def.type === "subscription")
    .map(([path]) => path),
);

/**
 * Answers `/api/trpc/*`. Calls come by POST from our own pages, as JSON of at most 1 MB, ten at a time. Only
 * subscriptions come by GET (EventSource): they read, and carry nothing but ids, which an access log may keep.
 */
export async function answerTrpc(request: Request): Promise<Response> {
  const allowed = request.method === "POST" ? await allowedCall(request) : allowedSubscription(request);
  if (allowed instanceof Response) return allowed;
  const response = await fetchRequestHandler({
    endpoint,
    req: allowed,
    router: appRouter,
    createContext: () => contextOf(allowed),
    maxBatchSize: callsPerRequest,
    allowMethodOverride: true,
  });
  const streams = response.headers.get("content-type")?.startsWith("text/event-stream");
  response.headers.set("cache-control", streams ? "no-store, no-transform" : "no-store");
  return response;
}

async function allowedCall(request: Request): Promise<Request | Response> {
  if (!isFromOurPages(request)) return refusal("request.foreign-origin", 403);
  if (!hasContentType(request, "application/json")) return refusal("request.not-json", 415);
  return (await bodyWithin(request, bodyLimitBytes)) ?? refusal("request.too-large", 413);
}

function allowedSubscription(request: Request): Request | Response {
  if (saysItIsForeign(request)) return refusal("request.foreign-origin", 403);
  const path = new URL(request.url).pathname.slice(endpoint.length + 1);
  return subscriptions.has(path) ? request : refusal("request.not-understood", 405);
}
