import { type IncompleteReason, reasonOf } from "../rules";
import {
  type CatalogFact,
  type CatalogReader,
  type CatalogText,
  type FileFact,
  type ReadingOptions,
  statedVolume,
} from "./catalog-facts";
import { EntryCounts, LineAccount } from "./line-account";
import { type IndexEntry, type IndexHead, IndexScan } from "./ltfs-index";
import { barcodeOf } from "./ltfs-names";
import { SeenIds, SeenPaths } from "./ltfs-seen";

/**
 * LTFS indexes (`<barcode>-<generation>.schema`; ISO/IEC 20919, LTFS Format Specification 2.4), of any number of
 * volumes, several generations of each, plain or gzip. An index lists what is on its volume, so each volume comes
 * as one job whose files have running numbers and one range over all of them. The volume's label is the barcode in
 * the file's name, else the volume a person stated, else its UUID. Names are kept byte for byte, from the root
 * downwards; the root's own name is the volume's and no part of a path.
 *
 * The newest index that is not damaged is what the volume says now. A file that only an older one lists was
 * deleted since; LTFS writes nothing over until the tape is formatted, so it is there still (`deletedLater`).
 * Of a damaged index all that stands before the damage is read. File ids are never given twice: ids that no given
 * index knows are entries that came and went unlisted, or that the damage hides (`reasons` of the medium).
 *
 * Ignored: `directory-entry`, `symlink` (it holds no data), `listed-already` (by a newer index),
 * `further-line-of-record`, `after-the-damage`. Throws what `IndexScan` throws.
 */
export const ltfs: CatalogReader = {
  recognises(beginning) {
    return /^\ufeff?\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!--(?:(?!-->)[\s\S]){0,4096}-->\s*)*<ltfsindex[\s>]/.test(
      beginning,
    );
  },
  async *read(files, options = {}) {
    const indexes: Index[] = [];
    for (const file of files) indexes.push(await indexOf(file));
    const counts = new EntryCounts();
    let jobId = 0;
    for (const volume of volumesOf(indexes, options)) {
      jobId += 1;
      yield* volumeFacts(volume, jobId, counts);
    }
    yield* counts.facts();
    for (const { account } of indexes) yield account.close();
  },
};

type Index = { file: CatalogText; head: IndexHead; account: LineAccount };

/** Reads up to where the tree of files begins. */
async function indexOf(file: CatalogText): Promise<Index> {
  const scan = new IndexScan(file, new LineAccount(file.name, file.fileNumber), () => {});
  for await (const _ of scan.entries()) break;
  return { file, head: scan.head, account: new LineAccount(file.name, file.fileNumber) };
}

type Volume = { label: string; indexes: Index[] };

/** The indexes of each volume, in the order their files were given; of a volume the newest index first. */
function volumesOf(indexes: readonly Index[], options: ReadingOptions): Volume[] {
  const stated = statedVolume(options);
  const named = new Map<string, string>();
  for (const { head, file } of indexes) {
    const barcode = barcodeOf(file.name, head.generation);
    if (barcode && head.volumeUuid) named.set(head.volumeUuid, barcode);
  }
  const byLabel = new Map<string, Index[]>();
  for (const index of indexes) {
    const { head, file } = index;
    const barcode = barcodeOf(file.name, head.generation) ?? named.get(head.volumeUuid ?? "");
    const label = barcode ?? stated ?? head.volumeUuid ?? file.name;
    byLabel.set(label, [...(byLabel.get(label) ?? []), index]);
  }
  return [...byLabel].map(([label, of]) => ({ label, indexes: newestFirst(of) }));
}

/** A reformatted volume counts its generations anew under another UUID, so time goes before generation. */
function newestFirst(indexes: readonly Index[]): Index[] {
  const lastOf = new Map<string | null, string>();
  for (const { head } of indexes) {
    const time = head.updateTime ?? "";
    if (time > (lastOf.get(head.volumeUuid) ?? "")) lastOf.set(head.volumeUuid, time);
  }
  return [...indexes].sort((a, b) => {
    const [one, other] = [lastOf.get(a.head.volumeUuid) ?? "", lastOf.get(b.head.volumeUuid) ?? ""];
    if (one !== other) return one < other ? 1 : -1;
    return (b.head.generation ?? 0) - (a.head.generation ?? 0) || a.file.fileNumber - b.file.fileNumber;
  });
}

