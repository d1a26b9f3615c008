import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { LetterPreference, LetterVariant, OfPerson } from "./schema";

/** In which way this person's letter is made; `standard` without a name where nobody asked for anything. */
export async function preferenceOf(db: Queryable, asked: OfPerson): Promise<LetterPreference> {
  const [row] = await db.execute<{ variant: LetterVariant; by_name: string; at: string }>(sql`
    select v.variant, s.name as by_name, v.at from letter_preferences v join staff s on s.id = v.by_staff_id
    where v.incident_id = ${asked.incidentId} and v.person_id in (
      select same.id from people p join people same on same.id in (p.id, p.merged_into)
        or same.merged_into = coalesce(p.merged_into, p.id) where p.id = ${asked.personId})
    order by v.at desc limit 1`);
  if (!row) return { variant: "standard", byName: null, at: null };
  return { variant: row.variant, byName: row.by_name, at: new Date(row.at) };
}
