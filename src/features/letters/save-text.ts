import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow, NotFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { type SaveText, saveTextInput } from "./schema";

/**
 * Keeps what was written, right or wrong: a draft may be unfinished. Throws `letter-text.changed-meanwhile` where
 * somebody else saved since, `letter-text.locked` once it was put forward, `letter-template.unknown`.
 */
export async function saveText(actor: Actor, input: SaveText): Promise<{ revision: number }> {
  const by = authorizeStaff(actor, "letters.saveText");
  const asked = parseInput(saveTextInput, input);
  const { incidentId, templateName: name, templateVersion: version, revision } = asked;
  const text = asked.text.replace(/\r\n?/g, "\n");
  const sha256 = createHash("sha256").update(text).digest("hex");
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId);
    const ofThese = sql`incident_id = ${incidentId} and name = ${name} and version = ${version}`;
    const [saved] = await tx.execute<{ id: string; revision: number }>(sql`
      update letter_texts set text = ${text}, sha256 = ${sha256}, revision = revision + 1,
        edited_by = ${by.staffId}, edited_at = clock_timestamp()
      where ${ofThese} and revision = ${revision} and locked_at is null returning id, revision`);
    if (!saved) {
      const [known] = await tx.execute<{ locked: boolean }>(sql`
        select locked_at is not null as locked from letter_texts where ${ofThese}`);
      if (!known) throw new NotFound("letter-template.unknown");
      if (known.locked) throw new NotAllowedNow("letter-text.locked");
      throw new Conflict("letter-text.changed-meanwhile");
    }
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "letter-text.saved",
      subject: { type: "letter-text", id: saved.id },
      detail: { text: `${name}/${version}`, revision: saved.revision },
    });
    return { revision: saved.revision };
  });
}
