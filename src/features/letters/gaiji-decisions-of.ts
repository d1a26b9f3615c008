import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { byCharacter, type GaijiDecision, type GaijiDecisions } from "./gaiji/apply-decisions";

/** The decisions in force about characters of this incident's letters. */
export async function gaijiDecisionsOf(db: Queryable, incidentId: string): Promise<GaijiDecisions> {
  const rows = await db.execute<GaijiDecision>(sql`
    select id, person_id as "personId", code_point as "codePoint", remedy, font, replacement,
      for_name as "forName"
    from gaiji_decisions where incident_id = ${incidentId} and withdrawn_at is null`);
  return byCharacter([...rows]);
}
