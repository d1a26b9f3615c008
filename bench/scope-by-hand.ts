import type postgres from "postgres";
import { lostVolumes } from "./scope-data";

export type Answer = {
  people: number;
  documents: number;
  sources: number;
  exposures: number;
  mapped: number;
  excluded: number;
  unresolved: number;
};

/**
 * What somebody who knows SQL would write for the same answer, over plain tables without keys: files on the lost
 * tapes, papers by regular expressions, people by claim, and the rows accounted for. The results get a primary key
 * each, or nobody could look anybody up in them.
 */
export const byHand: readonly string[] = [
  `create table by_hand.on_tape as
   with ranges as (
     select jm.jobid, m.volumename, jm.firstindex, jm.lastindex
     from by_hand.jobmedia jm join by_hand.media m using (mediaid)
     where m.volumename in (${lostVolumes.map((volume) => `'${volume}'`).join(", ")})
   ), named as (
     select f.fileid, r.volumename, p.path || f.name as path, p.path as folder, f.name
     from by_hand.file f join ranges r on r.jobid = f.jobid and f.fileindex between r.firstindex and r.lastindex
     join by_hand.path p using (pathid)
   )
   select fileid, volumename, path, name,
          regexp_match(name, '(CLM-[0-9]{4}-[0-9]{7})_S([0-9]{2})_(SK|SD|RC|ID|DX)([0-9]{2})[^/]*[.]tif$') as part,
          regexp_match(folder, '/([0-9]{4})/([0-9]{2})/([0-9]{2})/$') as day
   from named`,
  `create table by_hand.source as
   select fileid, volumename, part[1] as claim_number, part[3] as class_code,
          part[1] || '_S' || part[2] || '_' || part[3] || part[4] as document_key,
          day[1] || '-' || day[2] || '-' || day[3] as received_on
   from by_hand.on_tape where part is not null`,
  "analyze by_hand.source",
  `create table by_hand.document as
   select document_key, min(claim_number) as claim_number, min(class_code) as class_code, min(received_on) as received_on
   from by_hand.source group by document_key`,
  "alter table by_hand.document add primary key (document_key)",
  "alter table by_hand.source add primary key (document_key, fileid, volumename)",
  `create table by_hand.claim as
   select claim_number, min(insured_number) as insured_number from by_hand.master
   group by claim_number having min(insured_number) = max(insured_number)`,
  "analyze by_hand.claim",
  "analyze by_hand.document",
  `create table by_hand.exposure as
   select c.insured_number, d.document_key from by_hand.document d join by_hand.claim c using (claim_number)`,
  "alter table by_hand.exposure add primary key (insured_number, document_key)",
  `create table by_hand.person as
   select distinct on (m.insured_number) m.*, e.documents
   from by_hand.master m
   join (select insured_number, count(*) as documents from by_hand.exposure group by 1) e using (insured_number)
   order by m.insured_number, m.received_on desc, m.line desc`,
  "alter table by_hand.person add primary key (insured_number)",
  `create table by_hand.account as
   select case when p.pathid is null then 'unresolved: folder unknown'
               when t.fileid is null then 'excluded: not on a lost tape'
               when t.part is not null and c.claim_number is not null then 'mapped'
               when t.part is not null then 'unresolved: claim in no master'
               when t.name ~ '^Thumbs[.]db$|[.]log$' then 'excluded: no paper' else 'unresolved: no rule' end as bucket,
          count(*) as rows
   from by_hand.file f
   left join by_hand.path p using (pathid)
   left join by_hand.on_tape t using (fileid)
   left join by_hand.claim c on c.claim_number = t.part[1]
   group by 1`,
];

const tables = ["on_tape", "source", "document", "claim", "exposure", "person", "account"];

export async function dropByHand(owner: postgres.Sql): Promise<void> {
  await owner.unsafe(`drop table if exists ${tables.map((table) => `by_hand.${table}`).join(", ")}`);
}

export async function answerByHand(owner: postgres.Sql): Promise<Answer> {
  const [answer] = await owner<Answer[]>`
    select (select count(*)::int from by_hand.person) as people, (select count(*)::int from by_hand.document) as documents,
           (select count(*)::int from by_hand.source) as sources, (select count(*)::int from by_hand.exposure) as exposures,
           (select sum(rows)::int from by_hand.account where bucket like 'mapped%') as mapped,
           (select sum(rows)::int from by_hand.account where bucket like 'excluded%') as excluded,
           (select sum(rows)::int from by_hand.account where bucket like 'unresolved%') as unresolved`;
  if (!answer) throw new Error("no answer by hand");
  return answer;
}
