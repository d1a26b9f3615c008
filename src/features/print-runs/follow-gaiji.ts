import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { setLettersAnew } from "@/features/letters/set-letters-anew";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { closeGaps } from "./close-gaps";
import { dissolveRun } from "./dissolve-run";
import { dropLetters } from "./drop-letters";
import { lockedRun } from "./locked-run";

/**
 * A decision about a character was taken back: letters made with it leave the runs that are not sealed yet and are
 * made again, held where nothing else mends them. Sealed runs stay. Doing it again changes nothing.
 */
export async function followGaiji(
  actor: Actor,
  input: { gaijiDecisionId: string },
): Promise<{ left: number }> {
  const by = authorize(actor, "gaiji.withdraw");
  const { gaijiDecisionId } = input;
  return inTransaction(async (tx) => {
    const [decision] = await tx.execute<{ incident_id: string }>(sql`
      select d.incident_id from gaiji_decisions d join incidents i on i.id = d.incident_id
      where d.id = ${gaijiDecisionId} and d.withdrawn_at is not null for no key update of i`);
    if (!decision) return { left: 0 };
    const incidentId = decision.incident_id;
    const runs = await tx.execute<{ id: string }>(sql`
      select r.id from print_runs r where r.incident_id = ${incidentId} and r.state = 'open' and exists (
        select from print_run_letters rl join letters l on l.id = rl.letter_id
        where rl.print_run_id = r.id and l.gaiji -> 'decisions' ? ${gaijiDecisionId})
      order by r.id for update`);
    let left = 0;
    for (const { id } of runs) {
      const why = sql`jsonb_build_object('reason', 'letter.gaiji-withdrawn', 'detail', '{}'::jsonb)`;
      const which = sql`l.gaiji -> 'decisions' ? ${gaijiDecisionId}`;
      const { dropped, left: staying } = await dropLetters(tx, id, which, "held", why);
      left += dropped;
      if (staying > 0) await closeGaps(tx, id);
      else await dissolveRun(tx, by, await lockedRun(tx, id), { held: dropped });
    }
    // Also those that a run gave back, or that were held for another reason, when it was taken back.
    await setLettersAnew(tx, incidentId, sql`l.gaiji -> 'decisions' ? ${gaijiDecisionId}`);
    if (left === 0) return { left };
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "gaiji.followed",
      subject: { type: "gaiji-decision", id: gaijiDecisionId },
      detail: { lettersOutOfRuns: left },
    });
    return { left };
  });
}
