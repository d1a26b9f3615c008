import { type IncompleteReason, reasonOf } from "../rules";
import {
  type CatalogFact,
  type CatalogReader,
  type CatalogText,
  type FileFact,
  type MediumFact,
  statedVolume,
} from "./catalog-facts";
import { EntryCounts, LineAccount } from "./line-account";
import {
  type Image,
  Images,
  imageLines,
  isOn,
  isUndivided,
  jobOfImage,
  rangesOfImage,
  type Volume,
} from "./netbackup-images";
import type { NetBackupLine } from "./netbackup-lines";

/**
 * NetBackup: `bpimmedia -l` or `bpimagelist -l` (an `IMAGE` line, then its `FRAG` lines, which name the media) and
 * `bpflist` (a `FILES` line, then one line an entry), in any number of files and in any order. Each image is a job,
 * numbered in the order it is first spoken of and named by its backup id; a file's index is its sequence number.
 *
 * Where every copy of an image lies on one medium, its files are wholly there. Where one runs over several, a file
 * may be on any of them: the list gives a starting block, but no source we know says of what size and whether
 * counted through compression and multiplexing, so it is not trusted to leave anybody out. Entries that are not in
 * the image are ignored (`not-in-image`); those of which it holds the attributes only are named on the medium.
 *
 * Expired images are gone from the catalog and still on the tape: what gives them away is a gap in the media's file
 * numbers (`FRAG`, field 7). Throws what `linesOf` throws, and `catalog.too-many-facts` { max }.
 */
export const netBackup: CatalogReader = {
  recognises(beginning) {
    return /^\ufeff?\s*(?:IMAGE \S+ \d+ \S+|FRAG \d+ -?\d+ \d|FILES \d+ \d+ \d+ \d+ \d+ \S+ \S+ \S+ )/.test(
      beginning,
    );
  },
  async *read(files, options = {}) {
    const images = new Images();
    for (const file of files) await lookForImages(file, images);
    const stated = statedVolume(options);
    const counts = new EntryCounts();
    const accounts: LineAccount[] = [];
    for (const file of files) {
      const account = new LineAccount(file.name, file.fileNumber);
      accounts.push(account);
      yield* factsOfFile(file, new Pass(images, counts, account));
    }
    const origin = { file: files[0]?.name ?? "", fileNumber: 1, line: 1, raw: "" };
    if (stated !== undefined && !images.volumes.has(stated))
      images.volumes.set(stated, { volume: stated, fileNumbers: new Set(), hasEncrypted: false });
    for (const volume of images.volumes.values())
      yield { ...origin, ...mediumOf(volume), reasons: reasonsOf(volume, images, stated) };
    for (const image of images.byId.values()) {
      yield { ...origin, ...jobOfImage(image) };
      yield* rangesOfImage(image, origin, stated);
    }
    yield* counts.facts();
    for (const account of accounts) yield account.close();
  },
};

/** What is said of images and media, wherever it stands, must be known before the files are placed. */
async function lookForImages(file: CatalogText, images: Images): Promise<void> {
  for await (const { said, image } of imageLines(file, images)) {
    if (said.shape === "image" && image) image.described ??= said;
    else if (said.shape === "fragment" && image) images.addFragment(image, said);
    else if (said.shape === "list" && image) image.linesStated += said.lines ?? 0;
  }
}

async function* factsOfFile(file: CatalogText, pass: Pass): AsyncGenerator<CatalogFact> {
  for await (const { line, text, said, image } of imageLines(file, pass.images, pass.account)) {
    const fact = pass.take(line, text, said, image);
    if (fact) yield fact;
  }
}

const fileTypeBits = 0o170000;
const directory = 0o040000;
const symlink = 0o120000;

type Entry = Extract<NetBackupLine, { shape: "entry" }>;

/** The second pass over a file: what becomes of each line. */
class Pass {
  constructor(
    readonly images: Images,
    private readonly counts: EntryCounts,
    readonly account: LineAccount,
  ) {}

  take(line: number, text: string, said: NetBackupLine, image: Image | null): CatalogFact | null {
    const { account } = this;
    if (said.shape === "unknown") return this.reject(line, text, image, "catalog.line-not-understood");
    if (said.shape === "entry") return this.entry(line, text, said, image);
    if (said.shape === "fragment" && !image)
      return account.reject(line, text, "catalog.fragment-without-image");
    account.ignore(ignoredShapes[said.shape]);
    return null;
  }

  private reject(line: number, text: string, image: Image | null, reason: string): CatalogFact {
    if (image) image.rejected += 1;
    return this.account.reject(line, text, reason);
  }

  private entry(line: number, text: string, said: Entry, image: Image | null): CatalogFact | null {
    const { account, counts } = this;
    if (!image) return account.reject(line, text, "catalog.job-not-named");
    image.linesFound += 1;
    if (said.inImage === "no") {
      account.ignore("not-in-image");
      return null;
    }
    image.listed += 1;
    if (said.path.includes("\ufffd")) {
      image.rejected += 1;
      return { ...account.reject(line, text, "catalog.replacement-character", "path"), codePoint: "U+FFFD" };
    }
    const type = said.mode & fileTypeBits;
    if (type === directory || said.path.endsWith("/")) {
      counts.add(image.jobId, "directories");
      account.ignore("directory-entry");
      return null;
    }
    if (type === symlink) {
      account.ignore("symlink");
      return null;
    }
    const isNamedOnly = said.inImage === "attributes-only";
    counts.add(image.jobId, isNamedOnly ? "baseFiles" : "files");
    const isPlaced = said.sequence > 0 && said.sequence < 2 ** 31 && isUndivided(image);
    if (isPlaced) image.lastSequence = Math.max(image.lastSequence, said.sequence);
    return account.fact<FileFact>({
      ...account.origin(line, text),
      kind: "file",
      jobId: image.jobId,
      fileIndex: isPlaced ? said.sequence : null,
      path: said.path,
      sizeBytes: said.sizeBytes,
      modifiedAt: said.modifiedAt,
      base: isNamedOnly,
      baseJobId: null,
      doubt: said.modifiedAt === null ? "time-unreadable" : null,
    });
  }
}

