import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { contextOf } from "@/server/context";
import { isFromOurPages } from "@/server/origin";
import { appRouter } from "@/server/routers/app-router";

const bodyLimitBytes = 1024 * 1024;
const callsPerRequest = 10;

function refuse(reason: string, status: number): Response {
  return Response.json(
    { kind: "invalid", reason, detail: {} },
    { status, headers: { "cache-control": "no-store" } },
  );
}

async function answer(request: Request): Promise<Response> {
  // Only subscriptions come by GET (EventSource); they read and carry nothing but ids.
  if (request.method === "POST") {
    if (!isFromOurPages(request)) return refuse("request.foreign-origin", 403);
    if (!request.headers.get("content-type")?.startsWith("application/json"))
      return refuse("request.not-json", 415);
    if (Number(request.headers.get("content-length") ?? 0) > bodyLimitBytes)
      return refuse("request.too-large", 413);
  }
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => contextOf(request),
    maxBatchSize: callsPerRequest,
    allowMethodOverride: true,
  });
  response.headers.set(
    "cache-control",
    response.headers.get("content-type")?.startsWith("text/event-stream")
      ? "no-store, no-transform"
      : "no-store",
  );
  return response;
}

export const GET = answer;
export const POST = answer;
