import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueue } from "@/db/enqueue";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { countRows } from "@/features/catalog/count-rows";
import { lockDerivation } from "@/features/catalog/lock-derivation";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Internal } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { findClaims } from "./find-claims";
import { joinRecords } from "./join-records";
import { mapRows } from "./map-rows";
import { findCandidatesTask } from "./tasks";
import { writeExposures } from "./write-exposures";

export type DerivedPeople = { affected: number; exposures: number; added: number; removed: number };

/**
 * Joins person records to people and documents to people, and puts every catalog row that is left into its
 * bucket: mapped, or unresolved because its claim is in no master or is two people's. Doing it again changes
 * nothing. The last step of a derivation, so here is asserted that no row was lost on the way.
 */
export async function derivePeople(actor: Actor, input: OfIncident): Promise<DerivedPeople> {
  const by = authorize(actor, "people.derive");
  const { incidentId } = parseInput(ofIncidentInput, input);
  return inTransaction(async (tx) => {
    await lockDerivation(tx, incidentId);
    await findClaims(tx, incidentId);
    const joined = await joinRecords(tx, incidentId);
    if (joined > 0) await tx.execute(sql`analyze people`);
    const changes = await writeExposures(tx, incidentId);
    const figures = await countExposures(tx, incidentId);
    await mapRows(tx, incidentId);
    await tx.execute(sql`drop table claim, linked_document`);
    await countRows(tx, incidentId);
    const derived = { ...figures, ...changes };
    if (joined + changes.added + changes.removed > 0) await askForCandidates(tx, incidentId);
    if (changes.added + changes.removed > 0) {
      await tx.execute(sql`analyze exposures`);
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "people.derived",
        subject: { type: "incident", id: incidentId },
        detail: derived,
      });
    }
    return derived;
  });
}

/** A document that concerns a person in two roles counts once. Asserts that the figures kept at the people are what the exposures say (Internal `people.counts-differ`). */
async function countExposures(tx: Tx, incidentId: string): Promise<{ affected: number; exposures: number }> {
  const [figures] = await tx.execute<{
    affected: number;
    exposures: number;
    kept: number;
    documents: number;
  }>(sql`
    select counted.*, people.* from
      (select count(distinct e.person_id)::int as affected, count(*) filter (where not again)::int as exposures
       from (select e.person_id, e.role <> 'insured' and exists (
               select from exposures other where other.person_id = e.person_id and other.document_id = e.document_id
                 and (other.role = 'insured' or other.role < e.role)) as again
             from exposures e join documents d on d.id = e.document_id where d.incident_id = ${incidentId}) e) counted,
      (select count(*) filter (where affected)::int as kept, coalesce(sum(document_count), 0)::int as documents
       from people where incident_id = ${incidentId}) people`);
  if (!figures || figures.affected !== figures.kept || figures.exposures !== figures.documents)
    throw new Internal("people.counts-differ", figures ?? {});
  return { affected: figures.affected, exposures: figures.exposures };
}

async function askForCandidates(tx: Tx, incidentId: string): Promise<void> {
  const [asked] = await tx.execute<{ key: string }>(sql`select uuidv7()::text as key`);
  await enqueue(tx, findCandidatesTask, incidentId, [
    { dedupeKey: `derived:${asked?.key}`, payload: { incidentId } },
  ]);
}
