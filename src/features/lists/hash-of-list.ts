import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { placeOf } from "./queries";

/**
 * SHA-256 (hex) over the SHA-256 (hex) of each canonical row, in byte order of the insured numbers, or of the
 * record keys of people who have none. Hashing the hashes keeps a list of a million people within one database value.
 */
export async function hashOfList(tx: Tx, listId: string): Promise<string> {
  const [row] = await tx.execute<{ hash: string }>(sql`
    select encode(sha256(convert_to(coalesce(string_agg(
             encode(sha256(convert_to(canonical, 'UTF8')), 'hex'), ''
             order by ${placeOf(sql`canonical::jsonb`)} collate "C"), ''), 'UTF8')), 'hex') as hash
    from affected_people where list_id = ${listId}`);
  return row?.hash ?? "";
}
