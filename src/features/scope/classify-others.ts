import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { decideRows } from "@/features/documents/decide-rows";
import { whatDecides } from "@/features/documents/what-decides";

/**
 * Decides which papers the files of `scope_row` are that lie on no medium in scope, by what decides for the others
 * too, into the temporary table `classified`: beside the rows stands only what the derivation decided. Answers
 * the names of the rules that set files aside. Stops by throwing when `signal` aborts.
 */
export async function classifyOthers(tx: Tx, incidentId: string, signal?: AbortSignal): Promise<string[]> {
  await tx.execute(sql`
    create temporary table unclassified on commit drop as
    select distinct s.row_id from scope_row s join catalog_rows r on r.id = s.row_id where r.path_rule is null`);
  await tx.execute(sql`create unique index on unclassified (row_id)`);
  await tx.execute(sql`analyze unclassified`);
  const deciding = await whatDecides(tx, incidentId);
  await decideRows(tx, incidentId, deciding, signal);
  await tx.execute(sql`create index on classified (row_id)`);
  return deciding.rules.filter(({ action }) => action === "exclude").map(({ name }) => name);
}
