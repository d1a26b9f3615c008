import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { ofPosting } from "./postage/schema";

/** The sheet was wrong: it stays to be read, and its runs can be put on another. Throws `posting.withdrawn`. */
export async function withdrawPosting(actor: Actor, input: { postingId: string }): Promise<void> {
  const by = authorizeStaff(actor, "postings.withdraw");
  const { postingId } = parseInput(ofPosting, input);
  await inTransaction(async (tx) => {
    const [withdrawn] = await tx.execute<{ incident_id: string; number: number }>(sql`
      update postings set withdrawn_by = ${by.staffId}, withdrawn_at = clock_timestamp()
      where id = ${postingId} and withdrawn_at is null returning incident_id, number`);
    if (!withdrawn) throw new Conflict("posting.withdrawn");
    const runs = await tx.execute(sql`
      update print_runs set posting_id = null where posting_id = ${postingId} returning 1`);
    await recordEvent(tx, {
      incidentId: withdrawn.incident_id,
      actor: by,
      action: "posting.withdrawn",
      subject: { type: "posting", id: postingId },
      detail: { number: withdrawn.number, runs: runs.length },
    });
  });
}
