import { type SQL, sql } from "drizzle-orm";
import { database, type Queryable } from "@/db/client";
import { type Addressee, addressees } from "@/features/lists/schema";
import { Invalid } from "@/lib/errors";
import { letterTemplateNames } from "@/lib/template-folder";
import { compileLetters } from "./compile-letters";
import { letterWords } from "./letter-words";
import { preflightState } from "./preflights-of";
import { type ClassWords, suitsVariant } from "./rules";
import {
  type HardestAsked,
  type HardPerson,
  type HeldAsked,
  type HeldLetter,
  heldPageSize,
  type LetterProgress,
  type ListedPerson,
  letterStates,
  letterVariants,
  type PreflightState,
  type TemplateOfAddressee,
} from "./schema";
import { readFrontMatter } from "./typeset/front-matter";

/** In SQL: the way in which the letter of a notice (`n`) is made, as its person last asked under any record of theirs. */
export const variantOf = sql`coalesce((
  select v.variant from people p
  cross join lateral (
    select p.id union all select p.merged_into where p.merged_into is not null
    union all select m.id from people m where m.merged_into = coalesce(p.merged_into, p.id)) same
  join letter_preferences v on v.incident_id = n.incident_id and v.person_id = same.id
  where p.id = n.person_id order by v.at desc limit 1), 'standard')`;

/** The correction `c` holds as long as the list (`a`) says what it said when the correction was made; in SQL. */
const correctionHolds = sql`c.incident_id = n.incident_id and c.person_id = n.person_id and c.ended_at is null
  and (c.list_postcode, c.list_address) is not distinct from
      (a.canonical::jsonb ->> 'postcode', a.canonical::jsonb ->> 'address')`;

/**
 * The people of some letter notices (`n`), exactly as the list their notice was decided on says they are, at the
 * address that was found since where that one failed.
 */
