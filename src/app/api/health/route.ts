import { healthOf } from "@/server/health";

export const dynamic = "force-dynamic";

/**
 * 200 while people can work, 503 when they cannot; what is wrong and what to do either way. For load balancers and
 * for people: one task that gave up must not take the hotline off the net.
 */
export async function GET(): Promise<Response> {
  const health = await healthOf();
  return Response.json(health, {
    status: health.serves ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
