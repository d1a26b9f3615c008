import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { Invalid } from "@/lib/errors";
import type { OwnText } from "./schema";
import { readFrontMatter } from "./typeset/front-matter";

type Row = {
  name: string;
  version: string;
  text: string;
  locked_at: string | null;
  edited_name: string;
  edited_at: string;
};

const mostTexts = 200;

/** The incident's own words, by name, the newest version first; at most 200. */
export async function ownTexts(db: Queryable, incidentId: string): Promise<OwnText[]> {
  const rows = await db.execute<Row>(sql`
    select t.name, t.version, t.text, t.locked_at, s.name as edited_name, t.edited_at
    from letter_texts t join staff s on s.id = t.edited_by where t.incident_id = ${incidentId}
    order by t.name, length(t.version) desc, t.version desc limit ${mostTexts}`);
  return rows.map((row) => ({
    name: row.name,
    version: row.version,
    ...headOf(row.text),
    lockedAt: row.locked_at ? new Date(row.locked_at) : null,
    editedByName: row.edited_name,
    editedAt: new Date(row.edited_at),
  }));
}

/** A draft's head may be wrong for a while. */
function headOf(text: string): Pick<OwnText, "title" | "audience" | "language"> {
  try {
    const { title, audience, language } = readFrontMatter(text).facts;
    return { title, audience, language };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { title: null, audience: null, language: null };
  }
}
