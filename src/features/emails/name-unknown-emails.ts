import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";

/**
 * Whoever handed these messages over vanished: they may have gone out. They are called unknown, for a person to
 * decide; nothing sends them again by itself. A second call right after changes nothing.
 */
export async function nameUnknownEmails(actor: Actor, input: { afterSeconds: number }): Promise<number> {
  const by = authorize(actor, "emails.send");
  return inTransaction(async (tx) => {
    const named = await tx.execute<{ id: string; incident_id: string | null }>(sql`
      with stale as materialized (
        select id from email_messages
        where state = 'claimed' and claimed_at < clock_timestamp() - make_interval(secs => ${input.afterSeconds}::float8)
        for update skip locked)
      update email_messages m set state = 'unknown' from stale where stale.id = m.id returning m.id, m.incident_id`);
    for (const { id, incident_id } of named) {
      await recordEvent(tx, {
        incidentId: incident_id,
        actor: by,
        action: "email.unknown",
        subject: { type: "email-message", id },
        detail: { serverCode: null },
      });
    }
    return named.length;
  });
}
