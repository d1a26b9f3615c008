const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A whole number in Bacula's base64: six bits a digit, highest first, no padding; 0 is `A`. */
export function toBaculaBase64(value: number): string {
  let rest = value;
  let text = "";
  do {
    text = digits[rest % 64] + text;
    rest = Math.floor(rest / 64);
  } while (rest > 0);
  return text;
}

export interface FileStatus {
  readonly inode: number;
  readonly isDirectory: boolean;
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly modified: number;
  /** Seconds since 1970. */
  readonly read: number;
}

/**
 * The `LStat` column: 16 numbers — dev ino mode nlink uid gid rdev size blksize blocks atime mtime ctime LinkFI
 * flags data-stream (Bacula, `encode_stat`).
 */
export function encodeLStat({ inode, isDirectory, bytes, modified, read }: FileStatus): string {
  const mode = isDirectory ? 0o40755 : 0o100644;
  const links = isDirectory ? 2 : 1;
  const blocks = Math.ceil(bytes / 4096) * 8;
  return [65024, inode, mode, links, 0, 0, 0, bytes, 4096, blocks, read, modified, modified, 0, 0, 2]
    .map(toBaculaBase64)
    .join(" ");
}

/** 128 bits as Bacula prints an MD5: 22 digits. `draw` gives whole numbers from 0 to its argument. */
export function digest(draw: (max: number) => number): string {
  let text = "";
  for (let i = 0; i < 21; i++) text += digits[draw(63)];
  return text + digits[draw(3) * 16];
}
