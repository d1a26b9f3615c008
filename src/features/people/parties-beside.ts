import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { NotFound } from "@/lib/errors";
import { nameKey } from "@/lib/japan/name-key";
import { type NamedParty, partiesOf } from "./parties-of";
import { type PartyBecause, partyLikeness } from "./rules";

export type PartyProposal = {
  personId: string;
  name: string | null;
  birthDate: string | null;
  address: string | null;
  because: PartyBecause;
};
export type PartyBeside = Omit<NamedParty, "addressKey"> & { proposals: PartyProposal[] };

const proposalsShown = 5;

/**
 * Who else is named in the documents of a person, and who they may be among the people of the incident. For whoever
 * may see people; nothing of it is for the hotline. Throws `person.unknown`.
 */
export async function partiesBeside(db: Queryable, personId: string): Promise<PartyBeside[]> {
  const [person] = await db.execute<{ incident_id: string }>(
    sql`select incident_id from people where id = ${personId}`,
  );
  if (!person) throw new NotFound("person.unknown");
  const documents = await db.execute<{ id: string }>(
    sql`select distinct document_id as id from exposures where person_id = ${personId} order by 1 limit 1000`,
  );
  const parties = await partiesOf(
    db,
    documents.map(({ id }) => id),
  );
  const namesakes = await namesakesOf(db, person.incident_id, parties);
  const claims = await claimsOfInsured(db, personId);
  return parties.map(({ addressKey, ...party }) => ({
    ...party,
    proposals: party.linkId
      ? []
      : proposalsFor({ ...party, addressKey }, namesakes, (id) =>
          Boolean(id === personId && claims.has(party.claimNumber)),
        ),
  }));
}

type Namesake = Omit<PartyProposal, "because"> & { nameKey: string | null; addressKey: string | null };

async function namesakesOf(
  db: Queryable,
  incidentId: string,
  parties: readonly NamedParty[],
): Promise<Namesake[]> {
  const keys = [...new Set(parties.filter(({ linkId }) => !linkId).map(({ name }) => nameKey(name)))];
  return db.execute<Namesake>(sql`
    select p.id as "personId", p.name, p.birth_date::text as "birthDate", p.address, p.name_key as "nameKey",
           p.address_key as "addressKey"
    from people p
    where p.incident_id = ${incidentId} and p.name_key = any(${sql.param(keys)}::text[]) and p.merged_into is null
    order by p.id limit 1000`);
}

async function claimsOfInsured(db: Queryable, personId: string): Promise<Set<string>> {
  const rows = await db.execute<{ claim: string }>(sql`
    select distinct d.claim_number as claim from exposures e join documents d on d.id = e.document_id
    where e.person_id = ${personId} and e.role = 'insured'`);
  return new Set(rows.map(({ claim }) => claim));
}

function proposalsFor(
  party: NamedParty,
  namesakes: readonly Namesake[],
  isInsured: (personId: string) => boolean,
): PartyProposal[] {
  const order: PartyBecause[] = ["self", "name-and-address", "name"];
  return namesakes
    .flatMap(({ nameKey: key, addressKey, ...shown }) => {
      const because = partyLikeness(party, {
        nameKey: key,
        isInsuredOfClaim: isInsured(shown.personId),
        livesAtClaimAddress: addressKey !== null && addressKey === party.addressKey,
      });
      return because ? [{ ...shown, because }] : [];
    })
    .sort((a, b) => order.indexOf(a.because) - order.indexOf(b.because))
    .slice(0, proposalsShown);
}
