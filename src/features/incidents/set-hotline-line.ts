import { and, eq, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { hotlineHours, hotlineLines } from "@/db/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Invalid, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { incidentMustBeOpen } from "./queries";
import { mayHaveHours } from "./rules";
import { type SetHotlineLine, setHotlineLineInput } from "./schema";

/**
 * Sets a telephone line and its opening hours as one whole; without an `id`, or with a new one, a new line.
 * Throws Invalid `hotline-line.hours-*` { period }, Conflict `hotline-line.number-taken`.
 */
export async function setHotlineLine(actor: Actor, input: SetHotlineLine): Promise<{ id: string }> {
  const by = authorize(actor, "incidents.setLine");
  const { hours, ...line } = parseInput(setHotlineLineInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, line.incidentId);
    const verdict = mayHaveHours(hours);
    if (!verdict.ok) throw new Invalid(`hotline-line.hours-${verdict.because}`, { period: verdict.period });
    const id = await upsertLine(tx, line);
    await tx.delete(hotlineHours).where(eq(hotlineHours.lineId, id));
    if (hours.length > 0) {
      await tx.insert(hotlineHours).values(hours.map((period) => ({ ...period, lineId: id })));
    }
    await recordEvent(tx, {
      incidentId: line.incidentId,
      actor: by,
      action: "hotline-line.set",
      subject: { type: "hotline-line", id },
      detail: { audience: line.audience, periods: hours.length },
    });
    return { id };
  });
}

type Line = Omit<ReturnType<typeof setHotlineLineInput.parse>, "hours">;

async function upsertLine(tx: Tx, line: Line): Promise<string> {
  await refuseTakenNumber(tx, line);
  const [set] = await tx
    .insert(hotlineLines)
    .values(line)
    .onConflictDoUpdate({
      target: hotlineLines.id,
      set: {
        nameJa: line.nameJa,
        nameEn: line.nameEn,
        number: line.number,
        charge: line.charge,
        audience: line.audience,
      },
      setWhere: eq(hotlineLines.incidentId, line.incidentId),
    })
    .returning({ id: hotlineLines.id });
  if (!set) throw new NotFound("hotline-line.unknown");
  return set.id;
}

async function refuseTakenNumber(tx: Tx, line: Line): Promise<void> {
  const [taken] = await tx
    .select({ one: sql`1` })
    .from(hotlineLines)
    .where(
      and(
        eq(hotlineLines.incidentId, line.incidentId),
        eq(hotlineLines.number, line.number),
        eq(hotlineLines.audience, line.audience),
        line.id ? ne(hotlineLines.id, line.id) : undefined,
      ),
    )
    .for("update");
  if (taken) throw new Conflict("hotline-line.number-taken");
}
