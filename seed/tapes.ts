import type { Job } from "./jobs";
import { theCase } from "./scenarios";

export interface Volume {
  readonly mediaId: number;
  readonly name: string;
  /** First byte not yet written. */
  end: number;
  /** Seconds since 1970; 0 while nothing is written. */
  firstWritten: number;
  lastWritten: number;
  full: boolean;
}

/** One stretch of a job on a volume: a row of JobMedia. Indexes and addresses include both ends. */
export interface Stretch {
  readonly volume: Volume;
  readonly firstIndex: number;
  readonly lastIndex: number;
  readonly startAddress: number;
  readonly endAddress: number;
}

/** A job with its place on the tapes. */
export interface JobOnTape {
  readonly id: number;
  readonly job: Job;
  /** Seconds since 1970. */
  readonly started: number;
  readonly ended: number;
  readonly stretches: readonly Stretch[];
}

const volumeNames = ["DLS-A00122L4", ...theCase.lostVolumes, "DLS-A00125L4", "DLS-A00126L4"];
const firstJobId = 1841;
/** The volume label takes the first bytes. */
export const labelBytes = 219;
const attributeBytes = 192;
const bytesPerSecond = 40_000_000;

export const isLostVolume = (volume: Volume) => theCase.lostVolumes.some((name) => name === volume.name);

/** Lays the jobs on the tapes one behind the other, without gaps: the catalog explains every byte. */
export function layOnTapes(
  jobs: readonly Job[],
  stretchBytes: number,
): { volumes: Volume[]; jobs: JobOnTape[] } {
  const volumes = volumeNames.map<Volume>((name, i) => ({
    mediaId: 61 + i,
    name,
    end: labelBytes,
    firstWritten: 0,
    lastWritten: 0,
    full: false,
  }));
  let current = -1;
  const nextVolume = () => {
    if (current >= 0) volumes[current]!.full = true;
    current += 1;
    return volumes[current]!;
  };
  const laid = jobs.map((job, i) => {
    if (job.onNewTape) nextVolume();
    const stretches = layJob(job, volumes[current]!, nextVolume, stretchBytes);
    const bytes = job.entries.reduce((sum, e) => sum + e.bytes, 0);
    const started = job.scheduled + 2;
    const ended = started + 1 + Math.floor(bytes / bytesPerSecond);
    for (const { volume } of stretches) {
      volume.firstWritten ||= started;
      volume.lastWritten = ended;
    }
    return { id: firstJobId + i, job, started, ended, stretches };
  });
  return { volumes, jobs: laid };
}

function layJob(job: Job, onto: Volume, nextVolume: () => Volume, stretchBytes: number): Stretch[] {
  const stretches: Stretch[] = [];
  let volume = onto;
  let firstIndex = 1;
  let pending = 0;
  const close = (lastIndex: number) => {
    const startAddress = volume.end;
    volume.end += pending;
    stretches.push({ volume, firstIndex, lastIndex, startAddress, endAddress: volume.end - 1 });
    pending = 0;
    firstIndex = lastIndex;
  };
  for (const [position, entry] of job.entries.entries()) {
    const size = attributeBytes + (entry.name ? entry.bytes : 0);
    const half = Math.floor(size / 2);
    if (position === job.tapeFullIn) {
      pending += half;
      close(position + 1);
      volume = nextVolume();
      pending = size - half;
    } else if (pending + size > stretchBytes && position < job.entries.length - 1) {
      // A file that begins in one stretch and ends in the next belongs to both, as Bacula has it.
      pending += half;
      close(position + 1);
      pending = size - half;
    } else {
      pending += size;
    }
  }
  close(job.entries.length);
  return stretches;
}
