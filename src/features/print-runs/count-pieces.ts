import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Conflict, NotAllowedNow } from "@/lib/errors";
import { goesOn, hasPassed } from "./bench/judge-scan";
import { benchPieces } from "./bench-pieces";
import type { LockedRun } from "./locked-run";
import { mayCount, stationMoves } from "./rules";
import type { Station } from "./schema";
import { voidPieces } from "./void-pieces";

type Counted = { count: number; pulled: number };

/**
 * A count of the whole run at a station: every piece that goes on passes it, and what was counted must be exactly
 * those. Pieces of people who must no longer be written to were pulled, as many as there are, and are void; pieces
 * on hold stay where they are and are not counted. Returns how many were pulled. Throws `print-run.count-differs`,
 * `print-run.stopped-to-pull`, `print-run.not-printed`.
 */
export async function countPieces(
  tx: Tx,
  run: LockedRun,
  station: Station,
  { count, pulled }: Counted,
): Promise<number> {
  const pieces = await benchPieces(tx, run.id);
  const stopped = pieces.filter(({ stage, owed }) => stage !== "void" && stage !== "spoiled" && !owed);
  if (stopped.length !== pulled) {
    throw new NotAllowedNow("print-run.stopped-to-pull", { number: run.number, toPull: stopped.length });
  }
  const going = pieces.filter(goesOn);
  const verdict = mayCount(count, going.length);
  if (!verdict.ok) throw new NotAllowedNow(verdict.because, { counted: count, expected: going.length });
  if (station !== "print" && going.some(({ stage }) => stage === "pending")) {
    throw new NotAllowedNow("print-run.not-printed", { number: run.number });
  }
  await voidPieces(
    tx,
    run.id,
    stopped.map(({ sequence }) => sequence),
  );
  const moving = going.filter((piece) => !hasPassed(piece, station)).map(({ sequence }) => sequence);
  const moved = await tx.execute(sql`
    with moved as (
      update print_run_letters set stage = ${stationMoves[station].to}, stage_at = clock_timestamp(), stage_by = 'count'
      where print_run_id = ${run.id} and stage not in ('spoiled', 'void')
        and sequence in (select value::int from jsonb_array_elements_text(${JSON.stringify(moving)}::jsonb))
      returning letter_id),
    printed as (update letters l set state = 'printed' from moved where l.id = moved.letter_id and l.state = 'in-run' returning 1)
    select count(*)::int as pieces, (select count(*) from printed) from moved`);
  if (Number(moved[0]?.pieces) !== moving.length) throw new Conflict("print-run.race");
  return stopped.length;
}
