import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { PersonFacts } from "./rules";

/** One person with what is compared, and whom they were found to be. */
export type PersonToCompare = PersonFacts & {
  id: string;
  mergedInto: string | null;
  documentCount: number;
};

/** What is known of these people of the incident, as it is compared; who is not of it is left out. */
export async function factsOfPeople(
  db: Queryable,
  incidentId: string,
  personIds: readonly string[],
): Promise<Map<string, PersonToCompare>> {
  const rows = await db.execute<PersonToCompare>(sql`
    select id, name, name_key as "nameKey", kana, kana_key as "kanaKey", birth_date::text as "birthDate", sex,
           address, address_key as "addressKey", phone, phone_key as "phoneKey",
           insured_number as "insuredNumber", policy_number as "policyNumber", deceased_on::text as "deceasedOn",
           merged_into as "mergedInto", document_count as "documentCount"
    from people where incident_id = ${incidentId} and id = any(${sql.param([...personIds])}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
