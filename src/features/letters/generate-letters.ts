import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import type { Addressee } from "@/features/lists/schema";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { compileLetters } from "./compile-letters";
import { variantOf } from "./queries";
import { mostLettersTogether } from "./rules";
import { generateLettersInput, type LetterVariant } from "./schema";
import { generateLetterChunk } from "./tasks";

type Needed = {
  addressee: Addressee;
  variant: LetterVariant;
  name: string | null;
  version: string;
  hash: string;
};

/** Every kind of addressee and variant that is owed a letter has approved words, and nothing changed since. */
async function refuseWithoutApproval(tx: Tx, incidentId: string): Promise<void> {
  const needed = await tx.execute<Needed>(sql`
    select n.addressee, n.variant, t.template_name as name, t.template_version as version, t.content_hash as hash
    from (select distinct n.addressee, ${variantOf} as variant from notices n
          where n.incident_id = ${incidentId} and n.channel = 'letter' and n.state = 'owed') n
    left join letter_templates t on t.incident_id = ${incidentId} and t.addressee = n.addressee
      and t.variant = n.variant and t.state = 'approved'
    order by n.addressee, n.variant`);
  for (const { addressee, variant, name, version, hash } of needed) {
    if (name === null) throw new NotAllowedNow("letters.no-approved-template", { addressee, variant });
    const { contentHash } = await compileLetters(tx, incidentId, { name, version, variant });
    if (contentHash !== hash) {
      throw new NotAllowedNow("letters.facts-changed-since-approval", { addressee, variant });
    }
  }
}

/**
 * Asks for the letters of every notice that has none, in chunks of at most 500: those decided since, and those
 * whose letter was dropped while they were suppressed. Asking again asks only for what is new. Throws `letters.no-approved-template`, `letters.facts-changed-since-approval`, `letters.none-owed`.
 */
export async function generateLetters(
  actor: Actor,
  input: { incidentId: string },
): Promise<{ asked: number }> {
  const by = authorizeStaff(actor, "letters.generate");
  const { incidentId } = parseInput(generateLettersInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    await refuseWithoutApproval(tx, incidentId);
    const chunks = await tx.execute<{ id: string; notice_count: number }>(sql`
      with due as (
        select n.id, (row_number() over (order by n.id) - 1) / ${mostLettersTogether} as share
        from notices n left join letter_chunks c on c.id = n.letter_chunk_id
        where n.incident_id = ${incidentId} and n.channel = 'letter' and n.state = 'owed'
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
    const asked = chunks.reduce((sum, chunk) => sum + Number(chunk.notice_count), 0);
    if (asked === 0) throw new NotAllowedNow("letters.none-owed");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "letters.asked",
      subject: { type: "incident", id: incidentId },
      detail: { letters: asked, chunks: chunks.length },
    });
    await tx.execute(sql`analyze notices`);
    await enqueue(
      tx,
      generateLetterChunk,
      incidentId,
      chunks.map((chunk) => ({ dedupeKey: chunk.id, payload: { chunkId: chunk.id } })),
    );
    return { asked };
  });
}
