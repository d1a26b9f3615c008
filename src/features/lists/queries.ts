import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type ListedPerson, type ListPeopleAsked, type ListVersionRow, listPageSize } from "./schema";

const mostVersions = 100;

/** The versions of an incident's list, newest first. */
export async function listVersions(incidentId: string): Promise<ListVersionRow[]> {
  const rows = await database().execute<Record<string, unknown>>(sql`
    select l.*, f.name as frozen_name, d.name as decided_name,
      (select jsonb_object_agg(addressee, n) from
        (select addressee, count(*) n from affected_people where list_id = l.id group by addressee) g) as by_addressee
    from affected_lists l join staff f on f.id = l.frozen_by left join staff d on d.id = l.decided_by
    where l.incident_id = ${incidentId} order by l.version desc limit ${mostVersions}`);
  return rows.map((row) => ({
    id: String(row.id),
    version: Number(row.version),
    state: row.state as ListVersionRow["state"],
    peopleCount: Number(row.people_count),
    documentCount: Number(row.document_count),
    contentHash: String(row.content_hash),
    incompleteOverride: row.incomplete_override as string | null,
    frozenBy: String(row.frozen_by),
    frozenByName: String(row.frozen_name),
    frozenAt: new Date(String(row.frozen_at)),
    decidedByName: row.decided_name as string | null,
    decidedAt: row.decided_at ? new Date(String(row.decided_at)) : null,
    byAddressee: { insured: 0, guardian: 0, bereaved: 0, ...(row.by_addressee as object | null) },
  }));
}

/** The people of one version as they were frozen, in person order, a page after `afterPersonId`. */
export async function listPeople(asked: ListPeopleAsked): Promise<ListedPerson[]> {
  const after = asked.afterPersonId ?? "00000000-0000-0000-0000-000000000000";
  const rows = await database().execute<Record<string, unknown>>(sql`
    select person_id, addressee, canonical::jsonb as said from affected_people
    where list_id = ${asked.listId} and person_id > ${after} order by person_id limit ${listPageSize}`);
  return rows.map((row) => {
    const said = row.said as {
      name: string | null;
      kana: string | null;
      address: string | null;
      documents: unknown[];
    };
    return {
      personId: String(row.person_id),
      addressee: row.addressee as ListedPerson["addressee"],
      name: said.name ?? "",
      kana: said.kana ?? "",
      documents: said.documents.length,
      hasAddress: Boolean(said.address),
    };
  });
}
