import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { documentClasses } from "@/db/schema";
import { lockDerivation } from "@/features/catalog/lock-derivation";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { deriveAnew } from "./derive-anew";
import { type RemoveDocumentClass, removeDocumentClassInput } from "./schema";

/**
 * Removes a kind of paper nothing speaks of. Throws `document-class.unknown`, and `document-class.in-use` { code,
 * by } where a document, a rule in force or drafted, a list of papers or a frozen list of people names it.
 */
export async function removeDocumentClass(actor: Actor, input: RemoveDocumentClass): Promise<void> {
  const by = authorizeStaff(actor, "documents.removeClass");
  const { incidentId, code, reason } = parseInput(removeDocumentClassInput, input);
  await inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    await lockDerivation(tx, incidentId);
    const usedBy = await userOf(tx, incidentId, code);
    if (usedBy) throw new NotAllowedNow("document-class.in-use", { code, by: usedBy });
    const removed = await tx
      .delete(documentClasses)
      .where(and(eq(documentClasses.incidentId, incidentId), eq(documentClasses.code, code)))
      .returning({ code: documentClasses.code });
    if (removed.length === 0) throw new NotFound("document-class.unknown");
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "document-class.removed",
      subject: { type: "document-class", id: `${incidentId}:${code}` },
      detail: { code },
      reason,
    });
    await deriveAnew(tx, incidentId, "document-class");
  });
}

async function userOf(tx: Tx, incidentId: string, code: string): Promise<string | null> {
  const [row] = await tx.execute<{ used_by: string | null }>(sql`
    select case
      when exists (select from documents where incident_id = ${incidentId} and class_code = ${code}) then 'documents'
      when exists (select from path_rules r join path_rule_sets s on s.id = r.set_id
                   where s.incident_id = ${incidentId} and s.state in ('active', 'draft') and r.class_code = ${code})
        then 'rules'
      when exists (select from document_index_rows x join document_indexes i on i.id = x.index_id
                   where i.incident_id = ${incidentId} and i.state = 'read' and x.outcome = 'row'
                     and x.class_code = ${code}) then 'index'
      when exists (select from affected_people a join affected_lists l on l.id = a.list_id
                   where l.incident_id = ${incidentId}
                     and a.canonical::jsonb @> jsonb_build_object('documents',
                           jsonb_build_array(jsonb_build_object('class', ${code}::text)))) then 'list'
      end as used_by`);
  return row?.used_by ?? null;
}
