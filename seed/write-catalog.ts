import { chunksOf, csvRecord, encodeUtf8 } from "./csv";
import { localTimestamp } from "./dates";
import type { Entry } from "./jobs";
import { digest, encodeLStat } from "./lstat";
import { randomStream } from "./random";
import { type JobOnTape, labelBytes, type Volume } from "./tapes";

const client =
  'tokyo-scan-fd,"9.6.7 (10Dec20) x86_64-pc-linux-gnu,debian,bookworm/sid",0,315360000,315360000';

const mediaColumns =
  "mediaid,volumename,slot,poolid,mediatype,mediatypeid,labeltype,firstwritten,lastwritten,labeldate,voljobs,volfiles,volblocks,volparts,volcloudparts,volmounts,volbytes,volabytes,volapadding,volholebytes,volholes,voltype,volerrors,volwrites,volcapacitybytes,lastpartbytes,volstatus,enabled,recycle,actiononpurge,cacheretention,volretention,voluseduration,maxvoljobs,maxvolfiles,maxvolbytes,inchanger,storageid,deviceid,mediaaddressing,volreadtime,volwritetime,endfile,endblock,locationid,recyclecount,initialwrite,scratchpoolid,recyclepoolid,comment";
const jobColumns =
  "jobid,job,name,type,level,clientid,jobstatus,schedtime,starttime,endtime,realendtime,jobtdate,volsessionid,volsessiontime,jobfiles,jobbytes,readbytes,joberrors,jobmissingfiles,poolid,filesetid,priorjobid,purgedfiles,hasbase,hascache,reviewed,comment,filetable";

/** The tables of a Bacula catalog as `COPY … TO STDOUT WITH CSV HEADER` prints them, by file name. */
export function catalogFiles(
  volumes: readonly Volume[],
  jobs: readonly JobOnTape[],
  seed: number,
): Map<string, Iterable<Buffer>> {
  const names = internNames(jobs);
  const table = (columns: string, lines: () => Iterable<string>) =>
    chunksOf(
      function* () {
        yield columns;
        yield* lines();
      },
      "\n",
      encodeUtf8,
    );
  return new Map([
    [
      "catalog/Client.csv",
      table("clientid,name,uname,autoprune,fileretention,jobretention", () => [`1,${client}`]),
    ],
    ["catalog/Media.csv", table(mediaColumns, () => volumes.map((v) => mediaLine(v, jobs)))],
    ["catalog/Job.csv", table(jobColumns, () => jobs.map(jobLine))],
    [
      "catalog/JobMedia.csv",
      table(
        "jobmediaid,jobid,mediaid,firstindex,lastindex,startfile,endfile,startblock,endblock,volindex",
        () => jobMediaLines(jobs),
      ),
    ],
    ["catalog/Path.csv", table("pathid,path", () => numberedLines(names.paths))],
    ["catalog/Filename.csv", table("filenameid,name", () => numberedLines(names.filenames))],
    [
      "catalog/File.csv",
      table("fileid,fileindex,jobid,pathid,filenameid,deltaseq,markid,lstat,md5", () =>
        fileLines(jobs, names, seed),
      ),
    ],
  ]);
}

interface Names {
  readonly paths: ReadonlyMap<string, number>;
  readonly filenames: ReadonlyMap<string, number>;
}

function internNames(jobs: readonly JobOnTape[]): Names {
  const paths = new Map<string, number>();
  const filenames = new Map<string, number>();
  for (const { job } of jobs) {
    for (const { path, name } of [...job.deleted, ...job.entries]) {
      if (!paths.has(path)) paths.set(path, paths.size + 1);
      if (!filenames.has(name)) filenames.set(name, filenames.size + 1);
    }
  }
  return { paths, filenames };
}

function* numberedLines(names: ReadonlyMap<string, number>): Iterable<string> {
  // PostgreSQL prints an empty text as "" to tell it from NULL.
  for (const [name, id] of names) yield name === "" ? `${id},""` : csvRecord([id, name]);
}

