import { eq } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { documentClasses as classTable } from "@/db/schema";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { documentClasses } from "./path-rules/document-classes";

/** Gives an incident the kinds of paper we know, with what each tells about a person. Again: nothing happens. */
export async function addDefaultClasses(actor: Actor, input: OfIncident): Promise<{ added: number }> {
  const by = authorize(actor, "incidents.open");
  const { incidentId } = parseInput(ofIncidentInput, input);
  return inTransaction(async (tx) => {
    // Once a class was added by hand, or one of ours taken away, the list is the incident's own.
    const known = await tx.$count(classTable, eq(classTable.incidentId, incidentId));
    if (known > 0) return { added: 0 };
    const added = await tx
      .insert(classTable)
      .values(
        documentClasses.map(({ code, ja, en, words, elements }, place) => ({
          incidentId,
          code,
          nameJa: ja,
          nameEn: en,
          words: [...words],
          elements: [...elements],
          position: place + 1,
        })),
      )
      .onConflictDoNothing()
      .returning({ code: classTable.code });
    if (added.length > 0) {
      await recordEvent(tx, {
        incidentId,
        actor: by,
        action: "document-classes.added",
        subject: { type: "incident", id: incidentId },
        detail: { classes: added.map(({ code }) => code).join(",") },
      });
    }
    return { added: added.length };
  });
}
