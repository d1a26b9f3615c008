import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { sheetWeightG, usualEnvelopeG } from "@/features/letters/preflight/figures";
import type { PieceGroup } from "./postage/schema";

export type WeighedPieces = { groups: PieceGroup[]; guessed: number };

/**
 * The incident's letters (`l`, in a run `r` as piece `p`) for which `which` holds, grouped by what the post asks of
 * them: weight, barcode (as it was set; before that none without a postcode, nor for one that ends in 00), and a
 * postcode to bundle by. Sheets of a letter that is not set yet are guessed from the others in the same words.
 */
export async function piecesToWeigh(db: Queryable, incidentId: string, which: SQL): Promise<WeighedPieces> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    with usual as (
      select r.letter_template_id, mode() within group (order by p.pages) as sheets
      from print_runs r join print_run_letters p on p.print_run_id = r.id
      where r.incident_id = ${incidentId} and p.pages is not null group by 1),
    envelope as (
      select coalesce(e.weight_g, ${usualEnvelopeG}) as weight_g
      from incidents i left join envelopes e on e.code = i.envelope_code where i.id = ${incidentId})
    select coalesce(p.pages, u.sheets, 1) * ${sheetWeightG} + (select weight_g from envelope) as weight_g,
      case when p.pages is null then l.postcode is not null and l.postcode not like '%00' else p.no_barcode is null end as barcode, l.postcode is not null as sorted,
      count(*)::int as pieces, count(*) filter (where p.pages is null)::int as guessed
    from letters l left join print_run_letters p on p.letter_id = l.id left join print_runs r on r.id = p.print_run_id
    left join usual u on u.letter_template_id = l.letter_template_id
    where l.incident_id = ${incidentId} and ${which} group by 1, 2, 3 order by 1, 2 desc, 3 desc`);
  return {
    groups: rows.map((row) => ({
      weightG: Number(row.weight_g),
      barcode: Boolean(row.barcode),
      sorted: Boolean(row.sorted),
      pieces: Number(row.pieces),
    })),
    guessed: rows.reduce((sum, row) => sum + Number(row.guessed), 0),
  };
}
