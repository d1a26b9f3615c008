import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { linesOfIncident } from "@/features/incidents/queries";
import { NotFound } from "@/lib/errors";
import { hoursLines, mediumWords } from "./rules";
import type { LetterLanguage } from "./schema";
import type { LetterValues } from "./typeset/piece";

type Facts = Record<string, string | null> & { media: { mediaType: string }[] | null };

async function factsOf(db: Queryable, incidentId: string): Promise<Facts> {
  const [facts] = await db.execute<Facts>(sql`
    select i.organisation_name, i.department_name, i.representative_name, i.outline, i.cause, i.secondary_harm,
      i.measures, i.outline_en, i.cause_en, i.secondary_harm_en, i.measures_en, i.discovered_on::text,
      coalesce(i.letter_date, i.discovered_on)::text as letter_date,
      (select jsonb_agg(jsonb_build_object('mediaType', media_type)) from media m
       where m.incident_id = i.id and m.state in ('missing', 'lost')) as media,
      d.received_from, d.received_to,
      (select string_agg(name_ja, '、' order by position, code) from document_classes c
       where c.incident_id = i.id and c.code = any(d.classes)) as classes_ja,
      (select string_agg(lower(name_en), ', ' order by position, code) from document_classes c
       where c.incident_id = i.id and c.code = any(d.classes)) as classes_en
    from incidents i
    left join lateral (
      select min(received_on) filter (where length(received_on) = 10) as received_from,
             max(received_on) filter (where length(received_on) = 10) as received_to,
             array_agg(distinct class_code) as classes
      from documents where incident_id = i.id) d on true
    where i.id = ${incidentId}`);
  if (!facts) throw new NotFound("incident.unknown");
  return facts;
}

/** What is the same in every letter of the incident, in the words of the language. */
export async function constantsOf(
  db: Queryable,
  incidentId: string,
  language: LetterLanguage,
): Promise<LetterValues> {
  const facts = await factsOf(db, incidentId);
  const lines = await linesOfIncident(incidentId, db);
  const line = lines.find((known) => known.audience === "affected") ?? lines[0];
  const letterDate = facts.letter_date ?? "";
  const inLanguage = (name: string) => facts[language === "ja" ? name : `${name}_en`] ?? "";
  return {
    letter_date: letterDate,
    organisation: facts.organisation_name ?? "",
    department: facts.department_name ?? "",
    representative: facts.representative_name ?? "",
    medium: mediumWords(facts.media ?? [], language),
    outline: inLanguage("outline"),
    contents:
      language === "ja"
        ? `書類の画像（${facts.classes_ja ?? ""}）`
        : `images of papers (${facts.classes_en ?? ""})`,
    received_from: facts.received_from ?? "",
    received_to: facts.received_to ?? "",
    discovered_on: facts.discovered_on ?? "",
    cause: inLanguage("cause"),
    secondary_harm: inLanguage("secondary_harm"),
    response: inLanguage("measures"),
    hotline_name: line ? (language === "ja" ? line.nameJa : line.nameEn) : "",
    hotline_number: line?.number ?? "",
    hotline_hours: line ? hoursLines(line.hours, letterDate, language) : [],
  };
}
