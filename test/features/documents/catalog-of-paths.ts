import { lstat } from "../catalog/small-catalog";
import { importCatalog, importMaster, incidentWithMissing } from "../upstream/bench";

const job = (id: number) => `${id},J${id},B,F,T,2012-10-05 21:00:02,2012-10-05 21:00:03,9999,0,0,0`;

/**
 * The tables of a Bacula catalog: these paths lie on the tape V1, those of `elsewhere` on V2. The way a directory
 * and a name become a path is Bacula's: joined as they are.
 */
export function catalogOfPaths(
  paths: readonly string[],
  elsewhere: readonly string[] = [],
): [string, Buffer][] {
  const all = [...paths.map((path) => ({ path, on: 7 })), ...elsewhere.map((path) => ({ path, on: 8 }))];
  const split = all.map(({ path, on }) => {
    const end = path.lastIndexOf("/") + 1;
    return { folder: path.slice(0, end), name: path.slice(end), on };
  });
  const folders = [...new Set(split.map(({ folder }) => folder))];
  const names = [...new Set(split.map(({ name }) => name))];
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = (header: string, rows: string[]) => Buffer.from(`${[header, ...rows].join("\n")}\n`);
  const place = { 7: 0, 8: 0 } as Record<number, number>;
  return [
    [
      "Path.csv",
      lines(
        "pathid,path",
        folders.map((folder, i) => `${i + 1},${quoted(folder)}`),
      ),
    ],
    [
      "Filename.csv",
      lines(
        "filenameid,name",
        names.map((name, i) => `${i + 1},${quoted(name)}`),
      ),
    ],
    ["Media.csv", lines("mediaid,volumename,mediatype,voljobs", ["1,V1,LTO-4,1", "2,V2,LTO-4,1"])],
    [
      "Job.csv",
      lines("jobid,name,type,level,jobstatus,starttime,endtime,jobfiles,priorjobid,purgedfiles,hasbase", [
        job(7),
        job(8),
      ]),
    ],
    [
      "JobMedia.csv",
      lines("jobid,mediaid,firstindex,lastindex,startfile,endfile,startblock,endblock", [
        "7,1,1,9999,0,0,0,999",
        "8,2,1,9999,0,0,0,999",
      ]),
    ],
    [
      "File.csv",
      lines(
        "fileid,fileindex,jobid,pathid,filenameid,lstat",
        split.map(({ folder, name, on }, i) => {
          place[on] = (place[on] ?? 0) + 1;
          const ids = [folders.indexOf(folder) + 1, names.indexOf(name) + 1];
          return `${i + 1},${place[on]},${on},${ids.join(",")},${lstat}`;
        }),
      ),
    ],
  ];
}

/** An incident that misses V1 with these paths on it, and a person `P<n>` for each of these claims. */
export async function incidentWithPaths(
  paths: readonly string[],
  claims: readonly string[],
  elsewhere: readonly string[] = [],
): Promise<string> {
  const incidentId = await incidentWithMissing(["V1"]);
  await importCatalog(incidentId, catalogOfPaths(paths, elsewhere));
  const people = claims.map((claim, i) => `${claim},2012-10-25,P${i},試験　${"一二三四五六七八九"[i % 9]}郎`);
  const master = ["請求番号,受付日,被保険者番号,被保険者名", ...people].join("\n");
  await importMaster(incidentId, "master.csv", Buffer.from(`${master}\n`));
  return incidentId;
}
