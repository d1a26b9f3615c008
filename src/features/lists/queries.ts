import { type SQL, sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import { Invalid, NotFound } from "@/lib/errors";
import {
  type Addressee,
  type AddresseeFact,
  addresseeRules,
  addressees,
  adultAgeOn,
  type ChangePart,
  changeParts,
  fieldsOfPart,
  type ListDiff,
  otherwiseAddressee,
} from "./rules";
import {
  type DifferingPerson,
  type ListDiffAsked,
  type ListDiffPeopleAsked,
  type ListedPerson,
  type ListPeopleAsked,
  type ListVersionRow,
  listPageSize,
} from "./schema";

const mostVersions = 100;
const nobodyYet = Object.fromEntries(addressees.map((one) => [one, 0])) as Record<Addressee, number>;
/** Comes before every person. */
const firstPerson = "00000000-0000-0000-0000-000000000000";

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
    decidedScope: row.decided_scope as ListVersionRow["decidedScope"],
    frozenBy: String(row.frozen_by),
    frozenByName: String(row.frozen_name),
    frozenAt: new Date(String(row.frozen_at)),
    decidedByName: row.decided_name as string | null,
    decidedAt: row.decided_at ? new Date(String(row.decided_at)) : null,
    byAddressee: { ...nobodyYet, ...(row.by_addressee as object | null) },
  }));
}

