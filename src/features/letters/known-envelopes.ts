import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { EnvelopeRecord } from "./schema";

const mostEnvelopes = 200;

/** Every envelope somebody measured, by name; or only the one an incident's letters go into. */
export async function knownEnvelopes(db: Queryable, ofIncident?: string): Promise<EnvelopeRecord[]> {
  const only = ofIncident
    ? sql`where e.code = (select envelope_code from incidents where id = ${ofIncident})`
    : sql``;
  const rows = await db.execute<Record<string, unknown>>(sql`
    select e.code, e.name, e.width_mm, e.height_mm, e.window_left_mm, e.window_bottom_mm, e.window_width_mm,
      e.window_height_mm, e.slack_mm, e.weight_g
    from envelopes e ${only} order by e.name, e.code limit ${mostEnvelopes}`);
  return rows.map((row) => ({
    code: String(row.code),
    envelope: {
      name: String(row.name),
      widthMm: Number(row.width_mm),
      heightMm: Number(row.height_mm),
      windowLeftMm: Number(row.window_left_mm),
      windowBottomMm: Number(row.window_bottom_mm),
      windowWidthMm: Number(row.window_width_mm),
      windowHeightMm: Number(row.window_height_mm),
      slackMm: Number(row.slack_mm),
    },
    weightG: Number(row.weight_g),
  }));
}