/** What reading a volume's indexes came to. */
type Reading = {
  files: number;
  deletedLater: number;
  setAside: number;
  ids: SeenIds;
  damagedAt: Map<Index, number>;
};

async function* volumeFacts(volume: Volume, jobId: number, counts: EntryCounts): AsyncGenerator<CatalogFact> {
  const { label, indexes } = volume;
  const newest = indexes[0];
  if (!newest) return;
  const reading: Reading = {
    files: 0,
    deletedLater: 0,
    setAside: 0,
    ids: new SeenIds(),
    damagedAt: new Map(),
  };
  const seen = indexes.length > 1 ? new SeenPaths() : null;
  let newestWhole: Index | null = null;
  for (const index of indexes) {
    const scan = new IndexScan(index.file, index.account, (id) => {
      if (index.head.volumeUuid === newest.head.volumeUuid) reading.ids.add(id);
    });
    const isOlder = newestWhole !== null && isOlderThan(index, newestWhole);
    for await (const entry of scan.entries()) {
      const fact = entryFact(entry, { index, jobId, isOlder, seen, reading });
      if (fact?.kind === "file") counts.add(jobId, "files");
      if (fact) yield fact;
    }
    if (index === newest) counts.add(jobId, "directories", scan.directories);
    if (scan.damagedAtLine !== null) reading.damagedAt.set(index, scan.damagedAtLine);
    else newestWhole ??= index;
  }
  const origin = newest.account.origin(1, "");
  yield* summary(label, newest, jobId, reading, reasonsOf(indexes, newest, reading), origin);
}

function isOlderThan({ head }: Index, other: Index): boolean {
  return head.volumeUuid !== other.head.volumeUuid || (head.generation ?? 0) < (other.head.generation ?? 0);
}

type Within = {
  index: Index;
  jobId: number;
  /** A newer index was read whole, and did not list what comes now. */
  isOlder: boolean;
  seen: SeenPaths | null;
  reading: Reading;
};

function entryFact(entry: IndexEntry, within: Within): CatalogFact | null {
  const { index, jobId, isOlder, seen, reading } = within;
  const { account } = index;
  const { line, raw, path, problem } = entry;
  if (problem || path === null) {
    reading.setAside += 1;
    const rejected = account.reject(line, raw, problem?.reason ?? "catalog.empty", "name");
    return problem?.codePoint ? { ...rejected, codePoint: problem.codePoint } : rejected;
  }
  if (entry.isSymlink) account.ignore("symlink");
  else if (seen && !seen.add(path)) account.ignore("listed-already");
  else {
    reading.files += 1;
    if (isOlder) reading.deletedLater += 1;
    const unreadable = entry.sizeBytes === null ? "size-unreadable" : "time-unreadable";
    // Written out: spread objects are slow to make ten million times.
    const fact: FileFact = {
      kind: "file",
      file: account.file,
      fileNumber: account.fileNumber,
      line,
      raw,
      jobId,
      fileIndex: reading.files,
      path,
      sizeBytes: entry.sizeBytes,
      modifiedAt: entry.modifiedAt,
      base: false,
      baseJobId: null,
      doubt: entry.sizeBytes === null || entry.modifiedAt === null ? unreadable : null,
    };
    return account.fact(isOlder ? { ...fact, deletedLater: true } : fact);
  }
  return null;
}

