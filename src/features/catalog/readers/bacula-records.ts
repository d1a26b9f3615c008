import {
  address,
  FieldFault,
  type Fields,
  flag,
  localTime,
  requiredInt32,
  requiredText,
  textOrNull,
  wholeNumber,
} from "./bacula-fields";
import type { JobFact, JobMediumFact, MediumFact, Origin, RejectedFact } from "./catalog-facts";
import type { LineAccount } from "./line-account";

function withheld(origin: Origin, secret: string | null): Origin {
  return secret ? { ...origin, raw: origin.raw.replaceAll(secret, "[key withheld]") } : origin;
}

/** A row of `Media`, from a table or from the console. Throws FieldFault. */
export function mediumOf(fields: Fields, origin: Origin): MediumFact {
  const key = textOrNull(fields, "encryptionkey");
  return {
    ...withheld(origin, key),
    kind: "medium",
    volume: requiredText(fields, "volumename"),
    mediaId: wholeNumber(fields, "mediaid"),
    mediaType: textOrNull(fields, "mediatype"),
    volType: wholeNumber(fields, "voltype"),
    firstWritten: localTime(fields, "firstwritten"),
    lastWritten: localTime(fields, "lastwritten"),
    labelDate: localTime(fields, "labeldate"),
    volJobs: wholeNumber(fields, "voljobs"),
    volFiles: wholeNumber(fields, "volfiles"),
    volBytes: wholeNumber(fields, "volbytes"),
    volStatus: textOrNull(fields, "volstatus"),
    recycleCount: wholeNumber(fields, "recyclecount"),
    endAddress: address(fields, "endfile", "endblock"),
    hasEncryptionKey: fields("encryptionkey") === undefined ? null : key !== null,
  };
}

/** A row of `Job`, from a table or from the console. Throws FieldFault. */
export function jobOf(fields: Fields, origin: Origin): JobFact {
  const priorJobId = wholeNumber(fields, "priorjobid");
  return {
    ...origin,
    kind: "job",
    jobId: requiredInt32(fields, "jobid", 1),
    name: textOrNull(fields, "name"),
    type: textOrNull(fields, "type"),
    level: textOrNull(fields, "level"),
    status: textOrNull(fields, "jobstatus"),
    startTime: localTime(fields, "starttime"),
    endTime: localTime(fields, "endtime"),
    jobFiles: wholeNumber(fields, "jobfiles"),
    jobBytes: wholeNumber(fields, "jobbytes"),
    priorJobId: priorJobId === 0 ? null : priorJobId,
    purgedFiles: flag(fields, "purgedfiles"),
    hasBase: flag(fields, "hasbase"),
  };
}

/** A row of `JobMedia`; `volume` names its medium. Throws FieldFault. */
export function jobMediumOf(fields: Fields, origin: Origin, volume: string): JobMediumFact {
  const firstIndex = requiredInt32(fields, "firstindex", 0);
  const lastIndex = requiredInt32(fields, "lastindex", 0);
  const startAddress = address(fields, "startfile", "startblock");
  const endAddress = address(fields, "endfile", "endblock");
  if (lastIndex < firstIndex) throw new FieldFault("lastindex", "range-reversed");
  if (startAddress !== null && endAddress !== null && endAddress < startAddress)
    throw new FieldFault("endblock", "range-reversed");
  const jobId = requiredInt32(fields, "jobid", 1);
  return { ...origin, kind: "job-medium", jobId, volume, firstIndex, lastIndex, startAddress, endAddress };
}

type Keyed = MediumFact | JobFact;

/** One fact out of two of one key: the first, filled up from the second where silent; `null` if they differ. */
function merged<F extends Keyed>(first: F, second: F): F | null {
  const whole: Record<string, unknown> = { ...first };
  for (const [name, value] of Object.entries(second)) {
    if (name === "file" || name === "fileNumber" || name === "line" || name === "raw") continue;
    if (whole[name] === null) whole[name] = value;
    else if (value !== null && whole[name] !== value) return null;
  }
  return whole as F;
}

/** Media or jobs, each once, however often and in whatever detail the sources speak of it. */
export class RecordSet<F extends Keyed> {
  private readonly byKey = new Map<string | number, F>();

  constructor(private readonly keyOf: (fact: F) => string | number) {}

  /** Takes a fact in and counts its line; a fact that contradicts an earlier one comes back rejected. */
  add(fact: F, account: LineAccount): RejectedFact | undefined {
    const key = this.keyOf(fact);
    const earlier = this.byKey.get(key);
    const whole = earlier ? merged(earlier, fact) : account.fact(fact);
    if (!whole) return account.reject(fact.line, fact.raw, "catalog.contradicts-an-earlier-record");
    if (earlier) account.ignore("repeats-an-earlier-record");
    this.byKey.set(key, whole);
    return undefined;
  }

  get(key: string | number): F | undefined {
    return this.byKey.get(key);
  }

  all(): F[] {
    return [...this.byKey.values()];
  }
}
