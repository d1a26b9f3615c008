import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { onHold } from "./queries";
import { mostLettersInRun } from "./rules";
import { planPrintRunsInput } from "./schema";

/**
 * Puts every generated letter that is still owed and not on hold into runs of at most 500, one kind of letter a run, ordered
 * for the post (postcode, then letter). Throws `print-runs.nothing-to-plan`.
 */
export async function planPrintRuns(actor: Actor, input: { incidentId: string }): Promise<{ runs: number }> {
  const by = authorizeStaff(actor, "printRuns.plan");
  const { incidentId } = parseInput(planPrintRunsInput, input);
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const planned = await tx.execute<{ letters: number }>(sql`
      with due as (
        select l.id, l.letter_template_id, (row_number() over w - 1) / ${mostLettersInRun} as share,
               (row_number() over w - 1) % ${mostLettersInRun} + 1 as sequence
        from letters l join notices n on n.id = l.notice_id and n.state = 'owed'
        where l.incident_id = ${incidentId} and l.state = 'generated' and not ${onHold(sql`null`)}
        window w as (partition by l.letter_template_id order by l.postcode nulls last, l.id)),
      shares as (
        select letter_template_id, share, uuidv7() as run_id, count(*)::int as letters,
               row_number() over (order by letter_template_id, share) as place
        from due group by letter_template_id, share),
      made as (
        insert into print_runs (id, incident_id, letter_template_id, number, letter_count)
        select run_id, ${incidentId}, letter_template_id,
               place + (select coalesce(max(number), 0) from print_runs where incident_id = ${incidentId}), letters
        from shares returning id, letter_count),
      filled as (
        insert into print_run_letters (print_run_id, sequence, letter_id)
        select s.run_id, d.sequence, d.id from due d
        join shares s on s.letter_template_id = d.letter_template_id and s.share = d.share returning 1),
      moved as (
        update letters l set state = 'in-run' from due d where l.id = d.id and l.state = 'generated' returning 1)
      select letter_count as letters from made, (select count(*) from filled) f, (select count(*) from moved) m`);
    if (planned.length === 0) throw new NotAllowedNow("print-runs.nothing-to-plan");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "print-runs.planned",
      subject: { type: "incident", id: incidentId },
      detail: { runs: planned.length, letters: planned.reduce((sum, run) => sum + Number(run.letters), 0) },
    });
    return { runs: planned.length };
  });
}
