import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { completenessOf } from "@/features/catalog/completeness-of";
import { scopeThen } from "@/features/catalog/rules";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { hashOfList } from "./hash-of-list";
import { mayDecideList } from "./rules";
import { type DecideList, decideListInput, type ListState, type ScopeThen } from "./schema";
import { followListTask } from "./tasks";

type Locked = {
  incident_id: string;
  state: ListState;
  frozen_by: string;
  content_hash: string;
  version: number;
};

/**
 * A second person approves or rejects a frozen list. The approval binds the hash that was seen; the rows are
 * hashed again first. What was known of each medium in scope at this moment is kept with the decision. An approved
 * version supersedes the one before, and what was not printed yet follows it (a task).
 */
export async function decideList(actor: Actor, input: DecideList): Promise<void> {
  const by = authorizeStaff(actor, "lists.decide");
  const asked = parseInput(decideListInput, input);
  await inTransaction(async (tx) => {
    const [list] = await tx.execute<Locked>(sql`
      select incident_id, state, frozen_by, content_hash, version
      from affected_lists where id = ${asked.listId} for update`);
    if (!list) throw new NotFound("list.unknown");
    const scope = (await completenessOf(tx, list.incident_id)).map(scopeThen);
    const incompleteReasons = scope.reduce((sum, { reasons }) => sum + sumOf(reasons), 0);
    const verdict = mayDecideList({
      state: list.state,
      frozenBy: list.frozen_by,
      contentHash: list.content_hash,
      decider: by.staffId,
      decision: asked.decision,
      seenHash: asked.contentHash,
      recomputedHash: await hashOfList(tx, asked.listId),
      incompleteReasons,
      override: asked.incompleteOverride ?? null,
    });
    if (!verdict.ok) throw new NotAllowedNow(verdict.because);
    await settle(tx, asked, { ...list, scope }, by.staffId);
    await recordEvent(tx, {
      incidentId: list.incident_id,
      actor: by,
      action: asked.decision === "approve" ? "list.approved" : "list.rejected",
      subject: { type: "affected-list", id: asked.listId },
      detail: {
        version: list.version,
        contentHash: list.content_hash,
        incompleteReasons,
        scope: scope.map(inOneLine).join("; "),
      },
      reason: asked.incompleteOverride,
    });
    if (asked.decision === "approve") {
      const payload = { listId: asked.listId };
      await enqueue(tx, followListTask, list.incident_id, [{ dedupeKey: asked.listId, payload }]);
    }
  });
}

const sumOf = (counts: Record<string, number>) => Object.values(counts).reduce((sum, n) => sum + n, 0);

function inOneLine({ label, verdict, reasons }: ScopeThen): string {
  const counts = Object.entries(reasons).map(([reason, n]) => `${reason} ${n}`);
  return counts.length > 0 ? `${label} ${verdict} (${counts.join(", ")})` : `${label} ${verdict}`;
}

async function settle(
  tx: Tx,
  asked: DecideList,
  list: Locked & { scope: ScopeThen[] },
  staffId: string,
): Promise<void> {
  if (asked.decision === "approve") {
    await tx.execute(sql`
      update affected_lists set state = 'superseded' where incident_id = ${list.incident_id} and state = 'approved'`);
  }
  const settled = await tx.execute(sql`
    update affected_lists set state = ${asked.decision === "approve" ? "approved" : "rejected"},
      decided_by = ${staffId}, decided_at = clock_timestamp(), incomplete_override = ${asked.incompleteOverride ?? null},
      decided_scope = ${JSON.stringify(list.scope)}::jsonb
    where id = ${asked.listId} and state = 'frozen' returning id`);
  if (settled.length !== 1) throw new Conflict("list.race");
}
