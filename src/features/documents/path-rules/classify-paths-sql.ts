import { maxPathChars, maxSegmentChars } from "../rules";
import type { CaptureName } from "./compile-pattern";
import type { DocumentClass } from "./document-classes";
import type { CompiledPathRule } from "./path-rule";

const captures: Record<CaptureName, string> = {
  claimNumber: "claim_at",
  session: "session_at",
  classCode: "class_at",
  sheet: "sheet_at",
  year: "year_at",
  month: "month_at",
  day: "day_at",
  classWord: "word_at",
};

function rulesAsJson(rules: readonly CompiledPathRule[]): string {
  return JSON.stringify(
    rules.map(({ name, action, sqlPattern, classCode, captures: groups }, place) => ({
      place,
      name,
      action,
      pattern: sqlPattern,
      class_code: classCode ?? null,
      ...Object.fromEntries(groups.map((group, at) => [captures[group], at + 1])),
    })),
  );
}

function wordsAsJson(classes: readonly DocumentClass[]): string {
  return JSON.stringify(classes.flatMap(({ code, words }) => words.map((word) => ({ code, word }))));
}

/**
 * One query that classifies every path of `source` as `classifyPath` does. `source` is trusted SQL text giving
 * `row_id` and `path`; rules travel as the two text parameters `$n`, `$n+1` (n = `firstParameter`).
 * Columns: row_id, outcome (`document`, `excluded`, `unresolved`), rule, because, claim_number, class_code,
 * document_key, received_on, received_month (text). Needs PostgreSQL 16 (`pg_input_is_valid`), UTF8.
 */
export function classifyPathsSql(
  source: string,
  rules: readonly CompiledPathRule[],
  classes: readonly DocumentClass[],
  firstParameter = 1,
): { text: string; parameters: [string, string] } {
  const text = queryText(source, `$${firstParameter}`, `$${firstParameter + 1}`);
  return { text, parameters: [rulesAsJson(rules), wordsAsJson(classes)] };
}

function queryText(source: string, rules: string, words: string): string {
  return `
with path_rule as materialized (
  select * from jsonb_to_recordset(${rules}::text::jsonb) as r(
    place int, name text, action text, pattern text, class_code text, claim_at int, session_at int,
    class_at int, sheet_at int, year_at int, month_at int, day_at int, word_at int)
), class_word as materialized (
  select * from jsonb_to_recordset(${words}::text::jsonb) as w(code text, word text)
), weighed as (
  select given.row_id, ${tooLongSql("given.path")} as too_long, found.*
  from (${source}) given
  cross join lateral (${matchesSql("given.path")}) found
), judged as (
  select *, case
    when too_long then 'path-too-long'
    when doubt is not null then doubt
    when documents = 0 then case when exclusion is null then 'no-rule' end
    when exclusion is not null or disagreeing then 'rule-conflict'
    when not pg_input_is_valid(coalesce(received_on, received_month || '-01', '2000-01-01'), 'date')
      then 'impossible-date'
    when word_disagrees then 'class-word-disagrees'
  end as because
  from weighed
)
select row_id,
  case when because is not null then 'unresolved' when documents > 0 then 'document' else 'excluded' end as outcome,
  case when because is null then coalesce(document_rule, exclusion) end as rule,
  because,
  case when because is null then claim_number end as claim_number,
  case when because is null then class_code end as class_code,
  case when because is null then document_key end as document_key,
  case when because is null then received_on end as received_on,
  case when because is null then received_month end as received_month
from judged`;
}

/** Segments are looked at only in paths long enough to hold one that is too long. */
function tooLongSql(path: string): string {
  return `(length(${path}) > ${maxPathChars} or
    (length(${path}) > ${maxSegmentChars} and ${path} ~ '[^/]{${maxSegmentChars}}[^/]'))`;
}

function matchesSql(path: string): string {
  return `
  select count(*) filter (where action = 'document') as documents,
    (array_agg(name order by place) filter (where action = 'document'))[1] as document_rule,
    (array_agg(name order by place) filter (where action = 'exclude'))[1] as exclusion,
    (array_agg(name order by place) filter (where action = 'doubt'))[1] as doubt,
    min(claim) as claim_number, min(class) as class_code, min(key) as document_key,
    min(day) as received_on, min(month) as received_month,
    count(distinct claim) > 1 or count(distinct class) > 1 or count(distinct key) > 1
      or count(distinct day) > 1 or count(distinct month) > 1 as disagreeing,
    coalesce(bool_or(not exists (
      select from class_word where class_word.word = hit.word and class_word.code = hit.class
    )) filter (where word is not null), false) as word_disagrees
  from (
    select place, name, action, claim, class, word,
      claim || coalesce('_S' || session, '') || '_' || class || coalesce(sheet, '') as key,
      year || '-' || lpad(month, 2, '0') as month,
      year || '-' || lpad(month, 2, '0') || '-' || lpad(day, 2, '0') as day
    from (
      select place, name, action, m[claim_at] as claim, coalesce(m[class_at], class_code) as class,
        m[session_at] as session, m[sheet_at] as sheet, m[year_at] as year, m[month_at] as month,
        m[day_at] as day, m[word_at] as word
      from path_rule cross join lateral regexp_match(${path}, pattern) as m
      where m is not null
    ) captured
  ) hit`;
}
