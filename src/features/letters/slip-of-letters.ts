import type { Queryable } from "@/db/client";
import { compileLetters } from "./compile-letters";
import type { SlipAsked, SlipOfLetters } from "./schema";
import { partsOfEveryLetter, tryEverySlip } from "./typeset/slip";
import { slipPicture } from "./typeset/slip-picture";
import { foldSheet } from "./typeset/slips";

/** What the window of the incident's envelope can show of letters in these words, at every slip. */
export async function slipOfLetters(db: Queryable, asked: SlipAsked): Promise<SlipOfLetters> {
  const { incidentId, templateName: name, templateVersion: version, variant } = asked;
  const { compiled, contentHash } = await compileLetters(db, incidentId, { name, version, variant });
  const { envelope } = compiled.source;
  const parts = partsOfEveryLetter(compiled);
  const verdict = tryEverySlip(envelope, parts);
  return {
    ...verdict,
    envelope: envelope.name,
    foldsMm: foldSheet(envelope).foldsMm,
    contentHash,
    picture: slipPicture(envelope, parts, verdict),
  };
}
