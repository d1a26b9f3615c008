import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Conflict, Internal } from "@/lib/errors";
import { askToFollow } from "./ask-to-follow";
import { dissolveRun } from "./dissolve-run";
import { dropLetters } from "./drop-letters";
import { lockedRun } from "./locked-run";
import type { SetPrintRun } from "./set-print-run";

/**
 * Letters the typesetter refused, and letters whose pages did not read back as planned, leave the run, held with
 * their reason. The others keep the sequence that is printed on their sheets.
 */
async function holdWhoDoesNotPrint(tx: Tx, printRunId: string, set: SetPrintRun): Promise<number> {
  const reasons = [
    ...set.held.map(({ letterId, reason, field, codePoint, at }) => ({
      letterId,
      heldFor: { reason, detail: { field, codePoint, at } },
    })),
    ...set.differing.map(({ letterId, field }) => ({
      letterId,
      heldFor: { reason: "letter.read-back-differs", detail: { field } },
    })),
  ];
  if (reasons.length === 0) return 0;
  const refused = sql`(select jsonb_object_agg(x ->> 'letterId', x -> 'heldFor')
    from jsonb_array_elements(${JSON.stringify(reasons)}::jsonb) x)`;
  const { dropped } = await dropLetters(
    tx,
    printRunId,
    sql`${refused} ? l.id::text`,
    "held",
    sql`(${refused} -> l.id::text)`,
  );
  const differing = JSON.stringify(set.differing.map(({ letterId }) => letterId));
  await tx.execute(sql`
    update letters set read_back_failed = true
    where id in (select id::uuid from jsonb_array_elements_text(${differing}::jsonb) d(id))`);
  return dropped;
}

/**
 * A sealed run's PDF is there: its pages, hash and which pages are whose. The pieces in the file must be exactly
 * the letters of the run, else nothing is recorded (`print-run.pieces-differ`). A run whose letters are all held
 * has no file and is dissolved (`print-run.all-held`); the letters wait, each with its own reason.
 */
export async function recordRendered(actor: Actor, printRunId: string, set: SetPrintRun): Promise<void> {
  const by = authorize(actor, "printRuns.seal");
  await inTransaction(async (tx) => {
    const run = await lockedRun(tx, printRunId);
    const held = await holdWhoDoesNotPrint(tx, printRunId, set);
    if (held > 0) await askToFollow(tx, run.incidentId, printRunId);
    if (set.sha256 === null && held === run.letterCount) {
      return dissolveRun(tx, by, run, { held, because: "print-run.all-held" });
    }
    const placed = await tx.execute(sql`
      update print_run_letters rl set first_page = p."firstPage", pages = p.pages, sha256 = p.sha256,
        no_barcode = p."noBarcode"
      from jsonb_to_recordset(${JSON.stringify(set.pieces)}::jsonb)
        as p("letterId" uuid, "firstPage" int, pages int, sha256 text, "noBarcode" text)
      where rl.print_run_id = ${printRunId} and rl.letter_id = p."letterId" returning 1`);
    if (placed.length !== run.letterCount - held || placed.length !== set.pieces.length) {
      throw new Internal("print-run.pieces-differ", { run: run.letterCount - held, file: set.pieces.length });
    }
    const rendered = await tx.execute(sql`
      update print_runs set state = 'rendered', rendered_at = clock_timestamp(), page_count = ${set.pages},
        pdf_sha256 = ${set.sha256}, pdf_bytes = ${set.bytes}, pdf_stored_as = ${set.storedAs}
      where id = ${printRunId} and state = 'sealed' returning 1`);
    if (rendered.length !== 1) throw new Conflict("print-run.race");
    await recordEvent(tx, {
      incidentId: run.incidentId,
      actor: by,
      action: "print-run.rendered",
      subject: { type: "print-run", id: printRunId },
      detail: {
        number: run.number,
        letters: placed.length,
        held,
        differing: set.differing.length,
        pages: set.pages,
        sha256: set.sha256,
      },
    });
  });
}
