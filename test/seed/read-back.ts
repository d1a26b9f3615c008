import type { GeneratedScenario } from "../../seed/generate";

/**
 * Reads the written files again knowing nothing of how they were made: an own CSV reader, plain loops, the
 * predicate of the case written out. What it finds is held against `truth.json`.
 */
export type Table = Record<string, string>[];

export function bytesOf(scenario: GeneratedScenario, path: string): Buffer {
  const chunks = scenario.files.get(path);
  if (!chunks) throw new Error(`no file ${path}`);
  return Buffer.concat([...chunks]);
}

export function parseCsv(text: string, lineEnd: "\n" | "\r\n"): Table {
  const records: string[][] = [[]];
  let cell = "";
  let inQuotes = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (inQuotes) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i];
      else inQuotes = false;
    } else if (c === '"') inQuotes = true;
    else if (c === "," || text.startsWith(lineEnd, i)) {
      records.at(-1)!.push(cell);
      cell = "";
      if (c !== ",") {
        records.push([]);
        i += lineEnd.length - 1;
      }
    } else cell += c;
  }
  const [header, ...rows] = records.filter((r) => r.length > 0);
  return rows.map((row) => {
    if (row.length !== header!.length) throw new Error(`${row.length} cells, ${header!.length} columns`);
    return Object.fromEntries(header!.map((name, i) => [name, row[i]!]));
  });
}

export function catalogTable(scenario: GeneratedScenario, name: string): Table {
  return parseCsv(bytesOf(scenario, `catalog/${name}.csv`).toString("utf8"), "\n");
}

export function masterRows(scenario: GeneratedScenario): { main: Table; supplement: Table } {
  const main = new TextDecoder("shift_jis", { fatal: true }).decode(bytesOf(scenario, "customer-master.csv"));
  const supplement = new TextDecoder("utf-8", { fatal: true }).decode(
    bytesOf(scenario, "customer-master-supplement.csv"),
  );
  return { main: parseCsv(main, "\r\n"), supplement: parseCsv(supplement, "\r\n") };
}

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function decodeLStat(text: string): number[] {
  return text.split(" ").map((field) => [...field].reduce((sum, c) => sum * 64 + base64.indexOf(c), 0));
}

export interface CatalogRow {
  jobId: string;
  fileIndex: number;
  path: string;
  name: string;
}

export function* catalogRows(scenario: GeneratedScenario): Generator<CatalogRow> {
  const paths = new Map(catalogTable(scenario, "Path").map((row) => [row.pathid, row.path!]));
  const names = new Map(catalogTable(scenario, "Filename").map((row) => [row.filenameid, row.name!]));
  for (const row of catalogTable(scenario, "File")) {
    const path = paths.get(row.pathid);
    const name = names.get(row.filenameid);
    if (path === undefined || name === undefined) throw new Error(`file ${row.fileid} has no path or name`);
    yield { jobId: row.jobid!, fileIndex: Number(row.fileindex), path, name };
  }
}

type Ranges = Map<string, { volume: string; first: number; last: number }[]>;

export function rangesByJob(scenario: GeneratedScenario): Ranges {
  const volumes = new Map(catalogTable(scenario, "Media").map((row) => [row.mediaid, row.volumename!]));
  const ranges: Ranges = new Map();
  for (const row of catalogTable(scenario, "JobMedia")) {
    const list = ranges.get(row.jobid!) ?? [];
    ranges.set(row.jobid!, list);
    list.push({
      volume: volumes.get(row.mediaid)!,
      first: Number(row.firstindex),
      last: Number(row.lastindex),
    });
  }
  return ranges;
}

/** Affected insured numbers with their documents and every count of `fileRows` … `perVolume`. */
export function bruteForce(scenario: GeneratedScenario, lostVolumes: readonly string[]) {
  const { main, supplement } = masterRows(scenario);
  const insuredOfClaim = new Map([...main, ...supplement].map((row) => [row.請求番号!, row.被保険者番号!]));
  const ranges = rangesByJob(scenario);
  const fileRows = { total: 0, deleted: 0, directories: 0, elsewhere: 0, onLostVolumes: 0 };
  const excluded = { blankForm: 0, desktopFile: 0, scanLog: 0 };
  const unresolved = { claimNotInMaster: 0, unreadableName: 0 };
  const perVolume = Object.fromEntries(lostVolumes.map((v) => [v, { whole: 0, partial: 0, byJobAlone: 0 }]));
  const people = new Map<string, Map<string, Map<string, "whole" | "partial">>>();
  const byJobAlone = new Set<string>();
  let mapped = 0;

  for (const { jobId, fileIndex, path, name } of catalogRows(scenario)) {
    fileRows.total += 1;
    if (fileIndex <= 0) {
      fileRows.deleted += 1;
      continue;
    }
    if (name === "") {
      fileRows.directories += 1;
      continue;
    }
    const ofJob = ranges.get(jobId)!;
    const claim = /^(CLM-\d{4}-\d{7})_S\d\d_[A-Z]{2}\d\d\.tif$/.exec(name)?.[1];
    const insured = claim && insuredOfClaim.get(claim);
    for (const volume of lostVolumes) {
      if (!ofJob.some((r) => r.volume === volume)) continue;
      perVolume[volume]!.byJobAlone += 1;
      if (insured) byJobAlone.add(insured);
    }
    const on = new Set(ofJob.filter((r) => r.first <= fileIndex && fileIndex <= r.last).map((r) => r.volume));
    const lost = lostVolumes.filter((volume) => on.has(volume));
    if (lost.length === 0) {
      fileRows.elsewhere += 1;
      continue;
    }
    fileRows.onLostVolumes += 1;
    const part = on.size > 1 ? "partial" : "whole";
    for (const volume of lost) perVolume[volume]![part] += 1;
    if (path.startsWith("/srv/claims/forms/")) excluded.blankForm += 1;
    else if (name === ".DS_Store" || name === "Thumbs.db") excluded.desktopFile += 1;
    else if (name.endsWith(".log")) excluded.scanLog += 1;
    else if (!claim) unresolved.unreadableName += 1;
    else if (!insured) unresolved.claimNotInMaster += 1;
    else {
      mapped += 1;
      const documents = people.get(insured) ?? new Map<string, Map<string, "whole" | "partial">>();
      people.set(insured, documents);
      const volumes = documents.get(name) ?? new Map<string, "whole" | "partial">();
      documents.set(name, volumes);
      for (const volume of lost) if (volumes.get(volume) !== "whole") volumes.set(volume, part);
    }
  }
  return { fileRows, onLostVolumes: { mapped, excluded, unresolved }, perVolume, people, byJobAlone };
}