/** The people of one version as they were frozen, in person order, a page after `afterPersonId`. */
export async function listPeople(asked: ListPeopleAsked): Promise<ListedPerson[]> {
  const after = asked.afterPersonId ?? firstPerson;
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

/** By what a canonical row (jsonb) has its place in the hash: the insured number, or what stands for one. */
export const placeOf = (canonical: SQL) =>
  sql`coalesce(${canonical} ->> 'insuredNumber', ${canonical} ->> 'recordKey')`;

/** How each fact of the addressee rules stands in the rows that `canonicalRows` joins. */
function addresseeFacts(day: string): Record<AddresseeFact, SQL> {
  return {
    dead: sql`p.deceased_on is not null or p.bereaved_name is not null
          or p.insured_number in (select insured_number from dead_on_a_day_not_understood)
          or p.leading_record_id in (select id from dead_on_a_day_not_understood)`,
    minor: sql`p.birth_date > ${day}::date - make_interval(years => ${adultAgeOn(day)})`,
    "has-proxy": sql`p.proxy_name <> ''`,
    "only-policyholder": sql`papers.only_policyholder`,
  };
}

/**
 * Who is on the list, and exactly what is known of them, as one JSON text a person. Joined whole, not a person at a
 * time. `elements`: what the papers tell of the person in each role, with how carefully it is to be held; a paper
 * names its `roles` where the person stands in it otherwise than as the insured alone.
 */
export function canonicalRows(incidentId: string, day: string): SQL {
  const holds = addresseeFacts(day);
  const cases = sql.join(
    addresseeRules.map(({ when, addressee }) => sql`when ${holds[when]} then ${addressee}::text`),
    sql` `,
  );
  return sql`
    with on_media as (
      select s.document_id, jsonb_agg(distinct m.label) as labels
      from document_sources s join media m on m.id = s.medium_id
      where m.incident_id = ${incidentId} group by s.document_id),
    stands as (
      select e.person_id, e.document_id, jsonb_agg(e.role order by e.role collate "C") as roles
      from exposures e join documents d on d.id = e.document_id
      where d.incident_id = ${incidentId} group by e.person_id, e.document_id),
    papers as (
      select s.person_id, count(*)::int as documents,
        bool_or(s.roles ? 'policyholder') and not bool_or(s.roles ? 'insured') as only_policyholder,
        jsonb_agg(jsonb_build_object('key', d.document_key, 'class', d.class_code, 'claim', d.claim_number,
            'receivedOn', d.received_on, 'certainty', d.certainty, 'media', o.labels)
          || case when s.roles = '["insured"]' then '{}' else jsonb_build_object('roles', s.roles) end
          order by d.document_key collate "C") as said
      from stands s join documents d on d.id = s.document_id left join on_media o on o.document_id = d.id
      group by s.person_id),
    tells as (
      select c.code as class, coalesce(x ->> 'of', 'insured') as role,
        jsonb_agg(jsonb_build_object('code', x ->> 'code', 'sensitivity', coalesce(x ->> 'sensitivity',
            case when (x ->> 'specialCare')::boolean then 'special-care' else 'ordinary' end))
          order by x ->> 'code' collate "C") as elements
      from document_classes c cross join lateral jsonb_array_elements(c.elements) x
      where c.incident_id = ${incidentId} group by 1, 2),
    told as (
      select k.person_id, jsonb_agg(jsonb_build_object('class', k.class_code, 'role', k.role,
          'elements', coalesce(t.elements, '[]')) order by k.class_code collate "C", k.role collate "C") as elements
      from (select e.person_id, d.class_code, e.role from exposures e join documents d on d.id = e.document_id
            where d.incident_id = ${incidentId} group by 1, 2, 3) k
      left join tells t on t.class = k.class_code and t.role = k.role group by k.person_id),
    dead_on_a_day_not_understood as (
      select distinct r.id, r.insured_number from person_records r join master_imports m on m.id = r.import_id
      where m.incident_id = ${incidentId} and m.state = 'read' and r.warnings @> '[{"field": "deceasedOn"}]')
    select p.id as person_id, coalesce(p.insured_number, p.record_key) as place, a.addressee, papers.documents,
      (jsonb_build_object(
        'insuredNumber', p.insured_number, 'recordKey', p.record_key, 'policyNumber', p.policy_number,
        'name', p.name, 'kana', p.kana, 'birthDate', p.birth_date, 'sex', p.sex, 'postcode', p.postcode,
        'address', p.address, 'phone', p.phone, 'policyholderName', p.policyholder_name,
        'guardianName', p.guardian_name, 'deceasedOn', p.deceased_on, 'bereavedName', p.bereaved_name,
        'addressee', a.addressee, 'documents', papers.said, 'elements', told.elements)
        || case when p.proxy_name <> '' then jsonb_build_object('proxyName', p.proxy_name) else '{}' end
        || case when p.email <> '' then jsonb_build_object('email', p.email, 'emailConsent', coalesce(p.email_consent, false))
           else '{}' end)::text as canonical
    from people p
    join papers on papers.person_id = p.id
    join told on told.person_id = p.id
    cross join lateral (select case ${cases} else ${otherwiseAddressee}::text end as addressee) a
    where p.incident_id = ${incidentId} and p.affected and p.merged_into is null`;
}

/**
 * Which parts of a person differ between two canonical rows (jsonb), as text[] in SQL; empty where only the form
 * differs in which versions were kept. Elements are compared where both versions hold them: the first did not.
 */
export function changedPartsOf(before: SQL, after: SQL): SQL {
  const fields = Object.entries(fieldsOfPart);
  const differs = (names: readonly string[]) =>
    sql.join(
      names.map((name) => sql`${before} -> ${name}::text is distinct from ${after} -> ${name}::text`),
      sql` or `,
    );
  const parts = fields.map(([part, names]) =>
    part === "elements"
      ? sql`case when ${before} ? 'elements' and ${after} ? 'elements' and (${differs(names)}) then 'elements' end`
      : sql`case when ${differs(names)} then ${part}::text end`,
  );
  const named = sql`array[${sql.join(
    fields.flatMap(([, names]) => names.map((name) => sql`${name}::text`)),
    sql`, `,
  )}]`;
  const rest = sql`case when jsonb_strip_nulls(${before} - ${named}) <> jsonb_strip_nulls(${after} - ${named})
    then 'other' end`;
  return sql`array_remove(array[${sql.join([...parts, rest], sql`, `)}], null)`;
}

/** Everybody in whom two versions differ, with the kind and the parts. Equal rows are told apart by their text. */
function differing({ listId, againstListId }: ListDiffAsked, afterPersonId = firstPerson): SQL {
  return sql`
    select person_id, d.kind, d.parts, d.before, d.after from (
      select coalesce(o.person_id, n.person_id) as person_id, o.canonical as said_before, n.canonical as said_after
      from (select person_id, canonical from affected_people where list_id = ${againstListId}::uuid
            and person_id > ${afterPersonId}) o
      full join (select person_id, canonical from affected_people where list_id = ${listId}
            and person_id > ${afterPersonId}) n
        on n.person_id = o.person_id
      where o.canonical is distinct from n.canonical) pair
    cross join lateral (select said_before::jsonb as before, said_after::jsonb as after offset 0) j
    cross join lateral (select j.before, j.after,
      case when j.before is null then 'added' when j.after is null then 'removed' else 'changed' end as kind,
      case when j.before is null or j.after is null then '{}'
           else ${changedPartsOf(sql`j.before`, sql`j.after`)} end as parts offset 0) d`;
}

async function ofOneIncident(db: Queryable, { listId, againstListId }: ListDiffAsked): Promise<number> {
  const [row] = await db.execute<{ people: number; same: boolean | null }>(sql`
    select l.people_count as people, ${againstListId}::uuid is null or (
      select o.incident_id = l.incident_id from affected_lists o where o.id = ${againstListId}::uuid) as same
    from affected_lists l where l.id = ${listId}`);
  if (!row || row.same === null) throw new NotFound("list.unknown");
  if (!row.same) throw new Invalid("list.of-another-incident");
  return Number(row.people);
}

/**
 * How a version differs from another of the same incident. A million people take seconds: two scans, and JSON is
 * read only where the texts differ. Throws `list.unknown`, `list.of-another-incident`.
 */
export async function listDiff(asked: ListDiffAsked, db: Queryable = database()): Promise<ListDiff> {
  const people = await ofOneIncident(db, asked);
  const partCounts = changeParts.map(
    (part) => sql`count(*) filter (where ${part} = any(parts)) as ${sql.identifier(part)}`,
  );
  const [row] = await db.execute<Record<string, unknown>>(sql`
    select count(*) filter (where kind = 'added') as added, count(*) filter (where kind = 'removed') as removed,
      count(*) filter (where kind = 'changed' and parts <> '{}') as changed, ${sql.join(partCounts, sql`, `)}
    from (${differing(asked)}) x`);
  const n = (name: string) => Number(row?.[name] ?? 0);
  return {
    added: n("added"),
    removed: n("removed"),
    changed: n("changed"),
    unchanged: people - n("added") - n("changed"),
    changedIn: Object.fromEntries(changeParts.map((part) => [part, n(part)])) as ListDiff["changedIn"],
  };
}

/** The people a version adds, removes or changes, in person order, a page after `afterPersonId`. */
export async function listDiffPeople(
  asked: ListDiffPeopleAsked,
  db: Queryable = database(),
): Promise<DifferingPerson[]> {
  await ofOneIncident(db, asked);
  const part = asked.part ?? null;
  const rows = await db.execute<Record<string, unknown>>(sql`
    select person_id, parts, coalesce(after, before) as said, jsonb_array_length(before -> 'documents') as documents_before,
      jsonb_array_length(after -> 'documents') as documents_after
    from (${differing(asked, asked.afterPersonId)}) x
    where kind = ${asked.kind} and (kind <> 'changed' or parts <> '{}')
      and (${part}::text is null or ${part} = any(parts))
    order by person_id limit ${listPageSize}`);
  const orNull = (value: unknown) => (value === null ? null : Number(value));
  return rows.map((row) => {
    const said = row.said as {
      name: string | null;
      kana: string | null;
      addressee: DifferingPerson["addressee"];
    };
    return {
      personId: String(row.person_id),
      name: said.name ?? "",
      kana: said.kana ?? "",
      addressee: said.addressee,
      parts: row.parts as ChangePart[],
      documentsBefore: orNull(row.documents_before),
      documentsAfter: orNull(row.documents_after),
    };
  });
}
