import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type postgres from "postgres";
import { BinaryRows } from "./binary-rows";
import type { Tx } from "./client";

export type CopyValue = string | number | boolean | Date | null | undefined | object;

const batchChars = 64 * 1024;

/** One field in PostgreSQL's COPY text format. */
function copyField(value: CopyValue): string {
  if (value === null || value === undefined) return "\\N";
  const text =
    typeof value === "string"
      ? value
      : value instanceof Date
        ? value.toISOString()
        : typeof value === "object"
          ? JSON.stringify(value)
          : String(value);
  return text.replace(/[\\\n\r\t]/g, (c) =>
    c === "\\" ? "\\\\" : c === "\n" ? "\\n" : c === "\r" ? "\\r" : "\\t",
  );
}

async function* copyLines(rows: AsyncIterable<CopyValue[]> | Iterable<CopyValue[]>): AsyncGenerator<string> {
  let batch = "";
  for await (const row of rows) {
    batch += `${row.map(copyField).join("\t")}\n`;
    if (batch.length >= batchChars) {
      yield batch;
      batch = "";
    }
  }
  if (batch) yield batch;
}

/**
 * Streams rows into `table(columns)` with COPY inside the transaction; memory stays flat. An error thrown by
 * `rows` stops the copy and rolls the transaction back. `table` and `columns` are names from code, never input.
 */
export async function copyRows(
  tx: Tx,
  table: string,
  columns: string[],
  rows: AsyncIterable<CopyValue[]> | Iterable<CopyValue[]>,
): Promise<void> {
  const sink = await driverOf(tx)
    .unsafe(`copy ${table} (${columns.join(", ")}) from stdin`)
    .writable();
  await pipeline(Readable.from(copyLines(rows), { objectMode: true }), sink);
}

/**
 * As `copyRows`, for tens of millions: `write` puts rows into the binary form of COPY and hands on each block that
 * is full. Every column's type must be written exactly as the table has it.
 */
export async function copyBinaryRows(
  tx: Tx,
  table: string,
  columns: string[],
  write: (rows: BinaryRows) => AsyncIterable<Uint8Array>,
): Promise<void> {
  const rows = new BinaryRows();
  const blocks = async function* () {
    yield BinaryRows.beginning;
    yield* write(rows);
    yield rows.take();
    yield BinaryRows.end;
  };
  const sink = await driverOf(tx)
    .unsafe(`copy ${table} (${columns.join(", ")}) from stdin with (format binary)`)
    .writable();
  await pipeline(Readable.from(blocks(), { objectMode: true }), sink);
}

/** Drizzle keeps the driver's transaction on its session and offers no COPY of its own. */
function driverOf(tx: Tx): postgres.TransactionSql {
  return (tx as unknown as { session: { client: postgres.TransactionSql } }).session.client;
}