export async function listedPeople(db: Queryable, where: SQL): Promise<ListedPerson[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select n.id as notice_id, n.person_id, n.addressee, ${variantOf} as variant,
      case when c.id is null then a.canonical::jsonb
           else a.canonical::jsonb || jsonb_build_object('postcode', c.postcode, 'address', c.address) end as said,
      exists (select from notices c where c.incident_id = n.incident_id and c.person_id = n.person_id
              and c.channel = 'call' and c.state = 'owed') as call_owed
    from notices n join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
    left join address_corrections c on ${correctionHolds}
    where n.channel = 'letter' and ${where} order by n.id`);
  return rows.map((row) => ({
    noticeId: String(row.notice_id),
    personId: String(row.person_id),
    addressee: row.addressee as ListedPerson["addressee"],
    variant: row.variant as ListedPerson["variant"],
    callOwed: Boolean(row.call_owed),
    said: row.said as ListedPerson["said"],
  }));
}

/** The incident's document classes in the order in which letters name them. */
export async function classesOfIncident(db: Queryable, incidentId: string): Promise<ClassWords[]> {
  const rows = await db.execute<ClassWords>(sql`
    select code, name_ja as "nameJa", name_en as "nameEn", elements from document_classes
    where incident_id = ${incidentId} order by position, code`);
  return [...rows];
}

type Choice = TemplateOfAddressee["choices"][number] & { audience: Addressee };

/** Every template there is: ours, and the incident's own. Drafts that cannot be read are no choice yet. */
async function templateChoices(db: Queryable, incidentId: string): Promise<Choice[]> {
  const shipped = await letterTemplateNames();
  const own = await db.execute<{ name: string; version: string }>(sql`
    select name, version from letter_texts where incident_id = ${incidentId}
    order by name, length(version), version`);
  const found = await Promise.all(
    [...shipped, ...own].map(async ({ name, version }): Promise<Choice[]> => {
      const { text } = await letterWords(db, incidentId, { name, version });
      const facts = factsOrNull(text);
      if (!facts) return [];
      return [{ name, version, title: facts.title, language: facts.language, audience: facts.audience }];
    }),
  );
  return found.flat();
}

function factsOrNull(text: string) {
  try {
    return readFrontMatter(text).facts;
  } catch (error) {
    if (error instanceof Invalid) return null;
    throw error;
  }
}

type ChosenRow = Record<string, unknown> & {
  addressee: string;
  variant: TemplateOfAddressee["variant"];
  template_name: string;
  template_version: string;
  preflight: PreflightState;
};

async function chosenOf(
  db: Queryable,
  incidentId: string,
  row: ChosenRow,
): Promise<TemplateOfAddressee["chosen"]> {
  const words = { name: row.template_name, version: row.template_version, variant: row.variant };
  const hashNow = await compileLetters(db, incidentId, words).then(
    (letters) => letters.contentHash,
    () => null,
  );
  return {
    id: String(row.id),
    templateName: row.template_name,
    templateVersion: row.template_version,
    contentHash: String(row.content_hash),
    state: row.state as "submitted" | "approved",
    submittedBy: String(row.submitted_by),
    submittedByName: String(row.submitted_name),
    submittedAt: new Date(String(row.submitted_at)),
    decidedByName: row.decided_name as string | null,
    decidedAt: row.decided_at ? new Date(String(row.decided_at)) : null,
    factsChanged: hashNow !== row.content_hash,
    preflight: row.preflight,
  };
}

/**
 * For each kind of addressee and each variant: how many letters are owed, which words there are, and which were
 * chosen.
 */
export async function templatesOfIncident(incidentId: string): Promise<TemplateOfAddressee[]> {
  const db = database();
  const choices = await templateChoices(db, incidentId);
  const counts = await db.execute<{ addressee: string; variant: string; n: number }>(sql`
    select n.addressee, ${variantOf} as variant, count(*) as n from notices n
    where n.incident_id = ${incidentId} and n.channel = 'letter' and n.state = 'owed' group by 1, 2`);
  const chosen = await db.execute<ChosenRow>(sql`
    select t.*, s.name as submitted_name, d.name as decided_name, ${preflightState} as preflight
    from letter_templates t join staff s on s.id = t.submitted_by left join staff d on d.id = t.decided_by
    where t.incident_id = ${incidentId} and t.state <> 'withdrawn'`);
  const kinds = addressees.flatMap((addressee) => letterVariants.map((variant) => ({ addressee, variant })));
  return Promise.all(
    kinds.map(async ({ addressee, variant }) => {
      const isTheirs = (row: { addressee: string; variant: string }) =>
        row.addressee === addressee && row.variant === variant;
      const row = chosen.find(isTheirs);
      return {
        addressee,
        variant,
        notices: Number(counts.find(isTheirs)?.n ?? 0),
        choices: choices
          .filter((choice) => choice.audience === addressee && suitsVariant(choice.language, variant))
          .map(({ audience: _, ...rest }) => rest),
        chosen: row ? await chosenOf(db, incidentId, row) : null,
      };
    }),
  );
}

// Outside JIS X 0208's kanji and kana: what fonts are most likely to lack.
const rare = "[^\\u0020-\\u007e\\u3000-\\u30ff\\uff01-\\uff9f\\u4e00-\\u9fa5]";

/** The people whose letters are the hardest to set, for whoever looks at a preview before approving it. */
export async function hardestPeople(asked: HardestAsked): Promise<HardPerson[]> {
  const rows = await database().execute<Record<string, unknown>>(sql`
    with listed as materialized (
      select n.person_id, a.canonical::jsonb ->> 'name' as name, a.canonical::jsonb ->> 'address' as address,
        jsonb_array_length(a.canonical::jsonb -> 'documents') as documents,
        (select count(distinct (d ->> 'class', d ->> 'certainty', d -> 'roles'))
         from jsonb_array_elements(a.canonical::jsonb -> 'documents') d) as clauses
      from notices n join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
      where n.incident_id = ${asked.incidentId} and n.channel = 'letter' and n.state = 'owed' and n.addressee = ${asked.addressee})
    (select person_id, name, 'longest-name' as because from listed order by char_length(name) desc nulls last, person_id limit 1)
    union all (select person_id, name, 'shortest-name' from listed where name <> '' order by char_length(name), person_id limit 1)
    union all (select person_id, name, 'longest-address' from listed order by char_length(address) desc nulls last, person_id limit 1)
    union all (select person_id, name, 'shortest-address' from listed where address <> '' order by char_length(address), person_id limit 1)
    union all (select person_id, name, 'most-documents' from listed order by documents desc, person_id limit 1)
    union all (select person_id, name, 'longest-clause' from listed order by clauses desc, documents desc, person_id limit 1)
    union all (select person_id, name, 'rare-characters' from listed where name ~ ${rare} order by person_id limit 2)
    union all (select person_id, name, 'rare-characters' from listed where address ~ ${rare} order by person_id limit 1)`);
  return rows.map((row) => ({
    personId: String(row.person_id),
    name: String(row.name ?? ""),
    because: row.because as HardPerson["because"],
  }));
}

/** How far the letters are: asked for, and by state. */
export async function letterProgress(incidentId: string): Promise<LetterProgress> {
  const db = database();
  const states = await db.execute<{ state: string; n: number }>(
    sql`select state, count(*) as n from letters where incident_id = ${incidentId} group by state`,
  );
  const [chunks] = await db.execute<{ asked: number; chunks: number; generated: number }>(sql`
    select (select count(*) from notices where incident_id = ${incidentId} and state = 'owed' and letter_chunk_id is not null) as asked,
      count(*) as chunks, count(*) filter (where state = 'generated') as generated
    from letter_chunks where incident_id = ${incidentId}`);
  const counted = letterStates.map((state) => [
    state,
    Number(states.find((row) => row.state === state)?.n ?? 0),
  ]);
  return {
    asked: Number(chunks?.asked ?? 0),
    states: Object.fromEntries(counted) as LetterProgress["states"],
    chunksAsked: Number(chunks?.chunks ?? 0),
    chunksGenerated: Number(chunks?.generated ?? 0),
  };
}

/** Letters that cannot be printed, with the field and the character; a page after `afterLetterId`. */
export async function heldLetters(asked: HeldAsked): Promise<HeldLetter[]> {
  const after = asked.afterLetterId ?? "00000000-0000-0000-0000-000000000000";
  const rows = await database().execute<Record<string, unknown>>(sql`
    select l.id, l.person_id, l.addressee ->> 'name' as name, l.held_for from letters l
    where l.incident_id = ${asked.incidentId} and l.state = 'held' and l.id > ${after} order by l.id limit ${heldPageSize}`);
  return rows.map((row) => {
    const held = row.held_for as { reason: string; detail: { field?: string; codePoint?: string | null } };
    return {
      letterId: String(row.id),
      personId: String(row.person_id),
      name: String(row.name ?? ""),
      field: held.detail.field ?? "",
      reason: held.reason,
      codePoint: held.detail.codePoint ?? null,
    };
  });
}
