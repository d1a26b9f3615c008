import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { encodeCp932 } from "@/lib/encode-cp932";

export type ScopeSize = { rows: number; people: number };
export type ScopeFiles = { catalog: string[]; fileTableInUtf8: string };
/** Tapes of the catalog; four of ten are missing, as in a case that is mostly not about us. */
export const volumes = Array.from({ length: 10 }, (_, i) => `BEN-A${String(i + 1).padStart(5, "0")}L4`);
export const lostVolumes = volumes.slice(3, 7);

const rowsPerJob = 20_000;
const rangesPerJob = 10;
const days = 600;
const base64 = Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

/** What is written where: rows that lie on a lost tape come one after the other, `claims` of them share a person. */
export function outlineOf({ rows, people }: ScopeSize) {
  const jobs = Math.ceil(rows / rowsPerJob);
  const firstLostRow = Math.floor(rows * 0.3);
  const lostRows = Math.floor(rows * 0.4);
  return { jobs, firstLostRow, lostRows, claims: Math.min(Math.ceil(people * 1.2), lostRows), people };
}

/**
 * Writes a Bareos catalog, one CSV a table: `File.csv`, `Path.csv` in CP932 and the same `File` table in UTF-8. The
 * same sizes give the same bytes.
 */
export function writeScopeFiles(folder: string, size: ScopeSize): ScopeFiles {
  const outline = outlineOf(size);
  const place = (name: string) => path.join(folder, name);
  writeFileSync(place("Media.csv"), mediaTable());
  writeFileSync(place("Job.csv"), jobTable(size, outline.jobs));
  writeFileSync(place("JobMedia.csv"), jobMediaTable(size, outline.jobs));
  writeFileSync(place("Path.csv"), cp932(pathTable()));
  writeFileTable(place("File.csv"), place("File.utf8.csv"), size);
  return {
    catalog: ["Media.csv", "Job.csv", "JobMedia.csv", "Path.csv", "File.csv"].map(place),
    fileTableInUtf8: place("File.utf8.csv"),
  };
}

function cp932(text: string): Uint8Array {
  const encoded = encodeCp932(text);
  if (!encoded.ok) throw new Error("a text of the bench is not in CP932");
  return encoded.bytes;
}

function mediaTable(): string {
  const lines = volumes.map((volume, i) => `${i + 1},${volume},LTO-4,1,Full`);
  return ["mediaid,volumename,mediatype,voltype,volstatus", ...lines, ""].join("\n");
}

function jobTable({ rows }: ScopeSize, jobs: number): string {
  const lines = Array.from({ length: jobs }, (_, i) => {
    const files = Math.min(rowsPerJob, rows - i * rowsPerJob);
    return `${i + 1},Claims,B,I,T,2012-10-25 21:00:00,2012-10-25 22:00:00,${files},${files * 2048},0,0`;
  });
  const header = "jobid,name,type,level,jobstatus,starttime,endtime,jobfiles,jobbytes,priorjobid,purgedfiles";
  return [header, ...lines, ""].join("\n");
}

/** Rows of one tape follow each other; a job at a tape's end goes on at the next one's beginning. */
function jobMediaTable({ rows }: ScopeSize, jobs: number): string {
  const rowsPerVolume = Math.ceil(rows / volumes.length);
  const rowsPerRange = rowsPerJob / rangesPerJob;
  const lines: string[] = [];
  for (let job = 0; job < jobs; job += 1) {
    for (let from = job * rowsPerJob; from < Math.min((job + 1) * rowsPerJob, rows); ) {
      const volume = Math.floor(from / rowsPerVolume);
      const to = Math.min(from + rowsPerRange, (volume + 1) * rowsPerVolume, (job + 1) * rowsPerJob, rows);
      const indexes = `${from - job * rowsPerJob + 1},${to - job * rowsPerJob}`;
      lines.push(`${lines.length + 1},${job + 1},${volume + 1},${indexes},0,0,${from},${to}`);
      from = to;
    }
  }
  const header = "jobmediaid,jobid,mediaid,firstindex,lastindex,startfile,endfile,startblock,endblock";
  return [header, ...lines, ""].join("\n");
}

function pathTable(): string {
  const lines = Array.from({ length: days }, (_, day) => {
    const date = new Date(Date.UTC(2012, 0, 1 + day)).toISOString().slice(0, 10).replaceAll("-", "/");
    return `${day + 1},/srv/請求書類/保険金部/${date}/`;
  });
  return ["pathid,path", ...lines, ""].join("\n");
}

/** A row in 100,000 speaks of a folder that is not in `Path`: it must be set aside. */
export const rowsPerFault = 100_000;
const chunkBytes = 1 << 20;
const prefixes = ["診断書_", "スキャン取込_"];

