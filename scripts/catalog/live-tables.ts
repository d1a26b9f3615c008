import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { askForTables } from "@/features/catalog/readers/bacula-live-tables";
import type { SourceFile } from "@/features/catalog/readers/catalog-facts";
import { postgresAddress, type ReadOnlyDatabase, withReadOnlyPostgres } from "@/lib/read-only-postgres";
import { Unreadable } from "./arguments";

/**
 * Copies a running catalog's tables into a folder that only this account can read, lets `work` read them there, and
 * removes the folder. `-` stands for the address in CATALOG_DATABASE_URL.
 */
export async function withLiveTables<T>(
  given: string,
  say: (sentence: string) => void,
  work: (files: SourceFile[]) => Promise<T>,
): Promise<T> {
  const address = given === "-" ? process.env.CATALOG_DATABASE_URL : given;
  if (!address)
    throw new Unreadable("--database - reads the address from CATALOG_DATABASE_URL, which is not set.");
  if (/^mysql|^mariadb/i.test(address))
    throw new Unreadable("A catalog in MySQL is read from files: export its tables as CSV with a header.");
  const folder = await mkdtemp(join(tmpdir(), "owabi-catalog-"));
  try {
    const names = await withReadOnlyPostgres(postgresAddress(address), (database) =>
      copied(database, folder),
    );
    say(`The running catalog was read: ${names.join(", ")}.`);
    return await work(names.map((name) => ({ name, open: () => createReadStream(join(folder, name)) })));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copied(database: ReadOnlyDatabase, folder: string): Promise<string[]> {
  const tables = await askForTables((query) => database.rows(query));
  for (const { fileName, select } of tables)
    await pipeline(database.copyOut(select), createWriteStream(join(folder, fileName), { mode: 0o600 }));
  return tables.map(({ fileName }) => fileName);
}
