import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { PostingRow, PostingSheet } from "./postage/schema";

const mostPostings = 500;

/** Acceptance sheets (`p`) for which `which` holds, the newest first. */
export async function postingsWhere(db: Queryable, which: SQL): Promise<PostingRow[]> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select p.*, p.posted_on::text as posted_day, s.name as by_name, w.name as withdrawn_name,
      (select coalesce(sum(sealed_pieces + handed_over_pieces), 0)::int from print_runs where posting_id = p.id) as pieces_now
    from postings p join staff s on s.id = p.by_staff_id left join staff w on w.id = p.withdrawn_by
    where ${which} order by p.number desc limit ${mostPostings}`);
  return rows.map((row) => ({
    id: String(row.id),
    number: Number(row.number),
    postedOn: String(row.posted_day),
    office: String(row.office),
    slack: row.slack as PostingRow["slack"],
    pieces: Number(row.pieces),
    yen: Number(row.yen),
    byName: String(row.by_name),
    at: new Date(String(row.at)),
    withdrawnByName: row.withdrawn_name as string | null,
    withdrawnAt: row.withdrawn_at ? new Date(String(row.withdrawn_at)) : null,
    piecesNow: Number(row.pieces_now),
    sheet: row.sheet as PostingSheet,
  }));
}
