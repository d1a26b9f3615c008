import { sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import type { Envelope } from "./typeset/envelope";

export type EnvelopeRecord = { code: string; envelope: Envelope; weightG: number };

const mostEnvelopes = 200;

export const envelopeColumns = sql`e.code, e.name, e.width_mm, e.height_mm, e.window_left_mm, e.window_bottom_mm,
  e.window_width_mm, e.window_height_mm, e.slack_mm, e.weight_g`;

export function envelopeRecord(row: Record<string, unknown>): EnvelopeRecord {
  return {
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
  };
}

/** Every envelope somebody measured, by name. */
export async function knownEnvelopes(db: Queryable): Promise<EnvelopeRecord[]> {
  const rows = await db.execute<Record<string, unknown>>(
    sql`select ${envelopeColumns} from envelopes e order by e.name, e.code limit ${mostEnvelopes}`,
  );
  return rows.map(envelopeRecord);
}
