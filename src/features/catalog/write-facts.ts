import { type BinaryRows, uuidBytes } from "@/db/binary-rows";
import type { Tx } from "@/db/client";
import { copyBinaryRows } from "@/db/copy-rows";
import type { FileFact, Origin, RejectedFact } from "./readers/catalog-facts";
import type { RowFact } from "./readers/fact-steps";

const columns = [
  ...["import_id", "file_number", "line", "raw", "job_id", "file_index", "path", "size_bytes", "modified_at"],
  ...["is_base", "bucket", "bucket_rule", "reason_column", "code_point"],
];

/** Writes files and rejected records of a catalog as rows, while they are read. Returns the number of rows. */
export async function writeFacts(
  tx: Tx,
  importId: string,
  facts: AsyncIterable<readonly RowFact[]>,
): Promise<number> {
  let written = 0;
  const id = uuidBytes(importId);
  await copyBinaryRows(tx, "catalog_rows", columns, async function* (rows) {
    for await (const batch of facts) {
      for (const fact of batch) {
        if (fact.kind === "file") writeFile(rows, id, fact);
        else writeRejected(rows, id, fact);
        if (rows.isFull) yield rows.take();
      }
      written += batch.length;
    }
  });
  return written;
}

const baseCode = (base: boolean | null): number => (base === null ? 2 : base ? 1 : 0);

function writeFile(rows: BinaryRows, importId: Uint8Array, fact: FileFact): void {
  writePlace(rows, importId, fact);
  rows.int32(fact.jobId);
  rows.int32(fact.fileIndex);
  rows.text(fact.path);
  rows.int64(fact.sizeBytes);
  rows.instant(fact.modifiedAt);
  rows.int16(fact.deletedLater ? 3 : baseCode(fact.base));
  // What most rows stay: writing each of ten million again, once that is known, would cost as much as copying them.
  rows.text("excluded");
  rows.text("not-on-lost-medium");
  rows.null();
  rows.null();
}

function writeRejected(rows: BinaryRows, importId: Uint8Array, fact: RejectedFact): void {
  writePlace(rows, importId, fact);
  for (let column = 0; column < 5; column += 1) rows.null();
  rows.int16(0);
  rows.text("unresolved");
  rows.text(fact.reason);
  rows.text(fact.column);
  rows.text(fact.codePoint ?? null);
}

/** As the columns stand in `columns`, in the types they have in the table. */
function writePlace(rows: BinaryRows, importId: Uint8Array, { fileNumber, line, raw }: Origin): void {
  rows.row(columns.length);
  rows.bytes(importId);
  rows.int16(fileNumber);
  rows.int32(line);
  rows.text(raw);
}
