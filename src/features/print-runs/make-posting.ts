import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { piecesToWeigh } from "./pieces-to-weigh";
import { bundleOf, postageOf } from "./postage/rules";
import { type Bundle, type MakePosting, makePostingInput, type PostingSheet } from "./postage/schema";

type Run = {
  id: string;
  incidentId: string;
  number: number;
  code: string;
  state: string;
  postingId: string | null;
  behind: number;
  pieces: number;
};

/** The runs of the sheet, locked in order. Each is printed, whole, and on no other sheet. */
async function lockedRuns(tx: Tx, asked: MakePosting): Promise<Run[]> {
  const ids = [...new Set(asked.printRunIds)];
  const runs = await tx.execute<Run>(sql`
    select id, incident_id as "incidentId", number, code, state, posting_id as "postingId",
      pending_count + printed_pieces + inserted_pieces as behind, sealed_pieces + handed_over_pieces as pieces
    from print_runs where id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
    order by number for update`);
  if (runs.length !== ids.length || runs.some(({ incidentId }) => incidentId !== asked.incidentId))
    throw new NotFound("print-run.unknown");
  for (const { number, state, postingId, behind, pieces } of runs) {
    if (postingId) throw new NotAllowedNow("posting.run-on-another", { number });
    if (state !== "printed" && state !== "handed-over")
      throw new NotAllowedNow("posting.not-printed", { number });
    if (behind > 0 || pieces === 0) throw new NotAllowedNow("posting.not-sealed", { number, pieces: behind });
  }
  return [...runs];
}

/** How many pieces go to each district, over all runs of the sheet. */
async function areasOf(tx: Tx, runIds: string): Promise<Bundle[]> {
  const rows = await tx.execute<{ postcode: string | null; pieces: number }>(sql`
    select min(l.postcode) as postcode, count(*)::int as pieces
    from print_run_letters p join letters l on l.id = p.letter_id
    where p.print_run_id in (select value::uuid from jsonb_array_elements_text(${runIds}::jsonb))
      and p.stage in ('sealed', 'handed-over')
    group by left(l.postcode, 3) order by min(l.postcode) nulls last`);
  return rows.map(({ postcode, pieces }) => ({ ...bundleOf(postcode), pieces: Number(pieces) }));
}

/**
 * Makes the acceptance sheet (差出票) of runs that go to the post together: its figures are counted now and never
 * again. Throws `posting.not-printed`, `posting.not-sealed`, `posting.run-on-another`, `posting.too-heavy`.
 */
export async function makePosting(actor: Actor, input: MakePosting): Promise<{ id: string; number: number }> {
  const by = authorizeStaff(actor, "postings.make");
  const asked = parseInput(makePostingInput, input);
  return inTransaction(async (tx) => {
    const incident = await incidentMustBeOpen(tx, asked.incidentId, "no key update");
    const runs = await lockedRuns(tx, asked);
    const runIds = JSON.stringify(runs.map(({ id }) => id));
    const { groups } = await piecesToWeigh(
      tx,
      asked.incidentId,
      sql`p.stage in ('sealed', 'handed-over')
        and r.id in (select value::uuid from jsonb_array_elements_text(${runIds}::jsonb))`,
    );
    const postage = postageOf(groups, asked);
    if (postage.tooHeavy > 0) throw new NotAllowedNow("posting.too-heavy", { pieces: postage.tooHeavy });
    const sheet: PostingSheet = {
      sender: incident.organisationName,
      incidentCode: incident.code,
      postage,
      runs: runs.map(({ number, code, pieces }) => ({ number, code, pieces: Number(pieces) })),
      areas: await areasOf(tx, runIds),
    };
    if (postage.pieces !== sheet.runs.reduce((sum, run) => sum + run.pieces, 0))
      throw new Conflict("posting.race");
    const [made] = await tx.execute<{ id: string; number: number }>(sql`
      insert into postings (incident_id, number, posted_on, office, slack, pieces, yen, sheet, by_staff_id)
      select ${asked.incidentId}, 1 + coalesce(max(number), 0), ${asked.postedOn}, ${asked.office}, ${asked.slack},
             ${postage.pieces}, ${postage.payYen}, ${JSON.stringify(sheet)}::jsonb, ${by.staffId}
      from postings where incident_id = ${asked.incidentId} returning id, number`);
    if (!made) throw new Conflict("posting.race");
    await tx.execute(sql`
      update print_runs set posting_id = ${made.id}
      where id in (select value::uuid from jsonb_array_elements_text(${runIds}::jsonb)) and posting_id is null`);
    await recordEvent(tx, {
      incidentId: asked.incidentId,
      actor: by,
      action: "posting.made",
      subject: { type: "posting", id: made.id },
      detail: { number: made.number, runs: runs.length, pieces: postage.pieces, yen: postage.payYen },
    });
    return { id: made.id, number: Number(made.number) };
  });
}
