/** One line of `bls` output, judged by its shape alone. Line numbers from 1. */
export type BlsLine =
  | { shape: "entry"; jobId: number; kind: EntryKind; sizeBytes: number | null; path: string }
  | { shape: "opened"; volume: string }
  | { shape: "ended"; volume: string; address: number | null }
  | { shape: "total"; entries: number }
  | { shape: "fault" }
  | { shape: "passed"; reason: string }
  | { shape: "unknown" };

export type EntryKind = "file" | "directory" | "symbolic-link" | "special-file" | "deleted" | "pseudo-entry";

const prefixed = /^(?:\d\d-[A-Za-z]{3}(?:-\d{4})? \d\d:\d\d(?::\d\d)? )?\S+ JobId (\d{1,10}): (.*)$/;
const listed =
  /^([-dlbcpsDCMPn?][-rwxsStTlL]{9}[.+@]?) +(\d+) +\S.*? +(\d+) \d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}(.+)$/;
const deleted = /^-{10} +- +- +.*?-{10} -{8} {2}(.+)$/;
const total = /^(\d{1,3}(?:,\d{3})+|\d{1,10}) files?(?: and directories)? found\.?\s*$/;
const verbose =
  /^(?:FileIndex=-?\d+ VolSessionId=|(?:Begin|End) Job Session Record:|(?:Fresh )?Volume Label Record:|End of (?:Medium|Tape|file)|Got EO[FMT]\b|Restore Object record|Plugin data:)/;
const program =
  /^\S*(?:bls|bareos-bls)(?:\.exe)?: (?:\w+\.(?:c|cc|cpp):\d+|stored\/)|^(?:bls|Using config|config file)\b/;
const command = /(?:^|[#$>]\s*)(?:sudo )?\S*\bbls +-/;
const fault = /\b(?:[Ee]rror|ERR|ERROR|Fatal|[Cc]hecksum mismatch|[Cc]annot|unreadable|I\/O)\b/;

/**
 * Tells a line of `bls` output by its shape: `bls JobId N: <mode> <links> <owner> <group> <size> <time>  <path>`
 * names an entry, `N files found.` closes the listing. A line of mode `----------` without a link whose name
 * is no path ("immortal") is what `bls` makes of a record that is no file's. Source: Bacula 9.6, `bls.c`, `attr.c`.
 */
export function blsLine(text: string): BlsLine {
  if (/^\s*$/.test(text)) return { shape: "passed", reason: "blank-line" };
  const found = prefixed.exec(text);
  if (found) return messageOf(Number(found[1]), found[2] ?? "");
  const counted = total.exec(text);
  if (counted) return { shape: "total", entries: Number((counted[1] ?? "").replaceAll(",", "")) };
  if (verbose.test(text)) return { shape: "passed", reason: "record-heading" };
  if (program.test(text)) return fault.test(text) ? { shape: "fault" } : passed;
  if (command.test(text)) return { shape: "passed", reason: "command-line" };
  return { shape: "unknown" };
}

const passed: BlsLine = { shape: "passed", reason: "program-message" };

function messageOf(jobId: number, text: string): BlsLine {
  const gone = deleted.exec(text);
  if (gone) return { shape: "entry", jobId, kind: "deleted", sizeBytes: null, path: gone[1] ?? "" };
  const entry = listed.exec(text);
  if (entry) {
    const [, mode = "", links = "", size = "", path = ""] = entry;
    const kind = kindOf(mode, links, path);
    const isLink = kind === "symbolic-link";
    const sizeBytes = Number.isSafeInteger(Number(size)) ? Number(size) : null;
    return { shape: "entry", jobId, kind, sizeBytes, path: isLink ? (path.split(" -> ")[0] ?? path) : path };
  }
  const opened = /Ready to read from volume "([^"]+)"/.exec(text);
  if (opened) return { shape: "opened", volume: opened[1] ?? "" };
  const ended = /End of Volume "([^"]+)"(?: at addr=(\d{1,15})\b(?!:))?/.exec(text);
  if (ended) return { shape: "ended", volume: ended[1] ?? "", address: ended[2] ? Number(ended[2]) : null };
  return fault.test(text) ? { shape: "fault" } : passed;
}

function kindOf(mode: string, links: string, path: string): EntryKind {
  if (mode.startsWith("----------") && Number(links) === 0 && !/^(?:\/|[A-Za-z]:)/.test(path))
    return "pseudo-entry";
  if (mode.startsWith("d") || path.endsWith("/")) return "directory";
  if (mode.startsWith("l")) return "symbolic-link";
  return mode.startsWith("-") ? "file" : "special-file";
}
