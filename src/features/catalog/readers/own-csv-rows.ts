import { codePointName } from "@/lib/code-point";
import { LimitReached } from "@/lib/errors";
import { parseJapaneseDate } from "@/lib/japan/dates";
import { FieldFault, type Fields, requiredInt32, wholeNumber } from "./bacula-fields";
import type { FileFact, JobMediumFact, Origin } from "./catalog-facts";

/** Why a path cannot be taken as it is. */
export type PathFault = { readonly reason: string; readonly codePoint: string };

const privateUse = /[\ue000-\uf8ff\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}]/u;

/** U+FFFD (a character lost on the way here) and private-use characters (gaiji: a glyph only their maker knows). */
export function pathFault(path: string): PathFault | null {
  if (path.includes("\ufffd")) return { reason: "catalog.replacement-character", codePoint: "U+FFFD" };
  const found = privateUse.exec(path);
  return found ? { reason: "catalog.private-use-character", codePoint: codePointName(found[0]) } : null;
}

/** A folder and a name as one path, with the folder's own kind of separator. */
export function joinedPath(folder: string, name: string): string {
  if (folder === "" || /[/\\]$/.test(folder)) return folder + name;
  return folder + (folder.includes("\\") && !folder.includes("/") ? "\\" : "/") + name;
}

const dateTime =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)? ?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A date, or date and time, as an ISO instant; without a zone it is Japan's. `null` where it is none, or where day
 * and month could be taken one for the other.
 */
export function ownTime(text: string): string | null {
  const plain = text.trim().normalize("NFKC");
  const found = dateTime.exec(plain);
  if (!found) {
    const parsed = parseJapaneseDate(plain);
    return "iso" in parsed ? new Date(`${parsed.iso}T00:00:00+09:00`).toISOString() : null;
  }
  const [, year = "", month = "", day = "", hour = "0", minute = "00", second = "00", zone = "+09:00"] =
    found;
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const check = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(check.getTime()) || check.toISOString().slice(0, 10) !== date) return null;
  const offset = zone === "Z" || zone.includes(":") ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const time = new Date(`${date}T${hour.padStart(2, "0")}:${minute}:${second}${offset}`);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** Size and time of a row; what cannot be read is left out and said. */
export function sizeAndTime(fields: Fields): Pick<FileFact, "sizeBytes" | "modifiedAt" | "doubt"> {
  const modified = fields("modified")?.trim() ?? "";
  const modifiedAt = modified === "" ? null : ownTime(modified);
  let doubt: FileFact["doubt"] = modified !== "" && modifiedAt === null ? "time-unreadable" : null;
  try {
    return { sizeBytes: wholeNumber((field) => fields(field)?.trim(), "size"), modifiedAt, doubt };
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    doubt = "size-unreadable";
    return { sizeBytes: null, modifiedAt, doubt };
  }
}

const firstOwnId = 1_000_000_001;
const maxJobs = 1_000_000;

/** Jobs by what the list calls them: a number is the job's own, other names are numbered from 1,000,000,001. */
export class OwnJobs {
  private readonly idByName = new Map<string, number>();
  private named = 0;

  idOf(name: string): number {
    const known = this.idByName.get(name);
    if (known !== undefined) return known;
    if (this.idByName.size === maxJobs) throw new LimitReached("catalog.too-many-facts", { max: maxJobs });
    const isNumber = /^[1-9]\d{0,9}$/.test(name) && Number(name) < firstOwnId;
    if (!isNumber) this.named += 1;
    const id = isNumber ? Number(name) : firstOwnId - 1 + this.named;
    this.idByName.set(name, id);
    return id;
  }

  all(): Iterable<[name: string, id: number]> {
    return this.idByName;
  }
}

type Run = { jobId: number; volume: string; first: number; last: number };

/**
 * Which indexes of a job lie on which volume. Where the list states ranges they are taken as stated; else each row
 * says that its own index does, and rows that follow each other are drawn together.
 */
export class OwnRanges {
  private readonly stated = new Set<string>();
  private readonly runs = new Map<string, Run>();
  private readonly lastIndexOf = new Map<number, number>();

  /** The index a row has, or the next of its job. Throws FieldFault. */
  indexOf(fields: Fields, jobId: number, isMapped: boolean): number {
    const index = isMapped
      ? requiredInt32((field) => fields(field)?.trim(), "index", 1)
      : (this.lastIndexOf.get(jobId) ?? 0) + 1;
    if (!isMapped) this.lastIndexOf.set(jobId, index);
    return index;
  }

  /** A range as a row states it; nothing where it was stated before. Throws FieldFault. */
  addStated(fields: Fields, jobId: number, volume: string, origin: Origin): JobMediumFact | null {
    const trimmed: Fields = (field) => fields(field)?.trim();
    const first = requiredInt32(trimmed, "first", 1);
    const last = requiredInt32(trimmed, "last", 1);
    if (last < first) throw new FieldFault("last", "range-reversed");
    const key = JSON.stringify([jobId, volume, first, last]);
    if (this.stated.has(key)) return null;
    if (this.stated.size === maxJobs) throw new LimitReached("catalog.too-many-facts", { max: maxJobs });
    this.stated.add(key);
    return rangeFact({ jobId, volume, first, last }, origin);
  }

  /** A row lies on the volume; gives the range that ended with it. */
  addRow(jobId: number, volume: string, index: number, origin: Origin): JobMediumFact | null {
    const key = JSON.stringify([jobId, volume]);
    const run = this.runs.get(key);
    if (run && (index === run.last || index === run.last + 1)) {
      run.last = index;
      return null;
    }
    if (!run && this.runs.size === maxJobs)
      throw new LimitReached("catalog.too-many-facts", { max: maxJobs });
    this.runs.set(key, { jobId, volume, first: index, last: index });
    return run ? rangeFact(run, origin) : null;
  }

  *rest(origin: Origin): Generator<JobMediumFact> {
    for (const run of this.runs.values()) yield rangeFact(run, origin);
  }
}

function rangeFact({ jobId, volume, first, last }: Run, origin: Origin): JobMediumFact {
  const addresses = { startAddress: null, endAddress: null };
  return { ...origin, kind: "job-medium", jobId, volume, firstIndex: first, lastIndex: last, ...addresses };
}
