import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { letterWords } from "./letter-words";
import type { OfText, OpenedText } from "./schema";

type Row = { revision: number; locked_at: string | null; edited_name: string; edited_at: string };

/** Words as the editor shows them. Throws `letter-template.unknown`. */
export async function openText(db: Queryable, asked: OfText): Promise<OpenedText> {
  const { incidentId, templateName: name, templateVersion: version } = asked;
  const { text } = await letterWords(db, incidentId, { name, version });
  const [row] = await db.execute<Row>(sql`
    select t.revision, t.locked_at, s.name as edited_name, t.edited_at
    from letter_texts t join staff s on s.id = t.edited_by
    where t.incident_id = ${incidentId} and t.name = ${name} and t.version = ${version}`);
  const own = row && {
    revision: Number(row.revision),
    lockedAt: row.locked_at ? new Date(row.locked_at) : null,
    editedByName: row.edited_name,
    editedAt: new Date(row.edited_at),
  };
  return { name, version, text, own: own ?? null };
}
