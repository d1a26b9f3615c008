import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { lockWishes } from "./lock-wishes";
import { oweEmails } from "./owe-emails";
import { wishes } from "./queries";
import { type Suppress, suppressInput } from "./schema";

/**
 * A person is not to be written to, or not to be rung: a dated record with a name and a reason. What is owed
 * becomes withheld at once; a letter whose run is not sealed yet is dropped when it is. Throws
 * `suppression.already-there`, `person.unknown`.
 */
export async function suppressNotices(actor: Actor, input: Suppress): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "notices.suppress");
  const asked = parseInput(suppressInput, input);
  return inTransaction(async (tx) => {
    // Deciding on notices takes the same row: neither can miss the other.
    const [person] = await tx.execute(sql`
      select from incidents i join people p on p.incident_id = i.id
      where i.id = ${asked.incidentId} and p.id = ${asked.personId} for share of i`);
    if (!person) throw new NotFound("person.unknown");
    await lockWishes(tx, asked.incidentId);
    const [made] = await tx.execute<{ id: string }>(sql`
      insert into suppressions (incident_id, person_id, channel, reason, by_staff_id)
      values (${asked.incidentId}, ${asked.personId}, ${asked.channel}, ${asked.reason}, ${by.staffId})
      on conflict do nothing returning id`);
    if (!made) throw new Conflict("suppression.already-there");
    await tx.execute(sql`
      update notices set state = 'withheld', withheld_reason = 'suppressed'
      where incident_id = ${asked.incidentId} and state = 'owed'
        and (person_id, channel) in (${wishes(asked.incidentId)})`);
    await oweEmails(tx, asked.incidentId);
    await recordEvent(tx, {
      incidentId: asked.incidentId,
      actor: by,
      action: "notices.suppressed",
      subject: { type: "person", id: asked.personId },
      detail: { channel: asked.channel, suppressionId: made.id },
    });
    return made;
  });
}
