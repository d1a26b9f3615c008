import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Invalid, NotAllowedNow } from "@/lib/errors";
import { addressKey } from "@/lib/japan/address-key";
import { kanaKey, nameKey } from "@/lib/japan/name-key";
import { phoneKey } from "@/lib/japan/phone";
import {
  type AskedKeys,
  factsGiven,
  fewestFacts,
  judgeCandidate,
  type KnownBy,
  keysOf,
  numberKey,
} from "./absence/rules";
import { type AskedFacts, type NearKind, nearKinds } from "./absence/schema";

export type ListInForce = { id: string; version: number; people: number };
export type Looked = {
  list: ListInForce;
  found: string[];
  /** How many who are concerned by now, but not on the list, which was frozen before. */
  foundSince: number;
  close: number;
  near: Record<NearKind, number>;
};

type Verdict = ReturnType<typeof judgeCandidate>;

/** Somebody who stands on the list as two people is the one of them who agrees better. */
const weight = (verdict: Verdict) => (verdict === "found" ? 3 : verdict === "close" ? 2 : verdict ? 1 : 0);

/** More people than this who agree in one fact cannot be told apart by what was given. */
const mostCandidates = 5000;

type Said = Record<
  | "name"
  | "kana"
  | "birthDate"
  | "insuredNumber"
  | "policyNumber"
  | "phone"
  | "address"
  | "policyholderName"
  | "guardianName"
  | "bereavedName",
  string | null
> & { documents: { claim: string }[] };
type Candidate = {
  /** Whoever they are now. */
  id: string;
  is_listed: boolean;
  said: Said | null;
  known: Record<string, (string | null)[] | null>[] | null;
};

/**
 * Looks for somebody on the approved list by every key of what they say of themselves: as the list was frozen, as
 * the people are known now, and by every record of theirs. Throws `absence.too-few-facts`, `absence.no-approved-list`,
 * `absence.too-many-alike`.
 */
export async function lookForAsked(tx: Tx, incidentId: string, asked: AskedFacts): Promise<Looked> {
  if (factsGiven(asked).length < fewestFacts) throw new Invalid("absence.too-few-facts");
  const [list] = await tx.execute<ListInForce>(sql`
    select id, version, people_count as people from affected_lists
    where incident_id = ${incidentId} and state = 'approved' for share`);
  if (!list) throw new NotAllowedNow("absence.no-approved-list");
  const keys = keysOf(asked);
  const candidates = await candidatesOf(tx, incidentId, list.id, { asked, keys });
  if (candidates.length > mostCandidates) throw new Invalid("absence.too-many-alike");
  const near = Object.fromEntries(nearKinds.map((kind) => [kind, 0])) as Record<NearKind, number>;
  const looked: Looked = { list, found: [], foundSince: 0, close: 0, near };
  const verdicts = new Map<string, Verdict>();
  for (const candidate of candidates) {
    const verdict = judgeCandidate(keys, knownBy(candidate));
    if (verdict === "found" && !candidate.is_listed) looked.foundSince += 1;
    else if (weight(verdict) > weight(verdicts.get(candidate.id) ?? null))
      verdicts.set(candidate.id, verdict);
  }
  for (const [id, verdict] of verdicts) {
    if (verdict === "found") looked.found.push(id);
    else if (verdict === "close") looked.close += 1;
    else if (verdict) near[verdict] += 1;
  }
  return looked;
}

const anyOf = (texts: readonly string[]) =>
  sql`(${sql.join(
    texts.map((text) => sql`${text}`),
    sql`, `,
  )})`;
const or = (conditions: SQL[]) =>
  conditions.length > 0 ? sql`(${sql.join(conditions, sql` or `)})` : sql`false`;
const inNumberKey = (column: SQL) => sql`regexp_replace(upper(${column}), '[^0-9A-Z]', '', 'g')`;

/** The person or record `t` agrees in one key at least. */
function agreesSomewhere(t: SQL, keys: AskedKeys, numbers: SQL[]): SQL {
  return or([
    ...(keys.names.length > 0 ? [sql`${t}.name_key in ${anyOf(keys.names)}`] : []),
    ...(keys.kanas.length > 0 ? [sql`${t}.kana_key in ${anyOf(keys.kanas)}`] : []),
    ...(keys.birthDate ? [sql`${t}.birth_date = ${keys.birthDate}::date`] : []),
    ...(keys.phone ? [sql`${t}.phone_key = ${keys.phone}`] : []),
    ...(keys.address ? [sql`${t}.address_key = ${keys.address}`] : []),
    ...(keys.number ? numbers.map((column) => sql`${inNumberKey(column)} = ${keys.number}`) : []),
  ]);
}

