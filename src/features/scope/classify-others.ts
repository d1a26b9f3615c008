import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type CopyValue, copyRows } from "@/db/copy-rows";
import { classesOf, rulesInForce } from "@/features/documents/queries";
import { classifyPath, compilePathRules } from "@/features/documents/rules";

const batchRows = 20_000;
const columns = ["row_id", "rule", "claim_number", "class_code", "document_key", "received_on"];

/**
 * Decides which papers the files of `scope_row` are that lie on no medium in scope, by the same rules, into the
 * temporary table `scope_classified`: beside the rows stands only what the derivation decided. Stops by throwing
 * when `signal` aborts.
 */
export async function classifyOthers(tx: Tx, incidentId: string, signal?: AbortSignal): Promise<void> {
  await tx.execute(sql`
    create temporary table scope_classified (
      row_id bigint, rule text, claim_number text, class_code text, document_key text, received_on text
    ) on commit drop`);
  await tx.execute(sql`
    create temporary table scope_unclassified on commit drop as
    select distinct s.row_id from scope_row s join catalog_rows r on r.id = s.row_id where r.path_rule is null`);
  await tx.execute(sql`create unique index on scope_unclassified (row_id)`);
  await tx.execute(sql`analyze scope_unclassified`);
  const { rules } = await rulesInForce(tx, incidentId);
  const compiled = compilePathRules(rules);
  const classes = await classesOf(incidentId, tx);
  for (let afterId = 0; ; ) {
    signal?.throwIfAborted();
    const rows = await tx.execute<{ id: number; path: string }>(sql`
      select r.id::float8 as id, r.path
      from (select row_id from scope_unclassified where row_id > ${afterId}::bigint
            order by row_id limit ${batchRows}) next
      join catalog_rows r on r.id = next.row_id
      order by r.id`);
    const last = rows.at(-1);
    if (!last) break;
    await copyRows(
      tx,
      "scope_classified",
      columns,
      rows.map(({ id, path }): CopyValue[] => {
        const said = classifyPath(path, compiled, classes);
        if (said.outcome === "excluded") return [id, said.rule, null, null, null, null];
        if (said.outcome === "unresolved") return [id, said.because, null, null, null, null];
        const received = said.receivedOn ?? said.receivedMonth;
        return [id, said.rule, said.claimNumber, said.classCode, said.documentKey, received];
      }),
    );
    afterId = last.id;
  }
  await tx.execute(sql`create index on scope_classified (row_id)`);
  await tx.execute(sql`analyze scope_classified`);
}
