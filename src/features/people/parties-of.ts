import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { PartyRole } from "./rules";

/** Somebody whom a record names beside the insured, and the person they were linked to, if somebody did. */
export type NamedParty = {
  claimNumber: string;
  role: PartyRole;
  name: string;
  relation: string | null;
  linkId: string | null;
  linkedPersonId: string | null;
  linkedName: string | null;
  /** Key of the address the same record gives for the insured. */
  addressKey: string | null;
};

/** Who else is named in the claims of these documents (at most 1,000), each name and role once a claim. */
export async function partiesOf(db: Queryable, documentIds: readonly string[]): Promise<NamedParty[]> {
  return db.execute<NamedParty>(sql`
    with asked as materialized (
      select distinct incident_id, claim_number from documents
      where id = any(${sql.param(documentIds.slice(0, 1000))}::uuid[])
    )
    select distinct on (r.claim_number, v.role, v.name)
           r.claim_number as "claimNumber", v.role, v.name, v.relation, l.id as "linkId",
           l.person_id as "linkedPersonId", p.name as "linkedName", r.address_key as "addressKey"
    from asked a
    join person_records r on r.claim_number = a.claim_number and r.outcome = 'record'
    join master_imports i on i.id = r.import_id and i.incident_id = a.incident_id and i.state = 'read'
    cross join lateral (values
      ('policyholder', r.policyholder_name, r.policyholder_relation),
      ('beneficiary', r.beneficiary_name, null),
      ('guardian', r.guardian_name, null),
      ('proxy', r.proxy_name, r.proxy_relation),
      ('bereaved-family', r.bereaved_name, r.bereaved_relation)) as v(role, name, relation)
    left join party_links l on l.incident_id = a.incident_id and l.claim_number = r.claim_number and l.role = v.role
      and l.revoked_at is null
    left join people p on p.id = l.person_id
    where btrim(v.name) <> ''
    order by r.claim_number, v.role, v.name, r.id desc`);
}
