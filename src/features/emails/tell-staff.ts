import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorize } from "@/features/staff/authorize";
import { type Actor, rolesByAct } from "@/features/staff/rules";
import { staffTemplate, type WaitingKind, waitingKinds } from "./rules";

/** Something that waits for a colleague: not for who began it. `path`: where it is, below the product's address. */
export type WaitingSubject = {
  kind: WaitingKind;
  subjectId: string;
  incidentId: string;
  notFor: string | null;
  path: string;
};

/**
 * Writes to every colleague whose role may end the waiting, once a subject: that something waits, and where; nothing
 * else. Returns how many messages that makes.
 */
export async function tellStaff(
  actor: Actor,
  input: { waiting: readonly WaitingSubject[]; appUrl: string },
): Promise<number> {
  const by = authorize(actor, "emails.send");
  if (input.waiting.length === 0) return 0;
  const rows = input.waiting.map((one) => ({
    ...one,
    roles: [...rolesByAct[waitingKinds[one.kind]]],
    values: { [one.kind]: true, link: new URL(one.path, input.appUrl).href },
  }));
  return inTransaction(async (tx) => {
    const told = await tx.execute<{ incident_id: string }>(sql`
      insert into email_messages (incident_id, kind, staff_id, template_name, template_version, to_address, values,
        dedupe_key, state)
      select w."incidentId", 'staff', s.id, ${staffTemplate.name}, ${staffTemplate.version}, s.email, w.values,
             'staff:' || w.kind || ':' || w."subjectId" || ':' || s.id, 'generated'
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(kind text, "subjectId" text, "incidentId" uuid,
        "notFor" text, roles jsonb, values jsonb)
      join staff s on w.roles ? s.role and s.id is distinct from w."notFor" and ${isAtWork}
      on conflict (dedupe_key) do nothing returning incident_id`);
    for (const incidentId of new Set(told.map((one) => one.incident_id))) {
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "staff.told",
        subject: { type: "incident", id: incidentId },
        detail: { emails: told.filter((one) => one.incident_id === incidentId).length },
      });
    }
    return told.length;
  });
}

/** In SQL: a colleague (`s`) who can sign in. */
const isAtWork = sql`s.disabled_at is null`;