const ignoredShapes = {
  blank: "blank-line",
  history: "history-line",
  image: "image-line",
  fragment: "fragment-line",
  list: "file-list-header",
} as const;

function mediumOf({
  volume,
  hasEncrypted,
}: Volume): Omit<MediumFact, "file" | "fileNumber" | "line" | "raw"> {
  const times = { firstWritten: null, lastWritten: null, labelDate: null };
  const sizes = { volJobs: null, volFiles: null, volBytes: null, endAddress: null };
  const rest = { mediaId: null, volType: null, volStatus: null, recycleCount: null };
  return {
    kind: "medium",
    volume,
    mediaType: null,
    hasEncryptionKey: hasEncrypted || null,
    ...{ ...times, ...sizes, ...rest },
  };
}

const reasonsEach = 20;

function reasonsOf(volume: Volume, images: Images, stated: string | undefined): IncompleteReason[] {
  const here = [...images.byId.values()].filter((image) => isOn(image, volume.volume));
  const reasons = [
    ...summed(here.flatMap(listReasons)),
    ...summed(here.filter((image) => !isUndivided(image)).map(dividedReason)),
    ...numberReasons(volume),
    ...undescribedReasons(volume, images, stated),
  ];
  if (volume.hasEncrypted) reasons.push(reasonOf("encryption-key-present", "note"));
  return reasons;
}

function listReasons(image: Image): IncompleteReason[] {
  const { jobId, described, listed, rejected, linesStated, linesFound } = image;
  const expected = described?.entries ?? null;
  const count = { jobId, unit: "entries", expected, found: listed } as const;
  const settled = { whatCouldSettleIt: "bpflist-of-image" } as const;
  const reasons: IncompleteReason[] = [];
  if (linesFound === 0 && rejected === 0)
    reasons.push(reasonOf("file-list-missing", "incomplete", { ...count, ...settled }));
  else if (expected !== null && listed < expected)
    reasons.push(reasonOf("file-list-short", "incomplete", { ...count, ...settled }));
  else if (linesFound < linesStated)
    reasons.push(
      reasonOf("file-list-short", "incomplete", {
        ...{ jobId, unit: "lines", expected: linesStated, found: linesFound },
        ...settled,
      }),
    );
  else if (expected === null) reasons.push(reasonOf("file-count-not-stated", "unconfirmed", count));
  else if (listed > expected) reasons.push(reasonOf("file-records-more-than-stated", "note", count));
  if (rejected > 0)
    reasons.push(
      reasonOf("lines-set-aside", "incomplete", {
        ...{ jobId, unit: "lines", expected: 0, found: rejected },
        whatCouldSettleIt: "mended-lines",
      }),
    );
  if (described?.expiresAt === 0) reasons.push(reasonOf("image-unfinished", "note", { jobId }));
  return reasons;
}

function dividedReason({ jobId, listed }: Image): IncompleteReason {
  return reasonOf("image-on-several-media", "note", { jobId, unit: "entries", found: listed });
}

/** Beyond some, the images of one reason are told as a sum. */
function summed(reasons: readonly IncompleteReason[]): IncompleteReason[] {
  const byReason = new Map<string, IncompleteReason[]>();
  for (const one of reasons) byReason.set(one.reason, [...(byReason.get(one.reason) ?? []), one]);
  return [...byReason.values()].flatMap((same) => {
    const [first] = same;
    if (same.length <= reasonsEach || !first) return same;
    const sum = (of: "expected" | "found") =>
      same.reduce((total, one) => total + (typeof one[of] === "number" ? one[of] : 0), 0);
    return [
      {
        ...first,
        jobId: null,
        expected: first.expected === null ? null : sum("expected"),
        found: sum("found"),
      },
    ];
  });
}

/** Each fragment is a file on the medium. A number nobody claims belongs to an image the catalog has forgotten. */
function numberReasons({ fileNumbers }: Volume): IncompleteReason[] {
  let last = 0;
  for (const number of fileNumbers) last = Math.max(last, number);
  const count = { unit: "file-marks", expected: last, found: fileNumbers.size } as const;
  const reasons: IncompleteReason[] = [];
  if (fileNumbers.size < last)
    reasons.push(
      reasonOf("image-expired", "incomplete", { ...count, whatCouldSettleIt: "older-catalog-backup" }),
    );
  // What an expired image left behind the last one leaves no gap.
  reasons.push(
    reasonOf("job-count-not-stated", "unconfirmed", { whatCouldSettleIt: "older-catalog-backup" }),
  );
  return reasons;
}

/** Lists of images of which no medium is known: they may be on this one. */
function undescribedReasons(volume: Volume, images: Images, stated: string | undefined): IncompleteReason[] {
  const undescribed = [...images.byId.values()].filter(
    ({ copies, listed }) => copies.size === 0 && listed > 0,
  );
  if (undescribed.length === 0) return [];
  const weight = stated === undefined ? "incomplete" : "unconfirmed";
  if (stated !== undefined && volume.volume !== stated) return [];
  return [
    reasonOf("image-not-described", weight, {
      ...{ unit: "jobs", expected: 0, found: undescribed.length },
      whatCouldSettleIt: "bpimmedia-of-volume",
    }),
  ];
}
