import { database } from "@/db/client";
import { openLetterFonts } from "@/features/letters/compile-letters";
import { decideGaiji } from "@/features/letters/decide-gaiji";
import { drawText } from "@/features/letters/gaiji/draw-text";
import { optionsFor } from "@/features/letters/gaiji/options-for";
import { gaijiHistory } from "@/features/letters/gaiji-history";
import { refusedCharacters } from "@/features/letters/refused-characters";
import { refusedPeople } from "@/features/letters/refused-people";
import {
  decideGaijiInput,
  drawnTextAsked,
  ofGaijiDecision,
  refusedCharacterAsked,
  refusedPeopleAsked,
} from "@/features/letters/schema";
import { withdrawGaiji } from "@/features/letters/withdraw-gaiji";
import { ofIncident } from "@/features/reports/schema";
import { printForm } from "@/lib/japan/print-form";
import { procedure, router } from "../trpc";

export const gaiji = router({
  refused: procedure.input(ofIncident).query(({ input }) => refusedCharacters(database(), input.incidentId)),
  people: procedure.input(refusedPeopleAsked).query(({ input }) => refusedPeople(database(), input)),
  options: procedure
    .input(refusedCharacterAsked)
    .query(async ({ input }) => optionsFor(input.codePoint, await openLetterFonts())),
  draw: procedure
    .input(drawnTextAsked)
    .query(async ({ input }) => drawText(printForm(input.text), await openLetterFonts())),
  decisions: procedure.input(ofIncident).query(({ input }) => gaijiHistory(database(), input.incidentId)),
  decide: procedure.input(decideGaijiInput).mutation(({ ctx, input }) => decideGaiji(ctx.actor, input)),
  withdraw: procedure.input(ofGaijiDecision).mutation(({ ctx, input }) => withdrawGaiji(ctx.actor, input)),
});
