const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const digitByCode = new Int8Array(128).fill(-1);
for (const [value, digit] of [...digits].entries()) digitByCode[digit.charCodeAt(0)] = value;

const fieldCount = 13;
const sizeField = 7;
const mtimeField = 11;
const largestEpochSeconds = 253_402_300_799;

/** Bacula's own base64: digits of a big-endian number, no padding; `null` when it is none or over 2⁵³. */
function numberOf(text: string): number | null {
  const negative = text.startsWith("-");
  const from = negative ? 1 : 0;
  if (text.length === from || text.length - from > 11) return null;
  let value = 0;
  for (let place = from; place < text.length; place++) {
    const digit = digitByCode[text.charCodeAt(place)] ?? -1;
    if (digit < 0) return null;
    value = value * 64 + digit;
  }
  if (!Number.isSafeInteger(value)) return null;
  return negative ? -value : value;
}

/**
 * Size in bytes and time of last change (ISO, UTC) from a catalog's `LStat`: space-separated numbers
 * dev ino mode nlink uid gid rdev size blksize blocks atime mtime ctime [LinkFI flags stream].
 * `null` when the text is no such thing.
 */
export function readLStat(text: string): { sizeBytes: number; modifiedAt: string } | null {
  const fields = text.split(" ");
  if (fields.length < fieldCount) return null;
  const sizeBytes = numberOf(fields[sizeField] ?? "");
  const modified = numberOf(fields[mtimeField] ?? "");
  if (sizeBytes === null || sizeBytes < 0 || modified === null) return null;
  if (Math.abs(modified) > largestEpochSeconds) return null;
  return { sizeBytes, modifiedAt: new Date(modified * 1000).toISOString() };
}
