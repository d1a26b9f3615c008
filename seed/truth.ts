import { createHash } from "node:crypto";
import { cast } from "./cast";
import { type DocumentClass, documentClasses } from "./claims";
import type { Entry } from "./jobs";
import type { Person } from "./people";
import type { Population } from "./population";
import { type Scenario, theCase } from "./scenarios";
import { isLostVolume, type JobOnTape } from "./tapes";
import type { MasterRow, Writing } from "./write-master";

/** Up to this many affected people the truth lists them one by one. */
const mostListedPeople = 2_000;

export interface TrueDocument {
  readonly file: string;
  readonly documentClass: DocumentClass;
  /** Lost volumes that hold it, wholly or in part (of this copy or an other). */
  readonly volumes: readonly { readonly name: string; readonly part: "whole" | "partial" }[];
}

/** What a correct analysis of the written files must find. Written as `truth.json`. */
export interface Truth {
  readonly scenario: string;
  readonly seed: number;
  readonly insurer: string;
  readonly itSubsidiary: string;
  readonly lostVolumes: readonly string[];
  /** Every row of File.csv in exactly one place: total = deleted + directories + elsewhere + onLostVolumes. */
  readonly fileRows: {
    readonly total: number;
    /** File index 0: gone since the job before, on no tape. */
    readonly deleted: number;
    readonly directories: number;
    readonly elsewhere: number;
    readonly onLostVolumes: number;
  };
  /** onLostVolumes = mapped + excluded (by kind) + unresolved (by kind); rows of File.csv. */
  readonly onLostVolumes: {
    readonly mapped: number;
    readonly excluded: Readonly<Record<"blankForm" | "desktopFile" | "scanLog", number>>;
    readonly unresolved: Readonly<Record<"claimNotInMaster" | "unreadableName", number>>;
  };
  /** Files with a name and an index above 0; `byJobAlone` is what joining by job, not by range, would claim. */
  readonly perVolume: Readonly<Record<string, { whole: number; partial: number; byJobAlone: number }>>;
  /** Distinct mapped documents (a rescan is the same document again) by class. */
  readonly documents: Readonly<Record<DocumentClass, number>>;
  readonly rescannedRowsOnLostVolumes: number;
  readonly affectedPeople: number;
  /** People a job-level join would tell although no file of theirs is on a lost volume. */
  readonly wronglyAffectedByJobAlone: number;
  /** Among the affected. */
  readonly affected: Readonly<Record<"deceased" | "minors" | "missingAddress" | "otherPolicyholder", number>>;
  readonly master: {
    readonly rows: number;
    readonly supplementRows: number;
    readonly claims: number;
    readonly people: number;
    readonly exactDuplicateRows: number;
    readonly sameNamePairs: number;
    readonly peopleWithTwoSpellings: number;
    readonly gaijiPeople: number;
    readonly gaijiRows: number;
    readonly writings: Readonly<Record<Writing, number>>;
  };
  readonly cast: readonly {
    key: string;
    why: string;
    affected: boolean;
    insuredNumber: string;
    claims: string[];
  }[];
  /** SHA-256 over the affected insured numbers, sorted, each followed by a line feed. */
  readonly affectedSha256: string;
  /** Only up to 2,000 people: affected insured numbers in order with their documents. */
  readonly people?: Readonly<Record<string, readonly TrueDocument[]>>;
}

interface Findings {
  readonly rows: {
    total: number;
    deleted: number;
    directories: number;
    elsewhere: number;
    onLostVolumes: number;
  };
  readonly kinds: Record<
    "mapped" | "blank-form" | "desktop-file" | "scan-log" | "unknown-claim" | "unreadable-name",
    number
  >;
  readonly perVolume: Record<string, { whole: number; partial: number; byJobAlone: number }>;
  readonly people: Map<
    Person,
    Map<string, { class: DocumentClass; volumes: Map<string, "whole" | "partial"> }>
  >;
  readonly byJobAlone: Set<Person>;
  rescannedRows: number;
}

