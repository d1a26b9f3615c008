import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { printForm } from "@/lib/japan/print-form";
import { type PreflightRefusal, type PreflightRefusalsAsked, refusedPageSize } from "./schema";

/** Who a look found unprintable, with the field and the character; a page after `after`. */
export async function preflightRefusals(
  db: Queryable,
  { preflightId, after }: PreflightRefusalsAsked,
): Promise<PreflightRefusal[]> {
  const noticeId = after?.noticeId ?? "00000000-0000-0000-0000-000000000000";
  const rows = await db.execute<Record<string, unknown>>(sql`
    select r.*, a.canonical::jsonb ->> 'name' as name
    from (select * from letter_preflight_refusals
          where preflight_id = ${preflightId} and (notice_id, ordinal) > (${noticeId}::uuid, ${after?.ordinal ?? -1})
          order by notice_id, ordinal limit ${refusedPageSize}) r
    join notices n on n.id = r.notice_id
    join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
    order by r.notice_id, r.ordinal`);
  return rows.map((row) => ({
    noticeId: String(row.notice_id),
    ordinal: Number(row.ordinal),
    personId: String(row.person_id),
    name: printForm(String(row.name ?? "")),
    field: String(row.field),
    reason: String(row.reason),
    codePoint: row.code_point as string | null,
  }));
}
