import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { lockDerivation } from "@/features/catalog/lock-derivation";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { deriveClaims } from "./derive-claims";
import { type UnlinkParty, unlinkPartyInput } from "./schema";

/** Takes back that a party named in a claim is a person. Throws `party.not-linked`. */
export async function unlinkParty(actor: Actor, input: UnlinkParty): Promise<void> {
  const by = authorizeStaff(actor, "people.unlinkParty");
  const { linkId, reason } = parseInput(unlinkPartyInput, input);
  await inTransaction(async (tx) => {
    const [link] = await tx.execute<{ incident_id: string }>(
      sql`select incident_id from party_links where id = ${linkId}`,
    );
    if (!link) throw new NotAllowedNow("party.not-linked");
    await incidentMustBeOpen(tx, link.incident_id);
    await lockDerivation(tx, link.incident_id);
    const [revoked] = await tx.execute<{ person_id: string; claim_number: string; role: string }>(sql`
      update party_links set revoked_by = ${by.staffId}, revoked_at = clock_timestamp()
      where id = ${linkId} and revoked_at is null returning person_id, claim_number, role`);
    if (!revoked) throw new NotAllowedNow("party.not-linked");
    await deriveClaims(tx, link.incident_id, {
      people: [revoked.person_id],
      claims: [revoked.claim_number],
    });
    await recordEvent(tx, {
      incidentId: link.incident_id,
      actor: by,
      action: "party.unlinked",
      subject: { type: "person", id: revoked.person_id },
      detail: { role: revoked.role, linkId },
      reason,
    });
  });
}
