import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { lstat } from "../catalog/small-catalog";
import { doReadyTasks, importCatalog, importMaster, incidentWithMissing } from "../upstream/bench";

export const claim = (n: number) => `CLM-2012-${String(n).padStart(7, "0")}`;

const header =
  "請求番号,被保険者番号,被保険者氏名,被保険者カナ,生年月日,性別,住所,電話番号,契約者氏名,契約者との続柄,受取人氏名";

/** One line of a master; what is left out is blank. */
export type Line = {
  claim: number;
  number?: string;
  name?: string;
  kana?: string;
  birth?: string;
  sex?: string;
  address?: string;
  phone?: string;
  policyholder?: string;
  relation?: string;
  beneficiary?: string;
};

const hanako = {
  name: "山田　花子",
  kana: "ヤマダ　ハナコ",
  birth: "1970-01-02",
  sex: "女",
  address: "東京都千代田区丸の内1-1-1",
};

/** Hanako's line, with what differs. */
export function line(of: Line): string {
  const it = { ...hanako, ...of };
  return [
    ...[claim(it.claim), it.number, it.name, it.kana, it.birth, it.sex, it.address, it.phone],
    ...[it.policyholder, it.relation, it.beneficiary],
  ]
    .map((cell) => cell ?? "")
    .join(",");
}

export function master(lines: readonly Line[]): Buffer {
  return Buffer.from(`${[header, ...lines.map(line)].join("\r\n")}\r\n`);
}

/** The tables of a catalog of one tape: per claim so many company forms, one job. */
function catalogOf(claims: readonly number[]): [string, Buffer][] {
  const names = claims.map((n, i) => `${i + 2},${claim(n)}_S01_SK01.tif`);
  const files = claims.map((_, i) => `${i + 1},${i + 1},7,1,${i + 2},${lstat}`);
  const tables = {
    Path: ["pathid,path", "1,/srv/claims/2012/10/25/"],
    Filename: ["filenameid,name", ...names],
    Media: ["mediaid,volumename,mediatype,voljobs", "1,V1,LTO-4,1"],
    Job: [
      "jobid,name,type,level,jobstatus,starttime,endtime,jobfiles,priorjobid,purgedfiles,hasbase",
      `7,J,B,F,T,2012-10-05 21:00:02,2012-10-05 21:00:03,${claims.length},0,0,0`,
    ],
    JobMedia: [
      "jobid,mediaid,firstindex,lastindex,startfile,endfile,startblock,endblock",
      `7,1,1,${claims.length},0,0,219,999`,
    ],
    File: ["fileid,fileindex,jobid,pathid,filenameid,lstat", ...files],
  };
  return Object.entries(tables).map(([name, rows]) => [`${name}.csv`, Buffer.from(`${rows.join("\n")}\n`)]);
}

/** An incident with one lost tape that holds a company form of each claim, and this master; derived. */
export async function caseOf(lines: readonly Line[], claims?: readonly number[]): Promise<string> {
  const incidentId = await incidentWithMissing(["V1"]);
  await importCatalog(incidentId, catalogOf(claims ?? [...new Set(lines.map((one) => one.claim))]));
  await importMaster(incidentId, "master.csv", master(lines));
  await doReadyTasks();
  return incidentId;
}

export type PersonNow = {
  id: string;
  key: string;
  name: string;
  mergedInto: string | null;
  affected: boolean;
  documents: number;
};

/** The people of an incident, in the order of their keys; a person without a number by the line. */
export async function peopleNow(incidentId: string): Promise<PersonNow[]> {
  return database().execute<PersonNow>(sql`
    select id, coalesce(insured_number, 'line ' || split_part(record_key, ':', 2)) as key, name,
           merged_into as "mergedInto", affected, document_count as documents
    from people where incident_id = ${incidentId} order by 2`);
}

/** Everything matching may touch, without what tells when and by whom. */
export async function stateOf(incidentId: string): Promise<Record<string, unknown[]>> {
  const tables = {
    people: sql`select p.* from people p where incident_id = ${incidentId} order by id`,
    exposures: sql`select e.* from exposures e join documents d on d.id = e.document_id
                   where d.incident_id = ${incidentId} order by person_id, document_id, role`,
    rows: sql`select r.id::text, r.bucket, r.bucket_rule from catalog_rows r join catalog_imports i on i.id = r.import_id
              where i.incident_id = ${incidentId} order by r.id`,
    counts: sql`select c.* from catalog_row_counts c join catalog_imports i on i.id = c.import_id
                where i.incident_id = ${incidentId} order by bucket, bucket_rule`,
    candidates: sql`select one_person_id, other_person_id, score, evidence, state, reason, decided_by
                    from match_candidates where incident_id = ${incidentId} order by one_person_id, other_person_id`,
  };
  const state: Record<string, unknown[]> = {};
  for (const [name, query] of Object.entries(tables)) state[name] = [...(await database().execute(query))];
  return state;
}
