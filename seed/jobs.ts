import {
  type Claim,
  type ClaimDocument,
  fileNameOf,
  isLost,
  lastLostSlot,
  type Slot,
  secondLostTapeSlot,
  slots,
} from "./claims";
import { type Day, unixSeconds, weekdayOf } from "./dates";
import { type Random, randomStream } from "./random";
import type { Shape } from "./scenarios";

/** What a file of the backup is, seen from the claims. `document` is set for documents only. */
export type EntryKind =
  | "document"
  | "unreadable-name"
  | "blank-form"
  | "desktop-file"
  | "scan-log"
  | "directory";

/** One file or directory as a job backed it up. */
export interface Entry {
  readonly kind: EntryKind;
  /** With a slash at its end. */
  readonly path: string;
  /** Empty for a directory. */
  readonly name: string;
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly modified: number;
  readonly document?: ClaimDocument;
}

/** A backup job before it is laid on tapes. File index = position in `entries` + 1. */
export interface Job {
  readonly name: string;
  readonly level: "F" | "I";
  /** Seconds since 1970. */
  readonly scheduled: number;
  readonly entries: readonly Entry[];
  /** Files gone since the job before: catalogued with file index 0, on no tape. */
  readonly deleted: readonly Entry[];
  /** Begins on the next tape. */
  readonly onNewTape: boolean;
  /** Position of the entry in whose middle the tape is full, or -1. */
  readonly tapeFullIn: number;
}

const hour = 3600;
const kilobyte = 1024;

function folderOf(day: Day): string {
  return `/srv/claims/claims/${day.replaceAll("-", "/")}/`;
}

function scanTime(random: Random, { day, half }: Slot): number {
  const from = half === "am" ? 9 * hour : 13.5 * hour;
  return unixSeconds(day, from + random.int(0, (half === "am" ? 3.5 : 6) * hour));
}

function documentEntry(random: Random, document: ClaimDocument, at: Slot): Entry {
  return {
    kind: "document",
    path: folderOf(slots[document.scan.slot]!.day),
    name: fileNameOf(document),
    bytes: document.bytes,
    modified: scanTime(random, at),
    document,
  };
}

/** Every job of the catalog in the order it ran: two a business day, and blank forms on Fridays. */
export function planJobs(claims: readonly Claim[], shape: Shape, seed: number): Job[] {
  const random = randomStream(seed, "jobs");
  const scanned = slots.map<ClaimDocument[]>(() => []);
  for (const claim of claims)
    for (const document of claim.documents) scanned[document.scan.slot]!.push(document);
  const rescans = drawRescans(random, scanned, shape.rescans);
  const unreadable = drawUnreadable(random, shape.unreadableFiles);

  const jobs: Job[] = [];
  for (const [index, slot] of slots.entries()) {
    jobs.push(claimsJob(random, index, scanned, rescans[index]!, unreadable[index]!));
    if (slot.half === "pm" && weekdayOf(slot.day) === 5) jobs.push(formsJob(random, slot.day));
  }
  return jobs;
}

/** Documents scanned again after their first backup: the same file in a later job. */
function drawRescans(
  random: Random,
  scanned: readonly (readonly ClaimDocument[])[],
  count: number,
): ClaimDocument[][] {
  const bySlot = slots.map<ClaimDocument[]>(() => []);
  const lost = scanned.flat().filter((d) => isLost(d.scan) && d.claim.person && !d.boundary);
  for (let i = 0; i < count && lost.length > 0; i++) {
    const document = random.pick(lost);
    const slot = Math.min(slots.length - 1, document.scan.slot + random.int(1, 14));
    if (slot > document.scan.slot && !bySlot[slot]!.includes(document)) bySlot[slot]!.push(document);
  }
  return bySlot;
}

/** How many `scan_NNNN.tif` each job holds: `count` on the lost tapes and three on others. */
function drawUnreadable(random: Random, count: number): number[] {
  const bySlot = slots.map(() => 0);
  const lostSlots = slots.map((_, slot) => slot).filter((slot) => isLost({ slot, behind: false }));
  for (let i = 0; i < count; i++) bySlot[random.pick(lostSlots)]! += 1;
  for (let i = 0; i < 3; i++) bySlot[random.int(lastLostSlot + 1, slots.length - 1)]! += 1;
  return bySlot;
}

