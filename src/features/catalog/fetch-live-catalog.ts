import { randomUUID } from "node:crypto";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { uploads } from "@/db/schema";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { uploadName } from "@/features/incidents/rules";
import { uploadPartBytes } from "@/features/incidents/schema";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { env } from "@/lib/env";
import { Invalid, NotAllowedNow } from "@/lib/errors";
import { fileStore } from "@/lib/files";
import { parseInput } from "@/lib/parse-input";
import {
  isAllowedHost,
  type PostgresAddress,
  postgresAddress,
  type ReadOnlyDatabase,
  withReadOnlyPostgres,
} from "@/lib/read-only-postgres";
import { askForTables, type LiveTable } from "./readers/bacula-live-tables";
import { type FetchLiveCatalog, fetchLiveCatalogInput } from "./schema";
import { type StartedImport, startCatalogImport } from "./start-catalog-import";

/** What was taken from the running catalog, beside the import that now reads it. */
export type FetchedCatalog = StartedImport & { files: { fileName: string; rows: number; sha256: string }[] };

type Stored = { id: string; fileName: string; storedAs: string; bytes: number; sha256: string; rows: number };

const maxTableBytes = 20 * 1024 ** 3;

/**
 * Reads a running Bacula or Bareos catalog in PostgreSQL, in one read-only transaction, into files of the incident,
 * as if somebody had exported the tables and dropped them here; then the usual import begins. The address is used and
 * forgotten: it is in no row, event, log or error. Only hosts of `CATALOG_HOSTS` are asked.
 *
 * Throws NotAllowedNow `live-catalog.no-hosts`, Invalid `live-catalog.host-not-allowed`, `.not-an-address`,
 * `.not-a-catalog` { tables }, `.table-denied` { tables }, and what `withReadOnlyPostgres` throws.
 */
export async function fetchLiveCatalog(actor: Actor, input: FetchLiveCatalog): Promise<FetchedCatalog> {
  const by = authorizeStaff(actor, "catalog.fetchLive");
  const { incidentId, address: text } = parseInput(fetchLiveCatalogInput, input);
  await inTransaction((tx) => incidentMustBeOpen(tx, incidentId));
  const address = allowedAddress(text);
  const stored: Stored[] = [];
  try {
    await withReadOnlyPostgres(address, (database) => storeTables(database, stored));
    await inTransaction(async (tx) => {
      await incidentMustBeOpen(tx, incidentId);
      await tx.insert(uploads).values(
        stored.map(({ id, fileName, bytes, sha256, storedAs }) => ({
          ...{ id, incidentId, fileName, bytesExpected: bytes, partBytes: uploadPartBytes },
          ...{ state: "complete" as const, sha256, storedAs, byStaffId: by.staffId },
        })),
      );
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "catalog.fetched",
        subject: { type: "incident", id: incidentId },
        detail: Object.fromEntries(
          stored.flatMap(({ fileName, rows, sha256 }) => {
            const table = fileName.replace(".csv", "");
            return [
              [`${table} rows`, rows],
              [`${table} sha256`, sha256],
            ];
          }),
        ),
      });
    });
  } catch (error) {
    for (const { storedAs } of stored) await fileStore().remove(storedAs);
    throw error;
  }
  const started = await startCatalogImport(actor, { incidentId, uploadIds: stored.map(({ id }) => id) });
  return { ...started, files: stored.map(({ fileName, rows, sha256 }) => ({ fileName, rows, sha256 })) };
}

/** Whoever may sign in here could otherwise have the server knock on any door of its network. */
function allowedAddress(text: string): PostgresAddress {
  const hosts = env().CATALOG_HOSTS;
  if (hosts.length === 0) throw new NotAllowedNow("live-catalog.no-hosts");
  const address = postgresAddress(text);
  if (!isAllowedHost(hosts, address)) throw new Invalid("live-catalog.host-not-allowed");
  return address;
}

async function storeTables(database: ReadOnlyDatabase, stored: Stored[]): Promise<void> {
  const tables = await askForTables((query) => database.rows(query));
  for (const table of tables) await storeTable(database, table, stored);
}

async function storeTable(database: ReadOnlyDatabase, table: LiveTable, stored: Stored[]): Promise<void> {
  const id = randomUUID();
  const records = { ended: 0 };
  const content = counted(database.copyOut(table.select), records);
  const { storedAs, bytes, sha256 } = await fileStore().put(uploadName(id), content, maxTableBytes);
  stored.push({
    id,
    fileName: table.fileName,
    storedAs,
    bytes,
    sha256,
    rows: Math.max(0, records.ended - 1),
  });
}

const quote = 0x22;
const lineFeed = 0x0a;

/** Counts the records of CSV on its way: line ends outside quotes. */
async function* counted(chunks: AsyncIterable<Uint8Array>, records: { ended: number }) {
  let isQuoted = false;
  for await (const chunk of chunks) {
    for (const byte of chunk) {
      if (byte === quote) isQuoted = !isQuoted;
      else if (byte === lineFeed && !isQuoted) records.ended += 1;
    }
    yield chunk;
  }
}
