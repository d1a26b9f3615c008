import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, linkSync, mkdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import type postgres from "postgres";
import { database } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { uploads } from "@/db/schema";
import { readCatalogImport } from "@/features/catalog/read-catalog-import";
import { startCatalogImport } from "@/features/catalog/start-catalog-import";
import type { Actor } from "@/features/staff/rules";
import { env } from "@/lib/env";
import { highestMemory, seconds } from "./measured";

const run = promisify(execFile);

/** Lays the catalog's files where uploads lie: bringing them in over the network is not what is measured. */
export async function layUploads(incidentId: string, staffId: string, files: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const file of files) {
    const id = randomUUID();
    const storedAs = `uploads/${id}`;
    const place = path.join(env().FILES_DIR, storedAs);
    mkdirSync(path.dirname(place), { recursive: true });
    linkSync(file, place);
    const bytes = statSync(file).size;
    // Of the name only: hashing a gigabyte again proves nothing here.
    const sha256 = createHash("sha256").update(`${file}${id}`).digest("hex");
    await database()
      .insert(uploads)
      .values({
        ...{ id, incidentId, fileName: path.basename(file), bytesExpected: bytes, partBytes: bytes },
        ...{ state: "complete", sha256, storedAs, byStaffId: staffId },
      });
    ids.push(id);
  }
  return ids;
}

/** The product's own verbs, as the job runs them: seconds, and the memory this process came to. */
export async function importByVerbs(manager: Actor, incidentId: string, uploadIds: string[]) {
  const { id } = await startCatalogImport(manager, { incidentId, uploadIds });
  const memory = highestMemory();
  const took = await seconds(() =>
    readCatalogImport(manager, { importId: id }, { step: inTransaction, commit: inTransaction }),
  );
  return { importId: id, seconds: took, megabytes: memory.stop() };
}

export const fileTable =
  "fileid bigint, fileindex int, jobid int, pathid int, deltaseq int, markid int, lstat text, md5 text, name text";

/** `psql \copy` where there is a psql, else COPY FROM STDIN of the same file through the driver. */
export async function copyByPsql(
  owner: postgres.Sql,
  url: string,
  psql: boolean,
  table: string,
  file: string,
): Promise<number> {
  await owner.unsafe(`truncate ${table}`);
  if (psql)
    return seconds(() => run("psql", [url, "-qX", "-c", `\\copy ${table} from '${file}' csv header`]));
  return seconds(async () => {
    const sink = await owner.unsafe(`copy ${table} from stdin csv header`).writable();
    await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), sink);
  });
}

export async function hasPsql(): Promise<boolean> {
  return run("psql", ["--version"]).then(
    () => true,
    () => false,
  );
}

/** What the product holds after the import, as a CSV in UTF-8, copied into a table of the same columns and no more. */
export async function copyEqualRows(
  owner: postgres.Sql,
  url: string,
  folder: string,
  columns: string,
): Promise<number> {
  const file = path.join(folder, "equal.csv");
  const rows = `select ${columns} from catalog_rows order by id`;
  await run("psql", [url, "-qX", "-c", `\\copy (${rows}) to '${file}' csv header`]);
  const took = await copyByPsql(owner, url, true, "by_hand.equal", file);
  await owner.unsafe("truncate by_hand.equal");
  rmSync(file);
  return took;
}
