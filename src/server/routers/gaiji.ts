import { database } from "@/db/client";
import { openLetterFonts } from "@/features/letters/compile-letters";
import { decideGaiji } from "@/features/letters/decide-gaiji";
import { drawText } from "@/features/letters/gaiji/draw-text";
import { drawExactly, optionsFor } from "@/features/letters/gaiji/options-for";
import { gaijiHistory } from "@/features/letters/gaiji-history";
import { refusedCharacters } from "@/features/letters/refused-characters";
import { refusedPeople } from "@/features/letters/refused-people";
import {
  decideGaijiInput,
  drawnTextAsked,
  ofGaijiDecision,
  type RefusedCharacter,
  refusedCharacterAsked,
  refusedPeopleAsked,
} from "@/features/letters/schema";
import { withOtherFonts } from "@/features/letters/typeset/other-fonts";
import { withdrawGaiji } from "@/features/letters/withdraw-gaiji";
import { ofIncident } from "@/features/reports/schema";
import { printForm } from "@/lib/japan/print-form";
import { procedure, router } from "../trpc";

export const gaiji = router({
  refused: procedure.input(ofIncident).query(async ({ input }): Promise<RefusedCharacter[]> => {
    const fonts = await openLetterFonts();
    const refused = await refusedCharacters(database(), input.incidentId);
    return refused.map((one) => ({ ...one, drawn: drawExactly(one.codePoint, fonts) }));
  }),
  people: procedure.input(refusedPeopleAsked).query(({ input }) => refusedPeople(database(), input)),
  options: procedure
    .input(refusedCharacterAsked)
    .query(async ({ input }) => optionsFor(input.codePoint, await openLetterFonts())),
  draw: procedure.input(drawnTextAsked).query(async ({ input: { text, otherFont } }) => {
    const fonts = await openLetterFonts();
    const chosen = otherFont && { [otherFont.codePoint]: otherFont.font };
    return drawText(printForm(text), withOtherFonts(fonts, chosen));
  }),
  decisions: procedure.input(ofIncident).query(({ input }) => gaijiHistory(database(), input.incidentId)),
  decide: procedure.input(decideGaijiInput).mutation(({ ctx, input }) => decideGaiji(ctx.actor, input)),
  withdraw: procedure.input(ofGaijiDecision).mutation(({ ctx, input }) => withdrawGaiji(ctx.actor, input)),
});