function* summary(
  volume: string,
  { head }: Index,
  jobId: number,
  { files, setAside }: Reading,
  reasons: IncompleteReason[],
  origin: ReturnType<LineAccount["origin"]>,
): Generator<CatalogFact> {
  const lastWritten = head.updateTime?.slice(0, 19).replace("T", " ") ?? null;
  const silent = {
    mediaId: null,
    volType: null,
    firstWritten: null,
    labelDate: null,
    volFiles: null,
  } as const;
  const unknown = { volBytes: null, volStatus: null, recycleCount: null, endAddress: null } as const;
  yield {
    ...origin,
    ...silent,
    ...unknown,
    kind: "medium",
    volume,
    mediaType: "LTFS",
    lastWritten,
    volJobs: 1,
    hasEncryptionKey: null,
    reasons,
    ...(head.generation === null ? {} : { generation: head.generation }),
  };
  yield {
    ...origin,
    kind: "job",
    jobId,
    name: `LTFS index generation ${head.generation ?? "?"}`,
    type: null,
    level: null,
    status: null,
    startTime: null,
    endTime: lastWritten,
    jobFiles: files + setAside,
    jobBytes: null,
    priorJobId: null,
    purgedFiles: null,
    hasBase: false,
  };
  if (files === 0) return;
  const addresses = { startAddress: null, endAddress: null };
  yield { ...origin, kind: "job-medium", jobId, volume, firstIndex: 1, lastIndex: files, ...addresses };
}

function reasonsOf(indexes: readonly Index[], newest: Index, reading: Reading): IncompleteReason[] {
  const { deletedLater, setAside, damagedAt } = reading;
  const reasons = damagedAt.has(newest) ? damageOf(newest, reading) : unlistedOf(indexes, newest, reading);
  const ids = idsOf(newest, reading);
  if (setAside > 0)
    reasons.push(
      // Where every id that was given out is accounted for, what was cut short stands in another index.
      reasonOf("lines-set-aside", ids !== null && ids.found >= ids.expected ? "note" : "incomplete", {
        unit: "entries",
        expected: 0,
        found: setAside,
        whatCouldSettleIt: "mended-lines",
      }),
    );
  if (deletedLater > 0)
    reasons.push(reasonOf("deleted-later", "note", { unit: "entries", found: deletedLater }));
  const uuids = new Set(indexes.map(({ head }) => head.volumeUuid));
  if (uuids.size > 1) reasons.push(reasonOf("volume-reformatted", "note"));
  if (newest.head.updateTime)
    reasons.push(reasonOf("index-as-of", "note", { unit: "time", found: newest.head.updateTime }));
  return reasons;
}

/** File ids given out, against those the indexes tell of; null where the source says too little to compare. */
function idsOf({ head }: Index, { ids }: Reading): { expected: number; found: number } | null {
  if (head.highestFileUid === null || ids.isLost || ids.count === 0) return null;
  return { expected: head.highestFileUid, found: ids.count };
}

function damageOf(newest: Index, reading: Reading): IncompleteReason[] {
  const ids = idsOf(newest, reading);
  const isSettled = ids !== null && ids.found >= ids.expected;
  return [
    reasonOf("index-damaged", isSettled ? "note" : "incomplete", {
      unit: "entries",
      expected: ids?.expected ?? null,
      found: ids?.found ?? reading.files,
      whatCouldSettleIt: isSettled ? null : "ltfs-index-anew",
    }),
    reasonOf("index-read-up-to", "note", { unit: "lines", found: reading.damagedAt.get(newest) ?? null }),
  ];
}

/** Entries that were made and deleted before the indexes given were written: nobody listed them for us. */
function unlistedOf(indexes: readonly Index[], newest: Index, reading: Reading): IncompleteReason[] {
  const ids = idsOf(newest, reading);
  const settled = { whatCouldSettleIt: "older-ltfs-index" } as const;
  if (ids && ids.found < ids.expected)
    return [reasonOf("deleted-before-the-indexes", "unconfirmed", { unit: "entries", ...ids, ...settled })];
  if (ids && ids.found > ids.expected)
    return [reasonOf("file-records-more-than-stated", "note", { unit: "entries", ...ids })];
  if (ids) return [];
  const expected = newest.head.generation;
  const ofThisFormat = indexes.filter(({ head }) => head.volumeUuid === newest.head.volumeUuid);
  const found = new Set(ofThisFormat.map(({ head }) => head.generation)).size;
  if (expected !== null && found >= expected) return [];
  return [
    reasonOf("older-indexes-not-given", "unconfirmed", { unit: "indexes", expected, found, ...settled }),
  ];
}
