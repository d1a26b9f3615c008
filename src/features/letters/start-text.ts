import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { letterWords } from "./letter-words";
import { ownNameFrom } from "./rules";
import { type StartText, startTextInput } from "./schema";

/**
 * Begins own words as a copy of ours, or the next version of own ones. Throws `letter-template.unknown`,
 * `letter-text.draft-exists` (name, version) while the latest version is not put forward yet.
 */
export async function startText(actor: Actor, input: StartText): Promise<{ name: string; version: string }> {
  const by = authorizeStaff(actor, "letters.startText");
  const asked = parseInput(startTextInput, input);
  const name = ownNameFrom(asked.templateName);
  return inTransaction(async (tx) => {
    // One begins at a time: two would take the same number.
    await incidentMustBeOpen(tx, asked.incidentId, "no key update");
    const words = await letterWords(tx, asked.incidentId, {
      name: asked.templateName,
      version: asked.templateVersion,
    });
    const [latest] = await tx.execute<{ version: string; locked: boolean }>(sql`
      select version, locked_at is not null as locked from letter_texts
      where incident_id = ${asked.incidentId} and name = ${name}
      order by length(version) desc, version desc limit 1`);
    if (latest && !latest.locked) {
      throw new Conflict("letter-text.draft-exists", { name, version: latest.version });
    }
    const version = `v${Number(latest?.version.slice(1) ?? 0) + 1}`;
    await tx.execute(sql`
      insert into letter_texts (incident_id, name, version, text, sha256, edited_by)
      values (${asked.incidentId}, ${name}, ${version}, ${words.text}, ${words.sha256}, ${by.staffId})`);
    await recordEvent(tx, {
      incidentId: asked.incidentId,
      actor: by,
      action: "letter-text.started",
      subject: { type: "incident", id: asked.incidentId },
      detail: { text: `${name}/${version}`, from: `${words.name}/${words.version}` },
    });
    return { name, version };
  });
}
