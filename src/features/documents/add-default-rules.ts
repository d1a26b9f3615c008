import { eq, sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { pathRuleSets } from "@/db/schema";
import { type OfIncident, ofIncidentInput } from "@/features/incidents/schema";
import { authorize } from "@/features/staff/authorize";
import type { Actor } from "@/features/staff/rules";
import { parseInput } from "@/lib/parse-input";
import { defaultPathRules } from "./path-rules/default-rules";
import { writeRules } from "./write-rules";

/** Gives an incident the rules we know as version 1, in force at once. Again: nothing happens. */
export async function addDefaultRules(actor: Actor, input: OfIncident): Promise<{ added: boolean }> {
  const by = authorize(actor, "incidents.open");
  const { incidentId } = parseInput(ofIncidentInput, input);
  return inTransaction(async (tx) => {
    const [set] = await tx
      .insert(pathRuleSets)
      .values({ incidentId, version: 1 })
      .onConflictDoNothing()
      .returning({ id: pathRuleSets.id });
    if (!set) return { added: false };
    await writeRules(tx, set.id, defaultPathRules);
    await tx
      .update(pathRuleSets)
      .set({ state: "active", activatedAt: sql`clock_timestamp()` })
      .where(eq(pathRuleSets.id, set.id));
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "path-rules.added",
      subject: { type: "path-rule-set", id: set.id },
      detail: { version: 1, rules: defaultPathRules.length },
    });
    return { added: true };
  });
}
