import { healthOf } from "@/server/health";

export const dynamic = "force-dynamic";

/** 200 when everything works, 503 with what is wrong and what to do. For load balancers and for people. */
export async function GET(): Promise<Response> {
  const health = await healthOf();
  return Response.json(health, { status: health.ok ? 200 : 503, headers: { "cache-control": "no-store" } });
}
