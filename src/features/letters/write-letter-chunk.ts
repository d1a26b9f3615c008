import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import type { Addressee } from "@/features/lists/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Internal, NotFound } from "@/lib/errors";
import { inquiryNumberFrom } from "@/lib/inquiry-number";
import { parsePostcode } from "@/lib/japan/postcode";
import { compileLetters, type LettersOfTemplate } from "./compile-letters";
import { heldFor, letterAsDecided } from "./gaiji/letter-as-decided";
import { gaijiDecisionsOf } from "./gaiji-decisions-of";
import { classesOfIncident, listedPeople } from "./queries";
import type { LetterVariant } from "./schema";

type Template = LettersOfTemplate & { id: string };
type Kind = { addressee: Addressee; variant: LetterVariant };
const kindKey = ({ addressee, variant }: Kind) => `${addressee} ${variant}`;

async function approvedTemplates(tx: Tx, incidentId: string): Promise<Map<string, Template>> {
  const rows = await tx.execute<Kind & { id: string; name: string; version: string; hash: string }>(sql`
    select id, addressee, variant, template_name as name, template_version as version, content_hash as hash
    from letter_templates where incident_id = ${incidentId} and state = 'approved' for share`);
  const found = new Map<string, Template>();
  for (const row of rows) {
    const letters = await compileLetters(tx, incidentId, row);
    if (letters.contentHash !== row.hash) throw new Conflict("letters.facts-changed-since-approval");
    found.set(kindKey(row), { ...letters, id: row.id });
  }
  return found;
}

/** The chunk's letters as rows, each checked against its template: what cannot be printed is held with why. */
async function letterRows(tx: Tx, incidentId: string, chunkId: string) {
  const templates = await approvedTemplates(tx, incidentId);
  const classes = await classesOfIncident(tx, incidentId);
  const decisions = await gaijiDecisionsOf(tx, incidentId);
  const people = await listedPeople(
    tx,
    sql`n.letter_chunk_id = ${chunkId} and n.state = 'owed'
    and not exists (select from letters l where l.notice_id = n.id and l.state not in ('void', 'returned'))`,
  );
  return people.map((person) => {
    const template = templates.get(kindKey(person));
    if (!template) {
      const { addressee, variant } = person;
      throw new Conflict("letters.no-approved-template", { addressee, variant });
    }
    const inquiryNumber = inquiryNumberFrom(randomBytes(6));
    const identity = { letterId: person.noticeId, inquiryNumber, sequence: 1 };
    const { piece, used, refusals } = letterAsDecided(person, template, classes, decisions, identity);
    return {
      noticeId: person.noticeId,
      personId: person.personId,
      templateId: template.id,
      inquiryNumber,
      addressee: piece.addressee,
      postcode: parsePostcode(person.said.postcode ?? ""),
      values: piece.values,
      gaiji: used,
      heldFor: heldFor(refusals),
    };
  });
}

/**
 * Writes the letters of one chunk, all in one transaction: one live letter a notice whatever happens twice,
 * and none missing, counted before it commits.
 */
export async function writeLetterChunk(
  actor: Actor,
  input: { chunkId: string },
): Promise<{ letters: number }> {
  const by = authorize(actor, "letters.generate");
  return inTransaction(async (tx) => {
    // Deciding about a character takes the same row: else a letter could be held for what was decided meanwhile.
    await tx.execute(sql`
      select from incidents where id = (select incident_id from letter_chunks where id = ${input.chunkId}) for share`);
    const [chunk] = await tx.execute<{ incident_id: string; state: string }>(
      sql`select incident_id, state from letter_chunks where id = ${input.chunkId} for update`,
    );
    if (!chunk) throw new NotFound("letter-chunk.unknown");
    if (chunk.state === "generated") return { letters: 0 };
    const rows = await letterRows(tx, chunk.incident_id, input.chunkId);
    await tx.execute(sql`
      insert into letters (incident_id, notice_id, person_id, letter_template_id, generation, state, inquiry_number,
                           addressee, postcode, values, gaiji, held_for, replaces)
      select ${chunk.incident_id}, "noticeId", "personId", "templateId",
             1 + coalesce((select max(generation) from letters before where before.notice_id = "noticeId"), 0),
             case when "heldFor" is null then 'generated' else 'held' end, "inquiryNumber", addressee, postcode,
             values, gaiji, "heldFor",
             (select id from (select id, state from letters before where before.notice_id = "noticeId"
                              order by generation desc limit 1) last where state = 'returned')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("noticeId" uuid, "personId" uuid, "templateId" uuid,
        "inquiryNumber" text, addressee jsonb, postcode text, values jsonb, gaiji jsonb,
        "heldFor" jsonb)
      on conflict (notice_id) where state not in ('void', 'returned') do nothing`);
    const [missing] = await tx.execute<{ n: number }>(sql`
      select count(*)::int as n from notices n where n.letter_chunk_id = ${input.chunkId} and n.state = 'owed'
        and not exists (select from letters l where l.notice_id = n.id and l.state not in ('void', 'returned'))`);
    if (missing?.n !== 0) throw new Internal("letters.missing-after-writing", { missing: missing?.n ?? -1 });
    await tx.execute(sql`update letter_chunks set state = 'generated' where id = ${input.chunkId}`);
    await recordEvent(tx, {
      incidentId: chunk.incident_id,
      actor: by,
      action: "letters.generated",
      subject: { type: "letter-chunk", id: input.chunkId },
      detail: { letters: rows.length, held: rows.filter((row) => row.heldFor).length },
    });
    return { letters: rows.length };
  });
}
