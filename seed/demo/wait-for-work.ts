import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { Internal } from "@/lib/errors";

type Open = { open: number; done: number; dead: number; reason: string | null };

const longestWaitMinutes = 30;

/** Waits until the jobs process has done all the work of an incident; `report` hears how far it is. */
export async function waitForWork(
  incidentId: string,
  report: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  const until = Date.now() + longestWaitMinutes * 60_000;
  while (Date.now() < until) {
    const [now] = await database().execute<Open>(sql`
      select count(*) filter (where state in ('ready', 'running'))::int as open,
             count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'dead')::int as dead,
             max(last_reason) filter (where state = 'dead') as reason
      from outbox where incident_id = ${incidentId}`);
    if (now && now.dead > 0) throw new Internal("seed.work-gave-up", { reason: now.reason });
    if (now?.open === 0) return;
    if (now) report(now.done, now.done + now.open);
    await pause(250);
  }
  throw new Internal("seed.work-too-slow");
}
