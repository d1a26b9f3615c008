const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const digitValues = new Map([...digits].map((digit, value) => [digit, value]));

const fieldCount = 13;
const sizeField = 7;
const mtimeField = 11;
const largestEpochSeconds = 253_402_300_799;

/** Bacula's own base64: digits of a big-endian number, no padding; `null` when it is none or over 2⁵³. */
function numberOf(text: string): number | null {
  const negative = text.startsWith("-");
  let value = 0;
  const body = negative ? text.slice(1) : text;
  if (body === "" || body.length > 11) return null;
  for (const character of body) {
    const digit = digitValues.get(character);
    if (digit === undefined) return null;
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