function newFindings(): Findings {
  return {
    rows: { total: 0, deleted: 0, directories: 0, elsewhere: 0, onLostVolumes: 0 },
    kinds: {
      mapped: 0,
      "blank-form": 0,
      "desktop-file": 0,
      "scan-log": 0,
      "unknown-claim": 0,
      "unreadable-name": 0,
    },
    perVolume: Object.fromEntries(
      theCase.lostVolumes.map((v) => [v, { whole: 0, partial: 0, byJobAlone: 0 }]),
    ),
    people: new Map(),
    byJobAlone: new Set(),
    rescannedRows: 0,
  };
}

function look(jobs: readonly JobOnTape[]): Findings {
  const findings = newFindings();
  for (const laid of jobs) {
    findings.rows.total += laid.job.deleted.length + laid.job.entries.length;
    findings.rows.deleted += laid.job.deleted.length;
    const lostHere = new Set(laid.stretches.map((s) => s.volume).filter(isLostVolume));
    for (const [position, entry] of laid.job.entries.entries()) {
      if (entry.kind === "directory") {
        findings.rows.directories += 1;
        continue;
      }
      for (const volume of lostHere) findings.perVolume[volume.name]!.byJobAlone += 1;
      const person = entry.document?.claim.person;
      if (person && lostHere.size > 0) findings.byJobAlone.add(person);
      lookAtFile(findings, entry, volumesOf(laid, position + 1));
    }
  }
  return findings;
}

/** The volumes that hold the file of this index: one when it is whole, two at a boundary. */
function volumesOf({ stretches }: JobOnTape, index: number) {
  const inRange = stretches.filter((s) => s.firstIndex <= index && index <= s.lastIndex);
  return [...new Set(inRange.map((s) => s.volume))];
}

function lookAtFile(findings: Findings, entry: Entry, volumes: ReturnType<typeof volumesOf>): void {
  const lost = volumes.filter(isLostVolume);
  if (lost.length === 0) {
    findings.rows.elsewhere += 1;
    return;
  }
  const part = volumes.length > 1 ? "partial" : "whole";
  findings.rows.onLostVolumes += 1;
  for (const volume of lost) findings.perVolume[volume.name]![part] += 1;
  const { document } = entry;
  const person = document?.claim.person;
  if (entry.kind !== "document" || !document) {
    if (entry.kind !== "document" && entry.kind !== "directory") findings.kinds[entry.kind] += 1;
    return;
  }
  if (!person) {
    findings.kinds["unknown-claim"] += 1;
    return;
  }
  findings.kinds.mapped += 1;
  const documents = findings.people.get(person) ?? new Map();
  findings.people.set(person, documents);
  const known = documents.get(entry.name);
  if (known) findings.rescannedRows += 1;
  const found = known ?? { class: document.documentClass, volumes: new Map() };
  documents.set(entry.name, found);
  for (const { name } of lost) if (found.volumes.get(name) !== "whole") found.volumes.set(name, part);
}

