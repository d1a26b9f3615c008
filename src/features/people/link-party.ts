import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { lockDerivation } from "@/features/catalog/lock-derivation";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow, NotFound } from "@/lib/errors";
import { nameKey } from "@/lib/japan/name-key";
import { parseInput } from "@/lib/parse-input";
import { deriveClaims } from "./derive-claims";
import { type LinkParty, linkPartyInput } from "./schema";

const namedIn = {
  policyholder: "policyholder_name",
  beneficiary: "beneficiary_name",
  guardian: "guardian_name",
  proxy: "proxy_name",
  "bereaved-family": "bereaved_name",
} as const;

/**
 * Whoever is named in this claim in this role is that person: what the claim's papers tell of the role is theirs
 * from now on. Throws `party.not-named` (no record of the claim names anybody in this role), `party.linked-already`,
 * `person.unknown`.
 */
export async function linkParty(actor: Actor, input: LinkParty): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "people.linkParty");
  const { incidentId, claimNumber, role, personId, reason } = parseInput(linkPartyInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId);
    await lockDerivation(tx, incidentId);
    const [person] = await tx.execute<{ name_key: string | null }>(sql`
      select name_key from people where id = ${personId} and incident_id = ${incidentId}`);
    if (!person) throw new NotFound("person.unknown");
    const names = await namesIn(tx, incidentId, claimNumber, namedIn[role]);
    if (names.length === 0) throw new NotAllowedNow("party.not-named");
    const evidence = { name: names.some((name) => nameKey(name) === person.name_key) ? "same" : "differs" };
    const [made] = await tx.execute<{ id: string }>(sql`
      insert into party_links (incident_id, claim_number, role, person_id, evidence, reason, linked_by, linked_at)
      values (${incidentId}, ${claimNumber}, ${role}, ${personId}, ${JSON.stringify(evidence)}::jsonb, ${reason},
              ${by.staffId}, clock_timestamp())
      on conflict do nothing returning id`);
    if (!made) throw new Conflict("party.linked-already");
    await deriveClaims(tx, incidentId, { people: [personId], claims: [claimNumber] });
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "party.linked",
      subject: { type: "person", id: personId },
      detail: { role, linkId: made.id, name: evidence.name },
      reason,
    });
    return made;
  });
}

async function namesIn(
  tx: Tx,
  incidentId: string,
  claimNumber: string,
  column: (typeof namedIn)[keyof typeof namedIn],
): Promise<string[]> {
  const rows = await tx.execute<{ name: string }>(sql`
    select distinct ${sql.raw(`r.${column}`)} as name
    from person_records r join master_imports i on i.id = r.import_id
    where i.incident_id = ${incidentId} and i.state = 'read' and r.outcome = 'record'
      and r.claim_number = ${claimNumber} and btrim(${sql.raw(`r.${column}`)}) <> ''`);
  return rows.map(({ name }) => name);
}
