import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type CompiledPathRule, compilePathRules } from "./path-rules/path-rule";
import { classesOf, type IndexInForce, indexesInForce, rulesInForce } from "./queries";
import type { ClassOfPaper } from "./rules";

/** Everything that decides which paper a file is. */
export type Deciding = {
  rules: CompiledPathRule[];
  classes: ClassOfPaper[];
  index: IndexInForce | null;
  /** The rules' version, then a hash over everything that decides. */
  mark: string;
};

/** By what the incident's files are read as papers now. */
export async function whatDecides(tx: Tx, incidentId: string): Promise<Deciding> {
  const { version, rules } = await rulesInForce(tx, incidentId);
  const classes = (await classesOf(incidentId, tx)).map(({ code, words }) => ({ code, words }));
  const index = await indexesInForce(tx, incidentId);
  const catalogs = index ? await catalogsThatTellNamesApart(tx, incidentId, index) : [];
  const hash = createHash("sha256")
    .update(JSON.stringify([rules, classes, index, ...catalogs]))
    .digest("hex");
  return { rules: compilePathRules(rules), classes, index, mark: `${version} ${hash}` };
}

/**
 * A list that names files without their folder speaks only where one path ends in the name: every catalog that comes
 * or goes may change that, for rows of other catalogs too. Nothing where no list does.
 */
async function catalogsThatTellNamesApart(
  tx: Tx,
  incidentId: string,
  { indexIds }: IndexInForce,
): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select id from catalog_imports
    where incident_id = ${incidentId} and state = 'read' and exists (
      select from document_index_rows x
      where x.index_id = any(${sql.param(indexIds)}::uuid[]) and x.outcome = 'row' and position('/' in x.path) = 0)
    order by id`);
  return rows.map(({ id }) => id);
}