function claimsJob(
  random: Random,
  index: number,
  scanned: readonly (readonly ClaimDocument[])[],
  rescans: readonly ClaimDocument[],
  unreadable: number,
): Job {
  const slot = slots[index]!;
  const documents = scanned[index]!;
  const front = groupedByClaim(
    random,
    documents.filter((d) => !d.scan.behind && !d.boundary),
  );
  const boundary = documents.filter((d) => d.boundary);
  const behind = groupedByClaim(
    random,
    documents.filter((d) => d.scan.behind),
  );
  // Where one tape ends inside a job that is lost on both sides, the boundary file stands somewhere in its middle.
  if (index === secondLostTapeSlot) behind.push(...front.splice(Math.ceil(front.length * 0.55)));

  const entries = rescans.map((d) => documentEntry(random, d, slot));
  entries.push(scanLog(random, slot));
  for (const document of front) entries.push(documentEntry(random, document, slot));
  for (let i = 0; i < unreadable; i++)
    entries.splice(random.int(0, entries.length), 0, unreadableScan(random, slot, i));
  if (random.chance(0.3)) entries.splice(random.int(0, entries.length), 0, desktopFile(random, slot));
  const tapeFullIn = boundary.length > 0 ? entries.length + boundary.length - 1 : -1;
  for (const document of [...boundary, ...behind]) entries.push(documentEntry(random, document, slot));
  entries.push(...foldersAbove(slot, new Set(rescans.map((d) => folderOf(slots[d.scan.slot]!.day)))));
  const tapeStart = index === slots.findIndex((_, s) => isLost({ slot: s, behind: false }));
  return {
    name: "Claims2012",
    level: index === 0 ? "F" : "I",
    scheduled: unixSeconds(slot.day, slot.half === "am" ? 13 * hour : 21 * hour),
    entries,
    deleted: deletedEntries(random, index, scanned),
    onNewTape: index === 0 || tapeStart,
    tapeFullIn,
  };
}

/** Claims in an order of their own, the documents of one beside each other, as the folders hold them. */
function groupedByClaim(random: Random, documents: readonly ClaimDocument[]): ClaimDocument[] {
  const groups = new Map<Claim, ClaimDocument[]>();
  for (const document of documents) {
    const group = groups.get(document.claim);
    if (group) group.push(document);
    else groups.set(document.claim, [document]);
  }
  return random.shuffle([...groups.values()]).flat();
}

function scanLog(random: Random, slot: Slot): Entry {
  const name = `scan-${slot.day.replaceAll("-", "")}-${slot.half}.log`;
  const bytes = random.int(2, 40) * kilobyte;
  return { kind: "scan-log", path: "/srv/claims/logs/", name, bytes, modified: scanTime(random, slot) };
}

function unreadableScan(random: Random, slot: Slot, i: number): Entry {
  const name = `scan_${String(random.int(1, 99) * 100 + i).padStart(4, "0")}.tif`;
  const bytes = random.int(18, 60) * kilobyte;
  return { kind: "unreadable-name", path: folderOf(slot.day), name, bytes, modified: scanTime(random, slot) };
}

function desktopFile(random: Random, slot: Slot): Entry {
  const name = random.pick([".DS_Store", "Thumbs.db"]);
  return {
    kind: "desktop-file",
    path: folderOf(slot.day),
    name,
    bytes: 6148,
    modified: scanTime(random, slot),
  };
}

function directory(path: string, modified: number): Entry {
  return { kind: "directory", path, name: "", bytes: 4096, modified };
}

function foldersAbove({ day, half }: Slot, rescanned: Set<string>): Entry[] {
  const modified = unixSeconds(day, half === "am" ? 12.5 * hour : 20 * hour);
  const own = folderOf(day);
  const paths = [
    ...new Set([...rescanned, own]),
    own.slice(0, -3),
    "/srv/claims/claims/",
    "/srv/claims/logs/",
  ];
  return paths.map((path) => directory(path, modified));
}

function deletedEntries(
  random: Random,
  index: number,
  scanned: readonly (readonly ClaimDocument[])[],
): Entry[] {
  const from = scanned[index - random.int(4, 9)];
  if (!from || from.length === 0 || !random.chance(0.4)) return [];
  return [documentEntry(random, random.pick(from), slots[index]!)];
}

function formsJob(random: Random, day: Day): Job {
  const modified = unixSeconds("2012-10-01", 10 * hour);
  const path = "/srv/claims/forms/master/";
  const entries: Entry[] = Array.from({ length: 12 }, (_, i) => ({
    kind: "blank-form",
    path,
    name: `FORM-${String(i + 1).padStart(4, "0")}_SK01.tif`,
    bytes: random.int(20, 90) * kilobyte,
    modified,
  }));
  entries.push(directory(path, modified), directory("/srv/claims/forms/", modified));
  return {
    name: "Forms",
    level: "F",
    scheduled: unixSeconds(day, 22 * hour),
    entries,
    deleted: [],
    onNewTape: false,
    tapeFullIn: -1,
  };
}
