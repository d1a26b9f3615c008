import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { IndexInForce } from "./queries";

/**
 * Makes the temporary table `index_name`: what the lists say of files they name without a folder. Such a name is
 * ambiguous where the catalogs know more than one path that ends in it, on lost media or elsewhere.
 */
export async function findIndexNames(tx: Tx, incidentId: string, { indexIds }: IndexInForce): Promise<void> {
  const ids = sql`any(${sql.param(indexIds)}::uuid[])`;
  await tx.execute(sql`
    create temporary table index_name (name text, facts jsonb, ambiguous boolean not null default false) on commit drop`);
  await tx.execute(sql`
    insert into index_name (name, facts)
    select x.path, jsonb_agg(distinct jsonb_build_object('claimNumber', x.claim_number, 'classCode', x.class_code,
             'receivedOn', x.received_on, 'documentKey', x.document_key))
    from document_index_rows x
    where x.index_id = ${ids} and x.outcome = 'row' and position('/' in x.path) = 0
    group by x.path`);
  await tx.execute(sql`create index on index_name (md5(name))`);
  await tx.execute(sql`analyze index_name`);
  const [named] = await tx.execute<{ any: boolean }>(sql`select exists (select from index_name) as any`);
  if (!named?.any) return;
  await tx.execute(sql`
    update index_name n set ambiguous = true
    from (select split_part(r.path, '/', -1) as name
          from catalog_rows r join catalog_imports i on i.id = r.import_id
          where i.incident_id = ${incidentId} and i.state = 'read' and r.path is not null
          group by 1 having min(r.path) <> max(r.path)) twice
    where twice.name = n.name`);
}