/** The frozen text says it word for word, or, of dates and numbers, in the one form in which they are kept. */
function frozenSays(asked: AskedFacts): SQL {
  const said: [string, string | undefined][] = [
    ["name", asked.name],
    ["kana", asked.kana],
    ["policyholderName", asked.name],
    ["guardianName", asked.name],
    ["bereavedName", asked.name],
    ["birthDate", asked.birthDate],
    ["insuredNumber", asked.number],
    ["policyNumber", asked.number],
    ["claim", asked.number],
    ["phone", asked.phone],
    ["address", asked.address],
  ];
  return or(
    said.flatMap(([field, value]) =>
      value ? [sql`strpos(a.canonical, ${`"${field}": ${JSON.stringify(value)}`}) > 0`] : [],
    ),
  );
}

async function candidatesOf(
  tx: Tx,
  incidentId: string,
  listId: string,
  { asked, keys }: { asked: AskedFacts; keys: AskedKeys },
): Promise<Candidate[]> {
  const numbersOf = (t: SQL) => [sql`${t}.insured_number`, sql`${t}.policy_number`];
  return tx.execute<Candidate>(sql`
    with hit as materialized (
      select id from people p where p.incident_id = ${incidentId} and ${agreesSomewhere(sql`p`, keys, numbersOf(sql`p`))}),
    of_records as materialized (
      select r.id, r.insured_number from person_records r join master_imports m on m.id = r.import_id
      where m.incident_id = ${incidentId} and m.state = 'read' and r.outcome = 'record'
        and ${agreesSomewhere(sql`r`, keys, [...numbersOf(sql`r`), sql`r.claim_number`])}),
    of_claims as materialized (
      select e.person_id from documents d join exposures e on e.document_id = d.id
      where d.incident_id = ${incidentId} and ${keys.number ? sql`${inNumberKey(sql`d.claim_number`)} = ${keys.number}` : sql`false`}),
    anybody as (
      select id from hit union select person_id from of_claims
      union select p.id from of_records r join people p
        on p.incident_id = ${incidentId} and p.insured_number = r.insured_number
      union select p.id from of_records r join people p
        on p.incident_id = ${incidentId} and p.insured_number is null and p.leading_record_id = r.id
      union select a.person_id from affected_people a where a.list_id = ${listId} and ${frozenSays(asked)}),
    together as (
      select distinct coalesce(p.merged_into, p.id) as id from anybody x join people p on p.id = x.id),
    selves as materialized (
      select id, id as one from together
      union all select p.merged_into, p.id from people p join together t on t.id = p.merged_into),
    -- Whoever was merged after the list was frozen stands on it as themselves.
    listed as materialized (
      select s.id, a.person_id, a.canonical::jsonb as said
      from selves s join affected_people a on a.list_id = ${listId} and a.person_id = s.one),
    standing as (
      select * from listed
      union all
      select t.id, null, null from together t join people p on p.id = t.id and p.affected
      where t.id not in (select id from listed))
    select l.id, l.person_id is not null as is_listed, l.said,
      (select jsonb_agg(jsonb_build_object('names', k.names, 'kanas', k.kanas, 'births', k.births, 'numbers', k.numbers,
         'phones', k.phones, 'addresses', k.addresses)) from (
        select array[p.name_key] as names, array[p.kana_key] as kanas, array[p.birth_date::text] as births,
          array[p.insured_number, p.policy_number] as numbers, array[p.phone_key] as phones, array[p.address_key] as addresses
        from people p where p.id = l.id or p.merged_into = l.id
        union all
        select array[r.name_key], array[r.kana_key], array[r.birth_date::text],
          array[r.insured_number, r.policy_number, r.claim_number], array[r.phone_key], array[r.address_key]
        from people p join person_records r
          on r.insured_number = p.insured_number or (p.insured_number is null and r.id = p.leading_record_id)
        join master_imports m on m.id = r.import_id and m.incident_id = ${incidentId} and m.state = 'read'
        where (p.id = l.id or p.merged_into = l.id) and r.outcome = 'record') k) as known
    from standing l
    limit ${mostCandidates + 1}`);
}

function knownBy({ said, known }: Candidate): KnownBy {
  const all = (field: string) => (known ?? []).flatMap((one) => one[field] ?? []);
  const keyed = (key: (text: string) => string, texts: (string | null)[]) =>
    texts.map((text) => key(text ?? "")).filter((text) => text !== "");
  const plain = (texts: (string | null)[]) => texts.filter((text): text is string => Boolean(text));
  const claims = (said?.documents ?? []).map(({ claim }) => claim);
  return {
    names: [...keyed(nameKey, [said?.name ?? null]), ...plain(all("names"))],
    kanas: [...keyed(kanaKey, [said?.kana ?? null]), ...plain(all("kanas"))],
    birthDates: plain([said?.birthDate ?? null, ...all("births")]),
    numbers: keyed(numberKey, [
      said?.insuredNumber ?? null,
      said?.policyNumber ?? null,
      ...claims,
      ...all("numbers"),
    ]),
    phones: [...keyed(phoneKey, [said?.phone ?? null]), ...plain(all("phones"))],
    addresses: [...keyed(addressKey, [said?.address ?? null]), ...plain(all("addresses"))],
    otherNames: keyed(nameKey, [
      said?.policyholderName ?? null,
      said?.guardianName ?? null,
      said?.bereavedName ?? null,
    ]),
  };
}
