import { Invalid } from "@/lib/errors";
import type { CatalogText, JobFact, JobMediumFact } from "./catalog-facts";
import { linesOf, naming } from "./catalog-text";
import type { LineAccount } from "./line-account";
import { type NetBackupLine, netBackupLine } from "./netbackup-lines";

type ImageLine = Extract<NetBackupLine, { shape: "image" }>;
type FragmentLine = Extract<NetBackupLine, { shape: "fragment" }>;

/** A backup image: what `IMAGE` and `FRAG` lines say of it, and what was counted in its list of files. */
export type Image = {
  readonly jobId: number;
  readonly backupId: string;
  described: ImageLine | null;
  /** Copy → the media its fragments lie on. */
  readonly copies: Map<number, Set<string>>;
  /** Entries listed as in the image, folders and rejected ones too. */
  listed: number;
  rejected: number;
  linesStated: number;
  linesFound: number;
  lastSequence: number;
};

export type Volume = { readonly volume: string; readonly fileNumbers: Set<number>; hasEncrypted: boolean };

const maxImages = 1_000_000;

/** Every image and medium the files tell of, by a first pass over them. */
export class Images {
  readonly byId = new Map<string, Image>();
  readonly volumes = new Map<string, Volume>();

  of(backupId: string): Image {
    const known = this.byId.get(backupId);
    if (known) return known;
    if (this.byId.size === maxImages) throw new Invalid("catalog.too-many-facts", { max: maxImages });
    const image: Image = {
      jobId: this.byId.size + 1,
      backupId,
      described: null,
      copies: new Map(),
      listed: 0,
      rejected: 0,
      linesStated: 0,
      linesFound: 0,
      lastSequence: 0,
    };
    this.byId.set(backupId, image);
    return image;
  }

  /** Notes where a fragment lies. */
  addFragment(image: Image, line: FragmentLine): void {
    const volume = this.volumes.get(line.medium) ?? {
      volume: line.medium,
      fileNumbers: new Set(),
      hasEncrypted: false,
    };
    this.volumes.set(line.medium, volume);
    if (line.fileNumber) volume.fileNumbers.add(line.fileNumber);
    if (image.described?.isEncrypted) volume.hasEncrypted = true;
    if (line.number < 1) return;
    image.copies.set(line.copy, (image.copies.get(line.copy) ?? new Set()).add(line.medium));
  }
}

/** Whether content of the image lies on the volume. */
export function isOn(image: Image, volume: string): boolean {
  return [...image.copies.values()].some((media) => media.has(volume));
}

/** Every copy lies on one medium, so that each of its files lies wholly on it. */
export function isUndivided(image: Image): boolean {
  return [...image.copies.values()].every((media) => media.size === 1);
}

/** One pass: the lines of a file with the image each belongs to. */
export async function* imageLines(
  file: CatalogText,
  images: Images,
  account?: LineAccount,
): AsyncGenerator<{ line: number; text: string; said: NetBackupLine; image: Image | null }> {
  let image: Image | null = null;
  for await (const { line, text } of naming(file.name, () =>
    linesOf(file, account, { passReplacements: true }),
  )) {
    const said = netBackupLine(text);
    if (said.shape === "image" || said.shape === "list") image = images.of(said.backupId);
    yield { line, text, said, image };
  }
}

/** The job an image stands for. */
export function jobOfImage({ jobId, backupId, described }: Image): Omit<JobFact, keyof LineOrigin> {
  return {
    kind: "job",
    jobId,
    name: backupId,
    type: described?.policy ?? null,
    level: described?.schedule ?? null,
    status: null,
    startTime: null,
    endTime: null,
    jobFiles: described?.entries ?? null,
    jobBytes: null,
    priorJobId: null,
    purgedFiles: null,
    hasBase: null,
  };
}

type LineOrigin = { file: string; fileNumber: number; line: number; raw: string };

/** The image's files lie on these volumes, all of its numbers on each. */
export function* rangesOfImage(image: Image, origin: LineOrigin, stated?: string): Generator<JobMediumFact> {
  const volumes = new Set([...image.copies.values()].flatMap((media) => [...media]));
  if (volumes.size === 0 && stated !== undefined) volumes.add(stated);
  const lastIndex = Math.max(image.lastSequence, 1);
  const addresses = { startAddress: null, endAddress: null };
  for (const volume of volumes)
    yield {
      ...origin,
      kind: "job-medium",
      jobId: image.jobId,
      volume,
      firstIndex: 1,
      lastIndex,
      ...addresses,
    };
}
