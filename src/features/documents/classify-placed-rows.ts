import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { classifyPathsSql } from "./path-rules/classify-paths-sql";
import { documentClasses } from "./path-rules/document-classes";
import { compiledDefaultRules } from "./rules";

/**
 * Decides for every catalog row on a medium in scope which paper it is, and writes the answer beside the row.
 * Rows that are no paper end in their bucket here: excluded by a named rule, or unresolved with a reason. The
 * decision of `classifyPath`, over a table.
 */
export async function classifyPlacedRows(tx: Tx, incidentId: string): Promise<void> {
  await tx.execute(sql`
    create temporary table placed_path on commit drop as
    select r.id as row_id, r.path
    from catalog_rows r
    where r.id in (select c.catalog_row_id from catalog_row_media c join media m on m.id = c.medium_id
                   where m.incident_id = ${incidentId})`);
  await tx.execute(sql`analyze placed_path`);
  const { text, parameters } = classifyPathsSql(
    "select row_id, path from placed_path",
    compiledDefaultRules,
    documentClasses,
  );
  await tx.execute(sql`create temporary table classified on commit drop as ${bound(text, parameters)}`);
  await tx.execute(sql`analyze classified`);
  await tx.execute(sql`
    update catalog_rows r
    set claim_number = c.claim_number, class_code = c.class_code, document_key = c.document_key,
        received_on = coalesce(c.received_on, c.received_month), path_rule = c.rule,
        bucket = case when c.outcome = 'document' then r.bucket else c.outcome end,
        bucket_rule = case c.outcome when 'document' then r.bucket_rule when 'excluded' then c.rule else c.because end
    from classified c
    where c.row_id = r.id
      and ((r.claim_number, r.class_code, r.document_key, r.received_on, r.path_rule) is distinct from
           (c.claim_number, c.class_code, c.document_key, coalesce(c.received_on, c.received_month), c.rule)
        or (c.outcome <> 'document'
            and (r.bucket, r.bucket_rule) is distinct from (c.outcome, coalesce(c.rule, c.because))))`);
  await tx.execute(sql`drop table placed_path, classified`);
}

/** A statement with `$1`, `$2` … as the query builder wants it. */
function bound(text: string, parameters: readonly string[]): SQL {
  const pieces = text.split(/\$(\d)/);
  return sql.join(
    pieces.map((piece, i) => (i % 2 === 0 ? sql.raw(piece) : sql`${parameters[Number(piece) - 1]}`)),
  );
}
