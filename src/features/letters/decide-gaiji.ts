import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import { recordEvent } from "@/db/record-event";
import { incidentMustBeOpen } from "@/features/incidents/queries";
import { authorizeStaff } from "@/features/staff/authorize-staff";
import type { Actor } from "@/features/staff/rules";
import { Conflict, NotAllowedNow, NotFound } from "@/lib/errors";
import { printForm } from "@/lib/japan/print-form";
import { parseInput } from "@/lib/parse-input";
import { openLetterFonts } from "./compile-letters";
import { mayDecideGaiji } from "./gaiji/remedies";
import { type DecideGaiji, decideGaijiInput } from "./schema";
import { setLettersAnew } from "./set-letters-anew";

/** What a decision did: letters that can be printed now, and those it did not mend. */
export type GaijiDecided = { id: string; freed: number; stillHeld: number };

/**
 * Decides how a character that cannot be printed is printed after all, for one person or for everybody of the
 * incident. It is remembered for every letter made from now on; held letters it mends are made again at once, with
 * the inquiry number they have. Throws `gaiji.*` where this is no remedy for this character.
 */
export async function decideGaiji(actor: Actor, input: DecideGaiji): Promise<GaijiDecided> {
  const by = authorizeStaff(actor, "gaiji.decide");
  const asked = parseInput(decideGaijiInput, input);
  const { incidentId, codePoint, remedy } = asked;
  const fonts = await openLetterFonts();
  return inTransaction(async (tx) => {
    await incidentMustBeOpen(tx, incidentId, "no key update");
    const decision = {
      codePoint,
      remedy,
      font: remedy === "other-font" ? (asked.font ?? null) : null,
      replacement: remedy === "other-font" ? null : printForm(asked.replacement ?? ""),
      person: asked.personId ? await saidOf(tx, incidentId, asked.personId) : null,
    };
    const isWholeName = remedy === "kana" || remedy === "own-form";
    const verdict = mayDecideGaiji(decision, fonts);
    if (!verdict.ok) {
      const { because, field } = verdict;
      throw new NotAllowedNow(because, { field, codePoint: verdict.codePoint ?? codePoint });
    }
    const [made] = await tx.execute<{ id: string }>(sql`
      insert into gaiji_decisions (incident_id, person_id, code_point, remedy, font, replacement, for_name, reason, by_staff_id)
      values (${incidentId}, ${asked.personId ?? null}, ${codePoint}, ${remedy}, ${decision.font},
              ${decision.replacement}, ${isWholeName ? decision.person?.name : null}, ${asked.reason}, ${by.staffId})
      on conflict do nothing returning id`);
    if (!made) throw new Conflict("gaiji.already-decided", { codePoint });
    const waits = sql`l.state = 'held' and l.held_for -> 'detail' ->> 'codePoint' = ${codePoint}
      and (${asked.personId ?? null}::uuid is null or l.person_id = ${asked.personId ?? null}::uuid)`;
    const anew = await setLettersAnew(tx, incidentId, waits);
    await recordEvent(tx, {
      incidentId,
      actor: by,
      action: "gaiji.decided",
      subject: { type: "gaiji-decision", id: made.id },
      detail: {
        codePoint,
        remedy,
        font: decision.font,
        for: asked.personId ? "one" : "everybody",
        lettersFreed: anew.generated,
        lettersStillHeld: anew.held,
      },
    });
    return { id: made.id, freed: anew.generated, stillHeld: anew.held };
  });
}

/** The person as their letter's list says; throws `person.unknown` where they are owed no letter. */
async function saidOf(tx: Tx, incidentId: string, personId: string): Promise<{ name: string; kana: string }> {
  const [said] = await tx.execute<{ name: string | null; kana: string | null }>(sql`
    select a.canonical::jsonb ->> 'name' as name, a.canonical::jsonb ->> 'kana' as kana
    from notices n join affected_people a on a.list_id = n.list_id and a.person_id = n.person_id
    where n.incident_id = ${incidentId} and n.person_id = ${personId} and n.channel = 'letter'`);
  if (!said) throw new NotFound("person.unknown");
  return { name: printForm(said.name ?? ""), kana: said.kana ?? "" };
}
