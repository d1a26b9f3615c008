import { sql } from "drizzle-orm";
import type { Tx } from "./client";
import { events } from "./schema";

export type EventActor = { kind: "staff"; staffId: string } | { kind: "system"; name: string };

export type EventToRecord = {
  incidentId: string | null;
  actor: EventActor;
  /** What was done, as a verb's name: `print-run.sealed`. */
  action: string;
  subject: { type: string; id: string };
  /** Ids, counts, field names and states. Never a personal value. */
  detail?: Record<string, string | number | boolean | null>;
  /** A member of staff's stated reason for the act. */
  reason?: string;
};

/** The channel on which open screens hear that something of an incident changed; the payload is its id. */
export const incidentChannel = "incident_changed";

/** Writes what happened into the append-only log, in the act's own transaction, and wakes open screens. */
export async function recordEvent(tx: Tx, event: EventToRecord): Promise<void> {
  await tx.insert(events).values({
    incidentId: event.incidentId,
    actorKind: event.actor.kind,
    actorId: event.actor.kind === "staff" ? event.actor.staffId : event.actor.name,
    action: event.action,
    subjectType: event.subject.type,
    subjectId: event.subject.id,
    detail: event.detail ?? {},
    reason: event.reason,
  });
  if (event.incidentId) await announceChange(tx, event.incidentId);
}

/** Tells open screens to look again, when the transaction commits. */
export async function announceChange(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${incidentChannel}, ${incidentId})`);
}
