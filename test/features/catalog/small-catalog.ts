import type { AccountFact, SourceFile } from "@/features/catalog/readers/catalog-facts";
import { fileOf } from "./bacula-fixture";

export const lstat = "P4A HYeD IGk B A A A yN BAA I BPd5qA BPd5qA BrBObv A A C";
/** A catalog of one tape, one job and three entries, with the hard cases of CSV in it. */
export const small = {
  Path: "pathid,path\n1,/srv/claims/\n2,/srv/診断書/\n",
  Filename: 'filenameid,name\n1,""\n2,"a ""b"", c.tif"\n3,"line\nbreak.tif"\n',
  Media: "mediaid,volumename,mediatype,voljobs,encryptionkey\n1,V1,LTO-4,1,sEcReT\n",
  Job: "jobid,name,type,level,jobstatus,starttime,endtime,jobfiles,priorjobid,purgedfiles,hasbase\n7,J,B,F,T,2012-10-05 21:00:02,2012-10-05 21:00:03,3,0,0,0\n",
  JobMedia: "jobid,mediaid,firstindex,lastindex,startfile,endfile,startblock,endblock\n7,1,1,3,0,0,219,999\n",
  File: `fileid,fileindex,jobid,pathid,filenameid,lstat\n1,1,7,1,1,${lstat}\n2,2,7,1,2,${lstat}\n3,3,7,2,3,${lstat}\n`,
};

export function filesOf(tables: Partial<Record<keyof typeof small, string | Uint8Array>>): SourceFile[] {
  return Object.entries({ ...small, ...tables }).map(([name, text]) =>
    fileOf(`${name}.csv`, text, text.length > 10_000 ? 4096 : 7),
  );
}

export function without(...names: (keyof typeof small)[]): SourceFile[] {
  return filesOf({}).filter(({ name }) => !names.some((left) => name === `${left}.csv`));
}

/** What an account says became of its lines. */
export function sumOf({ facts, rejected, ignored }: AccountFact): number {
  return facts + rejected + Object.values(ignored).reduce((a, b) => a + b, 0);
}
