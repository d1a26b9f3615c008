import { Invalid } from "./errors";

const signatures: readonly { reason: string; bytes: readonly number[] }[] = [
  { reason: "file.is-zip", bytes: [0x50, 0x4b, 0x03, 0x04] },
  { reason: "file.is-zip", bytes: [0x50, 0x4b, 0x05, 0x06] },
  { reason: "file.is-gzip", bytes: [0x1f, 0x8b] },
  { reason: "file.is-pdf", bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { reason: "file.is-spreadsheet", bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { reason: "file.is-image", bytes: [0x89, 0x50, 0x4e, 0x47] },
  { reason: "file.is-image", bytes: [0xff, 0xd8, 0xff] },
  { reason: "file.is-image", bytes: [0x47, 0x49, 0x46, 0x38] },
  { reason: "file.is-image", bytes: [0x49, 0x49, 0x2a, 0x00] },
  { reason: "file.is-image", bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { reason: "file.is-archive", bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { reason: "file.is-archive", bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { reason: "file.is-archive", bytes: [0x42, 0x5a, 0x68] },
  { reason: "file.is-archive", bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { reason: "file.is-archive", bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { reason: "file.is-pg-custom-dump", bytes: [0x50, 0x47, 0x44, 0x4d, 0x50] },
];

// Every .xlsx has this entry, and spreadsheets put it first; its name stands uncompressed in the zip.
const xlsxEntry = "[Content_Types].xml";

/**
 * Throws Invalid when the first bytes are those of a known file that is no text: `file.is-zip`,
 * `file.is-gzip`, `file.is-pdf`, `file.is-spreadsheet` (xls, xlsx), `file.is-image`, `file.is-archive`,
 * `file.is-pg-custom-dump`.
 */
export function refuseKnownBinary(sample: Uint8Array): void {
  for (const { reason, bytes } of signatures) {
    if (!bytes.every((byte, i) => sample[i] === byte)) continue;
    if (reason !== "file.is-zip") throw new Invalid(reason);
    const head = Buffer.from(sample.buffer, sample.byteOffset, Math.min(sample.length, 4096));
    throw new Invalid(head.includes(xlsxEntry) ? "file.is-spreadsheet" : reason);
  }
}
