import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { mostLettersTogether } from "./rules";
import { generateLetterChunk } from "./tasks";

/**
 * Asks for the letters of the notices (`n`) that are owed one, have none and wait for none, in chunks of at most
 * 500. `only`: a further condition on `n`. The caller holds the incident's row.
 */
export async function askForLetters(
  tx: Tx,
  incidentId: string,
  only: SQL = sql`true`,
): Promise<{ asked: number; chunks: number }> {
  const chunks = await tx.execute<{ id: string; notice_count: number }>(sql`
    with due as (
      select n.id, (row_number() over (order by n.id) - 1) / ${mostLettersTogether} as share
      from notices n left join letter_chunks c on c.id = n.letter_chunk_id
      where n.incident_id = ${incidentId} and n.channel = 'letter' and n.state = 'owed' and ${only}
        and coalesce(c.state, 'generated') = 'generated'
        and not exists (select from letters l where l.notice_id = n.id and l.state not in ('void', 'returned'))),
    shares as (select share, uuidv7() as chunk_id, count(*)::int as notice_count from due group by share),
    made as (
      insert into letter_chunks (id, incident_id, ordinal, notice_count)
      select chunk_id, ${incidentId}, share + 1 + (select coalesce(max(ordinal), 0) from letter_chunks where incident_id = ${incidentId}),
             notice_count from shares
      returning id, notice_count),
    assigned as (
      update notices n set letter_chunk_id = s.chunk_id from due d join shares s on s.share = d.share
      where n.id = d.id returning 1)
    select made.id, made.notice_count from made, (select count(*) from assigned) done`);
  await enqueue(
    tx,
    generateLetterChunk,
    incidentId,
    chunks.map((chunk) => ({ dedupeKey: chunk.id, payload: { chunkId: chunk.id } })),
  );
  return {
    asked: chunks.reduce((sum, chunk) => sum + Number(chunk.notice_count), 0),
    chunks: chunks.length,
  };
}
