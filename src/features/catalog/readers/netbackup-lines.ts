/** A line of `bpimmedia -l`, `bpimagelist -l` or `bpflist`, told by its first word and shape. */
export type NetBackupLine =
  | { readonly shape: "blank" | "history" | "unknown" }
  | {
      readonly shape: "image";
      readonly backupId: string;
      readonly policy: string;
      readonly schedule: string;
      readonly entries: number | null;
      /** Seconds since 1970; 0: in progress or failed. */
      readonly expiresAt: number | null;
      readonly isEncrypted: boolean;
    }
  | {
      readonly shape: "fragment";
      readonly copy: number;
      /** Below 1: true-image-restore information, no file's content. */
      readonly number: number;
      readonly kilobytes: number;
      /** The file's number on the medium, from 1. */
      readonly fileNumber: number | null;
      readonly medium: string;
    }
  | { readonly shape: "list"; readonly backupId: string; readonly lines: number | null }
  | {
      readonly shape: "entry";
      readonly sequence: number;
      readonly inImage: "no" | "yes" | "attributes-only";
      readonly path: string;
      readonly mode: number;
      readonly sizeBytes: number | null;
      readonly modifiedAt: string | null;
    };

const entryHead = /^(\d{1,15}) \d+ (\d{1,6}) (\d{1,6}) -?\d+ ([012]) -?\d+ (\d{1,9}) -?\d+ (.+)$/;
const entryData = /^(\d{1,10}) (?:.*) (\d{1,15}) -?\d+ (-?\d{1,12}) -?\d+$/;
const entryDataByFields = /^(.+) (\d{1,10} \S+ \S+ \d{1,15} -?\d+ -?\d{1,12} -?\d+)$/;
const inImage = { "0": "no", "1": "yes", "2": "attributes-only" } as const;

/**
 * Tells one line. Sources: Veritas articles 100016517 (fields of `bpflist`) and 100017904 (`bpimagelist -l`), and
 * the NetBackup Commands Reference, "bpimmedia" (`-l`). `bpflist` puts a path of any characters in the middle of its
 * line and says how many characters the path and what follows it take; the length of what follows is used to cut it
 * off, and the seven fields that it must have where the length is wrong (it counts bytes or characters, by version).
 */
export function netBackupLine(text: string): NetBackupLine {
  if (text.trim() === "") return { shape: "blank" };
  if (text.startsWith("IMAGE ")) return imageLine(text.trim().split(/ +/));
  if (text.startsWith("FRAG ")) return fragmentLine(text.trim().split(/ +/));
  if (text.startsWith("HISTO ")) return { shape: "history" };
  if (text.startsWith("FILES ")) {
    const fields = text.trim().split(/ +/);
    const backupId = fields[8];
    if (!backupId) return { shape: "unknown" };
    return { shape: "list", backupId, lines: wholeNumber(fields[11]) };
  }
  return entryLine(text);
}

/** `bpimagelist` has its own order of fields, and far more of them. */
const bpimagelistFields = 30;

function imageLine(fields: readonly string[]): NetBackupLine {
  const at =
    fields.length >= bpimagelistFields
      ? { backupId: 5, policy: 6, schedule: 10, entries: 19, expiresAt: 15, encryption: 17 }
      : { backupId: 3, policy: 4, schedule: 6, entries: 9, expiresAt: 10, encryption: 12 };
  const backupId = fields[at.backupId];
  if (!backupId || fields.length < 11) return { shape: "unknown" };
  return {
    shape: "image",
    backupId,
    policy: fields[at.policy] ?? "",
    schedule: fields[at.schedule] ?? "",
    entries: wholeNumber(fields[at.entries]),
    expiresAt: wholeNumber(fields[at.expiresAt]),
    isEncrypted: (fields[at.encryption] ?? "0") !== "0",
  };
}

function fragmentLine(fields: readonly string[]): NetBackupLine {
  const [, copy, number, kilobytes, , , , fileNumber, medium] = fields;
  if (!medium || medium === "*NULL*" || !/^\d+$/.test(copy ?? "")) return { shape: "unknown" };
  return {
    shape: "fragment",
    copy: Number(copy),
    number: /^\d+$/.test(number ?? "") ? Number(number) : 0,
    kilobytes: wholeNumber(kilobytes) ?? 0,
    fileNumber: wholeNumber(fileNumber),
    medium,
  };
}

function entryLine(text: string): NetBackupLine {
  const head = entryHead.exec(text);
  if (!head) return { shape: "unknown" };
  const [, sequence, , dataChars, flag, gigabytes, rest = ""] = head;
  const parts = cutByLength(rest, Number(dataChars)) ?? cutByFields(rest);
  const data = entryData.exec(parts?.data ?? "");
  if (!parts || !data) return { shape: "unknown" };
  const [, mode, size, modified] = data;
  return {
    shape: "entry",
    sequence: Number(sequence),
    inImage: inImage[flag as keyof typeof inImage],
    path: parts.path,
    mode: Number(mode),
    sizeBytes: Number(gigabytes) * 2 ** 30 + Number(size),
    modifiedAt: instantOf(Number(modified)),
  };
}

type EntryParts = { path: string; data: string };

function cutByLength(rest: string, dataChars: number): EntryParts | null {
  const at = rest.length - dataChars;
  if (at < 2 || rest[at - 1] !== " ") return null;
  const data = rest.slice(at);
  return entryData.test(data) ? { path: rest.slice(0, at - 1), data } : null;
}

function cutByFields(rest: string): EntryParts | null {
  const found = entryDataByFields.exec(rest);
  return found ? { path: found[1] ?? "", data: found[2] ?? "" } : null;
}

function instantOf(seconds: number): string | null {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