function writeFileTable(inCp932: string, inUtf8: string, { rows, people }: ScopeSize): void {
  const outline = outlineOf({ rows, people });
  const sheets = [inCp932, inUtf8].map((name, i) => ({
    file: openSync(name, "w"),
    bytes: Buffer.alloc(chunkBytes + 4096),
    prefixes: prefixes.map((prefix) => (i === 0 ? Buffer.from(cp932(prefix)) : Buffer.from(prefix))),
    length: 0,
  }));
  const header = "fileid,fileindex,jobid,pathid,deltaseq,markid,lstat,md5,name\n";
  for (const sheet of sheets) sheet.length += sheet.bytes.write(header, 0);
  const line = Buffer.alloc(512);
  for (let row = 0; row < rows; row += 1) {
    const { length, nameAt, prefix } = writeLine(line, row, outline);
    for (const sheet of sheets) {
      const word = prefix === null ? undefined : sheet.prefixes[prefix];
      sheet.length += line.copy(sheet.bytes, sheet.length, 0, nameAt);
      if (word) sheet.length += word.copy(sheet.bytes, sheet.length);
      sheet.length += line.copy(sheet.bytes, sheet.length, nameAt, length);
      if (sheet.length >= chunkBytes) {
        writeSync(sheet.file, sheet.bytes, 0, sheet.length);
        sheet.length = 0;
      }
    }
  }
  for (const sheet of sheets) {
    writeSync(sheet.file, sheet.bytes, 0, sheet.length);
    closeSync(sheet.file);
  }
}

/** The same scatter for the same number, everywhere. */
function scatter(value: number): number {
  let hash = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

type Line = { length: number; nameAt: number; prefix: number | null };

function writeLine(line: Buffer, row: number, outline: ReturnType<typeof outlineOf>): Line {
  const { claim, place } = claimOf(row, outline);
  const hash = scatter(row);
  const day =
    row % rowsPerFault === rowsPerFault - 1 ? 999_999 : (scatter(claim) + (place > 2 ? 7 : 0)) % days;
  const writer = new Digits(line);
  for (const value of [row + 1, (row % rowsPerJob) + 1, Math.floor(row / rowsPerJob) + 1, day + 1]) {
    writer.number(value);
    writer.text(",");
  }
  writer.text("0,0,P4A ");
  writer.base64Number(1_000_000 + row);
  writer.text(" IGk B A A A ");
  writer.base64Number(20_000 + (hash % 400_000));
  writer.text(" BAA g BQc6FC ");
  writer.base64Number(1_350_000_000 + (hash % 50_000_000));
  writer.text(" BQc5Rk A A C,");
  writer.scattered(hash, 22);
  writer.text(",");
  const nameAt = writer.length;
  const prefix = writeName(writer, { kind: hash % 100, claim, place, row });
  writer.text("\n");
  return { length: writer.length, nameAt, prefix };
}

/** On lost tapes a claim's papers lie side by side; elsewhere are claims nobody lost. */
function claimOf(row: number, { firstLostRow, lostRows, claims }: ReturnType<typeof outlineOf>) {
  const at = row - firstLostRow;
  if (at < 0 || at >= lostRows) return { claim: 5_000_000 + Math.floor(row / 3), place: row % 3 };
  const claim = Math.floor((at * claims) / lostRows);
  return { claim, place: at - Math.ceil((claim * lostRows) / claims) };
}

const papers = ["SK01", "SD01", "RC01", "SK01", "SD02", "ID01", "DX01"];

/** 92 of 100 are claim images, some with their class as a word before; the rest is what lies about on a server. */
function writeName(
  writer: Digits,
  { kind, claim, place, row }: { kind: number; claim: number; place: number; row: number },
): number | null {
  if (kind >= 99) {
    writer.number(row);
    writer.text(".tif");
    return 1;
  }
  if (kind >= 92) {
    writer.text(kind >= 96 ? "scan-" : "Thumbs.db");
    if (kind >= 96) writer.number(row);
    if (kind >= 96) writer.text(".log");
    return null;
  }
  const paper = papers[place % papers.length] ?? "DX01";
  writer.text("CLM-2012-");
  writer.padded(claim, 7);
  writer.text("_S01_");
  writer.text(paper);
  writer.text(".tif");
  return kind >= 84 && paper.startsWith("SD") ? 0 : null;
}

/** Writes ASCII into a buffer; ten million lines are too many for strings. */
class Digits {
  length = 0;

  constructor(private readonly bytes: Buffer) {}

  text(text: string): void {
    for (let i = 0; i < text.length; i += 1) this.bytes[this.length++] = text.charCodeAt(i);
  }

  number(value: number): void {
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits += 1;
    this.padded(value, digits);
  }

  padded(value: number, digits: number): void {
    let rest = value;
    for (let at = this.length + digits - 1; at >= this.length; at -= 1) {
      this.bytes[at] = 48 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    this.length += digits;
  }

  base64Number(value: number): void {
    let digits = 1;
    for (let rest = value; rest >= 64; rest = Math.floor(rest / 64)) digits += 1;
    let rest = value;
    for (let at = this.length + digits - 1; at >= this.length; at -= 1) {
      this.bytes[at] = base64[rest % 64] ?? 65;
      rest = Math.floor(rest / 64);
    }
    this.length += digits;
  }

  scattered(seed: number, characters: number): void {
    let hash = seed;
    for (let i = 0; i < characters; i += 1) {
      hash = (Math.imul(hash, 1_103_515_245) + 12_345) >>> 0;
      this.bytes[this.length++] = base64[(hash >>> 16) & 63] ?? 65;
    }
  }
}
