const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const digitByCode = new Int8Array(128).fill(-1);
for (const [value, digit] of [...digits].entries()) digitByCode[digit.charCodeAt(0)] = value;

const fieldCount = 13;
const sizeField = 7;
const mtimeField = 11;
const largestEpochSeconds = 253_402_300_799;

/** Bacula's own base64 in `text` from `from` to `to`: digits of a big-endian number, no padding; `null` when it is none or over 2⁵³. */
function numberOf(text: string, from: number, to: number): number | null {
  const isNegative = text.charCodeAt(from) === 0x2d && to > from;
  const first = isNegative ? from + 1 : from;
  if (to === first || to - first > 11) return null;
  let value = 0;
  for (let place = first; place < to; place++) {
    const digit = digitByCode[text.charCodeAt(place)] ?? -1;
    if (digit < 0) return null;
    value = value * 64 + digit;
  }
  if (!Number.isSafeInteger(value)) return null;
  return isNegative ? -value : value;
}

/**
 * Size in bytes and time of last change (ISO, UTC) from a catalog's `LStat`: space-separated numbers
 * dev ino mode nlink uid gid rdev size blksize blocks atime mtime ctime [LinkFI flags stream].
 * `null` when the text is no such thing.
 */
export function readLStat(text: string): { sizeBytes: number; modifiedAt: string } | null {
  let sizeBytes: number | null = null;
  let modified: number | null = null;
  let from = 0;
  for (let field = 0; field < fieldCount; field += 1) {
    const space = text.indexOf(" ", from);
    if (space < 0 && field < fieldCount - 1) return null;
    const to = space < 0 ? text.length : space;
    if (field === sizeField) sizeBytes = numberOf(text, from, to);
    if (field === mtimeField) modified = numberOf(text, from, to);
    from = to + 1;
  }
  if (sizeBytes === null || sizeBytes < 0 || modified === null) return null;
  if (Math.abs(modified) > largestEpochSeconds) return null;
  return { sizeBytes, modifiedAt: isoOf(modified) };
}

const secondsPerDay = 86_400;
const daysKept = 20_000;
const isoDays = new Map<number, string>();
const twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));

/** As `toISOString`, whose calendar is worked out once a day and not once a file. */
function isoOf(epochSeconds: number): string {
  const day = Math.floor(epochSeconds / secondsPerDay);
  let date = isoDays.get(day);
  if (date === undefined) {
    date = new Date(day * secondsPerDay * 1000).toISOString().split("T", 1)[0] ?? "";
    if (isoDays.size < daysKept) isoDays.set(day, date);
  }
  const seconds = epochSeconds - day * secondsPerDay;
  const minutes = Math.floor(seconds / 60);
  return `${date}T${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}.000Z`;
}
