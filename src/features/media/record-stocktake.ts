import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { stocktakes } from "@/db/schema";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import type { Finding } from "./rules";
import { type RecordStocktake, recordStocktakeInput } from "./schema";

/**
 * Writes down a stocktake. A medium it does not mention was not checked, which is not the same as present; an
 * absent one is not thereby missing: somebody has to report that. Throws Invalid `stocktake.unknown-medium`
 * { finding }, `stocktake.medium-twice` { finding } (1-based places).
 */
export async function recordStocktake(actor: Actor, input: RecordStocktake): Promise<{ id: string }> {
  const by = authorizeStaff(actor, "media.recordStocktake");
  const { findings, ...given } = parseInput(recordStocktakeInput, input);
  const seen = new Set<string>();
  for (const [i, { mediumId }] of findings.entries()) {
    if (seen.has(mediumId)) throw new Invalid("stocktake.medium-twice", { finding: i + 1 });
    seen.add(mediumId);
  }
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, given.incidentId);
    const [recorded] = await tx
      .insert(stocktakes)
      .values({ ...given, byStaffId: by.staffId })
      .onConflictDoNothing()
      .returning({ id: stocktakes.id });
    if (!recorded) {
      const [same] = await tx
        .select({ id: stocktakes.id })
        .from(stocktakes)
        .where(and(eq(stocktakes.id, given.id ?? ""), eq(stocktakes.incidentId, given.incidentId)));
      if (!same) throw new Conflict("stocktake.id-taken");
      return same;
    }
    await insertFindings(tx, given.incidentId, recorded.id, findings);
    await recordEvent(tx, {
      incidentId: given.incidentId,
      actor: by,
      action: "stocktake.recorded",
      subject: { type: "stocktake", id: recorded.id },
      detail: countsOf(findings),
    });
    return recorded;
  });
}

type Given = { mediumId: string; finding: Finding };

async function insertFindings(
  tx: Tx,
  incidentId: string,
  stocktakeId: string,
  findings: Given[],
): Promise<void> {
  const [stranger] = await tx.execute<{ place: number }>(sql`
    select g.place::int as place
    from jsonb_array_elements(${JSON.stringify(findings)}::jsonb) with ordinality as g(finding, place)
    where not exists (select from media m
                      where m.id = (g.finding ->> 'mediumId')::uuid and m.incident_id = ${incidentId})
    order by g.place limit 1`);
  if (stranger) throw new Invalid("stocktake.unknown-medium", { finding: stranger.place });
  await tx.execute(sql`
    insert into stocktake_findings (stocktake_id, medium_id, finding)
    select ${stocktakeId}, m.id, coalesce(g.finding, 'not-checked')
    from media m
    left join jsonb_to_recordset(${JSON.stringify(findings)}::jsonb) as g("mediumId" uuid, finding text)
      on g."mediumId" = m.id
    where m.incident_id = ${incidentId}`);
}

function countsOf(findings: Given[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { finding } of findings) counts[finding] = (counts[finding] ?? 0) + 1;
  return counts;
}