/** What is true of a scenario, from the plan of the jobs and not from the files written of it. */
export function truthOf(
  scenario: Scenario,
  seed: number,
  population: Population,
  jobs: readonly JobOnTape[],
  master: readonly MasterRow[],
): Truth {
  const found = look(jobs);
  const people = [...found.people.keys()].sort((a, b) => (a.insuredNumber < b.insuredNumber ? -1 : 1));
  const { kinds } = found;
  return {
    scenario: scenario.name,
    seed,
    insurer: theCase.insurer,
    itSubsidiary: theCase.itSubsidiary,
    lostVolumes: theCase.lostVolumes,
    fileRows: found.rows,
    onLostVolumes: {
      mapped: kinds.mapped,
      excluded: {
        blankForm: kinds["blank-form"],
        desktopFile: kinds["desktop-file"],
        scanLog: kinds["scan-log"],
      },
      unresolved: { claimNotInMaster: kinds["unknown-claim"], unreadableName: kinds["unreadable-name"] },
    },
    perVolume: found.perVolume,
    documents: documentCounts(found),
    rescannedRowsOnLostVolumes: found.rescannedRows,
    affectedPeople: people.length,
    wronglyAffectedByJobAlone: [...found.byJobAlone].filter((p) => !found.people.has(p)).length,
    affected: {
      deceased: people.filter((p) => p.death).length,
      minors: people.filter((p) => p.guardian).length,
      missingAddress: people.filter((p) => !p.home).length,
      otherPolicyholder: people.filter((p) => p.holder.relation !== "本人").length,
    },
    master: masterCounts(population, master),
    cast: castOf(population, master),
    affectedSha256: createHash("sha256")
      .update(people.map((p) => `${p.insuredNumber}\n`).join(""))
      .digest("hex"),
    ...(people.length <= mostListedPeople ? { people: listed(people, found) } : {}),
  };
}

function documentCounts(found: Findings): Record<DocumentClass, number> {
  const counts = Object.fromEntries(documentClasses.map((c) => [c, 0])) as Record<DocumentClass, number>;
  for (const documents of found.people.values())
    for (const document of documents.values()) counts[document.class] += 1;
  return counts;
}

function listed(people: readonly Person[], found: Findings): Record<string, TrueDocument[]> {
  return Object.fromEntries(
    people.map((person) => {
      const documents = [...found.people.get(person)!].sort(([a], [b]) => (a < b ? -1 : 1));
      return [
        person.insuredNumber,
        documents.map(([file, { class: documentClass, volumes }]) => ({
          file,
          documentClass,
          volumes: [...volumes].sort().map(([name, part]) => ({ name, part })),
        })),
      ];
    }),
  );
}

const hasGaiji = (text: string) => /[\ue000-\uf8ff]/.test(text);

function masterCounts({ affected, others }: Population, rows: readonly MasterRow[]): Truth["master"] {
  const people = [...affected, ...others];
  const byIdentity = new Map<string, number>();
  for (const p of people) {
    if (!p.home) continue;
    const key = [p.familyKana, p.givenKana, p.spellings[0]!.family, p.home.municipality, p.home.town].join(
      "|",
    );
    byIdentity.set(key, (byIdentity.get(key) ?? 0) + 1);
  }
  const gaiji = rows.filter((row) => hasGaiji(row.cells.join("")));
  const claims = new Set(rows.map((row) => row.claim)).size;
  const count = (writing: Writing) => rows.filter((row) => row.writings.includes(writing)).length;
  return {
    rows: rows.filter((row) => row.fits).length,
    supplementRows: rows.filter((row) => !row.fits).length,
    claims,
    people: people.length,
    exactDuplicateRows: rows.length - claims,
    sameNamePairs: [...byIdentity.values()].filter((n) => n === 2).length,
    peopleWithTwoSpellings: people.filter((p) => p.spellings.length > 1).length,
    gaijiPeople: new Set(gaiji.map((row) => row.person)).size,
    gaijiRows: gaiji.length,
    writings: {
      halfWidthKana: count("halfWidthKana"),
      eraBirth: count("eraBirth"),
      fullWidthAddress: count("fullWidthAddress"),
      postcodeMissing: count("postcodeMissing"),
      postcodeFullWidth: count("postcodeFullWidth"),
    },
  };
}

function castOf({ affected, others }: Population, rows: readonly MasterRow[]): Truth["cast"] {
  const members = [...affected, ...others].filter((p) => p.castKey);
  return members.map((person) => {
    const member = cast.find((m) => m.key === person.castKey)!;
    const claims = rows.filter((row) => row.person === person).map((row) => row.claim.number);
    return {
      key: member.key,
      why: member.why,
      affected: member.affected,
      insuredNumber: person.insuredNumber,
      claims,
    };
  });
}