function mediaLine(volume: Volume, jobs: readonly JobOnTape[]): string {
  const mine = jobs.filter((j) => j.stretches.some((s) => s.volume === volume)).length;
  const written = volume.firstWritten > 0;
  const at = (seconds: number) => (written ? localTimestamp(seconds) : "");
  const status = volume.full ? "Full" : "Append";
  const blocks = written ? Math.ceil((volume.end - labelBytes) / 64_512) + 1 : 0;
  const lastByte = written ? volume.end - 1 : 0;
  return [
    ...[volume.mediaId, volume.name, 0, 1, "LTO-4", 0, 0, at(volume.firstWritten), at(volume.lastWritten)],
    ...[
      at(volume.firstWritten - 1),
      mine,
      0,
      blocks,
      0,
      0,
      mine,
      volume.end,
      0,
      0,
      0,
      0,
      1,
      0,
      blocks * 2,
      0,
      0,
    ],
    ...[status, 1, 1, 0, 0, 220_752_000, 0, 0, 0, 0, 0, 1, 0, 0, 0, blocks, ...splitAddress(lastByte)],
    ...[0, 0, "", 0, 0, ""],
  ].join(",");
}

/** The volume address of a file device: the upper 32 bits are the "file", the lower the "block". */
function splitAddress(address: number): readonly [file: number, block: number] {
  return [Math.floor(address / 2 ** 32), address % 2 ** 32];
}

function jobLine({ id, job, started, ended }: JobOnTape): string {
  const scheduled = localTimestamp(job.scheduled);
  const bytes = job.entries.reduce((sum, e) => sum + (e.name ? e.bytes : 0), 0);
  const unique = `${job.name}.${scheduled.replace(" ", "_").replaceAll(":", ".")}_${String(id % 60).padStart(2, "0")}`;
  return [
    ...[
      id,
      unique,
      job.name,
      "B",
      job.level,
      1,
      "T",
      scheduled,
      localTimestamp(started),
      localTimestamp(ended),
    ],
    ...[localTimestamp(ended), ended, id, job.scheduled, job.entries.length, bytes, bytes, 0, 0, 1],
    ...[job.name === "Forms" ? 2 : 3, 0, 0, 0, 0, 0, '""', "File"],
  ].join(",");
}

function* jobMediaLines(jobs: readonly JobOnTape[]): Iterable<string> {
  let id = 0;
  for (const { id: jobId, stretches } of jobs) {
    for (const [i, s] of stretches.entries()) {
      id += 1;
      const [startFile, startBlock] = splitAddress(s.startAddress);
      const [endFile, endBlock] = splitAddress(s.endAddress);
      const indexes = [s.firstIndex, s.lastIndex];
      yield [id, jobId, s.volume.mediaId, ...indexes, startFile, endFile, startBlock, endBlock, i + 1].join(
        ",",
      );
    }
  }
}

function* fileLines(jobs: readonly JobOnTape[], { paths, filenames }: Names, seed: number): Iterable<string> {
  const random = randomStream(seed, "files");
  const draw = (max: number) => random.int(0, max);
  let id = 700_000;
  const line = (jobId: number, index: number, entry: Entry, read: number) => {
    id += 1;
    const isDirectory = entry.name === "";
    const { bytes, modified } = entry;
    const lstat = encodeLStat({ inode: 1_800_000 + id, isDirectory, bytes, modified, read });
    const md5 = isDirectory || index === 0 ? "0" : digest(draw);
    return `${id},${index},${jobId},${paths.get(entry.path)},${filenames.get(entry.name)},0,0,${lstat},${md5}`;
  };
  for (const { id: jobId, job, started } of jobs) {
    for (const entry of job.deleted) yield line(jobId, 0, entry, started);
    for (const [i, entry] of job.entries.entries()) yield line(jobId, i + 1, entry, started);
  }
}
