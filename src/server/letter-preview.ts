import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { compileLetters } from "@/features/letters/compile-letters";
import { applyDecisions } from "@/features/letters/gaiji/apply-decisions";
import { gaijiDecisionsOf } from "@/features/letters/gaiji-decisions-of";
import { classesOfIncident, listedPeople } from "@/features/letters/queries";
import { pieceFor } from "@/features/letters/rules";
import type { PreviewAsked } from "@/features/letters/schema";
import { previewLetter } from "@/features/letters/typeset/set-run";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { Invalid, NotFound } from "@/lib/errors";

/** Never printed on a real letter: the check character is wrong on purpose. */
const sampleInquiryNumber = "OW-0000-0000-00";
/** Its marks are a real run's, but no run has this code: scanned, the sheet is nobody's. */
const sampleRun = { label: "見本", code: "0000000000", createdAt: new Date(0) };

/**
 * The PDF of one real person's letter in these words, by the code that prints the run. Throws
 * `letter-preview.held` with the field and the character where it could not be printed.
 */
export async function letterPreview(actor: Actor, asked: PreviewAsked): Promise<Uint8Array> {
  authorize(actor, "letters.hardestPeople");
  const db = database();
  const { compiled, language } = await compileLetters(db, asked.incidentId, {
    name: asked.templateName,
    version: asked.templateVersion,
    variant: asked.variant,
  });
  const [person] = await listedPeople(
    db,
    sql`n.incident_id = ${asked.incidentId} and n.person_id = ${asked.personId}`,
  );
  if (!person) throw new NotFound("person.unknown");
  const classes = await classesOfIncident(db, asked.incidentId);
  const written = pieceFor({ ...person, addressee: asked.addressee }, classes, language, {
    letterId: person.noticeId,
    inquiryNumber: sampleInquiryNumber,
    sequence: 1,
  });
  const decisions = await gaijiDecisionsOf(db, asked.incidentId);
  const { piece } = applyDecisions(written, asked.personId, decisions);
  const shown = await previewLetter(compiled, sampleRun, piece);
  if (shown.ok) return shown.pdf;
  const [held] = shown.held;
  throw new Invalid(held?.reason ?? "letter-preview.held", {
    field: held?.field ?? "",
    codePoint: held?.codePoint ?? null,
  });
}
