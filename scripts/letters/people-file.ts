import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { type CsvRecord, parseCsv, readHeader } from "@/lib/csv";
import { csvPreviewBytes, likelyDelimiter } from "@/lib/csv-preview";
import { decodeStream, detectEncoding, type TextEncoding } from "@/lib/decode-text";
import { Unusable } from "./arguments";

/** A row of the file: `row` counts people from 1, `line` the file's lines. Cells by column name. */
export type PersonRow = { row: number; line: number; cells: ReadonlyMap<string, string> };

export type PeopleFile = {
  columns: string[];
  /** SHA-256 of the file: numbers made for its rows are made from it. */
  sha256: string;
  rows: () => AsyncGenerator<PersonRow>;
};

const japanese: Record<string, string> = {
  氏名: "name",
  住所: "address",
  住所2: "address2",
  住所3: "address3",
  郵便番号: "postcode",
  敬称: "honorific",
  お問い合わせ番号: "inquiry_number",
  世代: "generation",
};

async function sampleOf(file: string): Promise<Uint8Array> {
  const handle = await open(file, "r");
  try {
    const buffer = Buffer.alloc(csvPreviewBytes);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}

function columnsOf(record: CsvRecord): string[] {
  const columns = readHeader(record).map((header) => {
    const plain = header.normalize("NFKC").replace(/\s/g, "");
    return japanese[plain] ?? plain.toLowerCase();
  });
  for (const needed of ["name", "address"])
    if (!columns.includes(needed)) throw new Unusable(`The people's file has no column ${needed}.`);
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice) throw new Unusable(`The people's file has the column ${twice} twice.`);
  return columns;
}

/**
 * Opens a CSV of people: encoding and delimiter told from its beginning, columns from its first line. Reading throws
 * what `decodeStream` and `parseCsv` throw, with the line; a row of another width is refused with its line.
 */
export async function openPeopleFile(file: string, asked: TextEncoding | undefined): Promise<PeopleFile> {
  const sample = await sampleOf(file);
  const encoding = asked ?? detectEncoding(sample).encoding;
  const cut = sample.subarray(0, lastLineEnd(sample));
  const delimiter = likelyDelimiter(await textOf(cut, encoding));
  const records = () => parseCsv(decodeStream(createReadStream(file), encoding), { delimiter });
  const first = await records().next();
  if (first.done) throw new Unusable(`${file} is empty.`);
  const columns = columnsOf(first.value);
  return { columns, sha256: await hashOf(file), rows: () => rowsOf(records(), columns) };
}

const lastLineEnd = (sample: Uint8Array): number => {
  const end = sample.lastIndexOf(0x0a);
  return sample.length < csvPreviewBytes || end < 0 ? sample.length : end + 1;
};

async function textOf(bytes: Uint8Array, encoding: TextEncoding): Promise<string> {
  let text = "";
  for await (const chunk of decodeStream(once(bytes), encoding, { passReplacements: true })) text += chunk;
  return text;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* rowsOf(records: AsyncIterable<CsvRecord>, columns: string[]): AsyncGenerator<PersonRow> {
  let isHeader = true;
  let row = 0;
  for await (const { line, cells } of records) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    if (cells.length === 1 && cells[0]?.trim() === "") continue;
    if (cells.length !== columns.length)
      throw new Unusable(
        `Line ${line} of the people's file has ${cells.length} columns, the first line names ${columns.length}.`,
      );
    row += 1;
    yield { row, line, cells: new Map(columns.map((column, i) => [column, cells[i] ?? ""])) };
  }
}
