import { database } from "@/db/client";
import { addEnvelope } from "@/features/letters/add-envelope";
import { askPreflight } from "@/features/letters/ask-preflight";
import { checkText } from "@/features/letters/check-text";
import { chooseEnvelope } from "@/features/letters/choose-envelope";
import { clearPreference } from "@/features/letters/clear-preference";
import { decideTemplate } from "@/features/letters/decide-template";
import { envelopesFor } from "@/features/letters/envelopes-for";
import { generateLetters } from "@/features/letters/generate-letters";
import { openText } from "@/features/letters/open-text";
import { ownTexts } from "@/features/letters/own-texts";
import { preferenceOf } from "@/features/letters/preference-of";
import { preflightRefusals } from "@/features/letters/preflight-refusals";
import { preflightsOf } from "@/features/letters/preflights-of";
import { hardestPeople, heldLetters, letterProgress, templatesOfIncident } from "@/features/letters/queries";
import { saveText } from "@/features/letters/save-text";
import {
  addEnvelopeInput,
  checkTextAsked,
  chooseEnvelopeInput,
  decideTemplateInput,
  generateLettersInput,
  hardestAsked,
  heldAsked,
  ofLetterTemplate,
  ofPerson,
  ofText,
  preflightRefusalsAsked,
  saveTextInput,
  setPreferenceInput,
  slipAsked,
  startTextInput,
  submitTemplateInput,
} from "@/features/letters/schema";
import { setPreference } from "@/features/letters/set-preference";
import { slipOfLetters } from "@/features/letters/slip-of-letters";
import { startText } from "@/features/letters/start-text";
import { submitTemplate } from "@/features/letters/submit-template";
import { tryHeldPagesAgain } from "@/features/letters/try-held-pages-again";
import { withdrawTemplate } from "@/features/letters/withdraw-template";
import { ofIncident } from "@/features/reports/schema";
import { procedure, router } from "../trpc";

export const letters = router({
  templates: procedure.input(ofIncident).query(({ input }) => templatesOfIncident(input.incidentId)),
  submitTemplate: procedure
    .input(submitTemplateInput)
    .mutation(({ ctx, input }) => submitTemplate(ctx.actor, input)),
  decideTemplate: procedure
    .input(decideTemplateInput)
    .mutation(({ ctx, input }) => decideTemplate(ctx.actor, input)),
  withdrawTemplate: procedure
    .input(ofLetterTemplate)
    .mutation(({ ctx, input }) => withdrawTemplate(ctx.actor, input)),
  hardestPeople: procedure.input(hardestAsked).query(({ input }) => hardestPeople(input)),
  generate: procedure
    .input(generateLettersInput)
    .mutation(({ ctx, input }) => generateLetters(ctx.actor, input)),
  progress: procedure.input(ofIncident).query(({ input }) => letterProgress(input.incidentId)),
  tryHeldPagesAgain: procedure
    .input(generateLettersInput)
    .mutation(({ ctx, input }) => tryHeldPagesAgain(ctx.actor, input)),
  preflight: procedure.input(ofLetterTemplate).mutation(({ ctx, input }) => askPreflight(ctx.actor, input)),
  preflights: procedure.input(ofIncident).query(({ input }) => preflightsOf(database(), input.incidentId)),
  preflightRefusals: procedure
    .input(preflightRefusalsAsked)
    .query(({ input }) => preflightRefusals(database(), input)),
  texts: procedure.input(ofIncident).query(({ input }) => ownTexts(database(), input.incidentId)),
  openText: procedure.input(ofText).query(({ input }) => openText(database(), input)),
  checkText: procedure.input(checkTextAsked).query(({ input }) => checkText(database(), input)),
  startText: procedure.input(startTextInput).mutation(({ ctx, input }) => startText(ctx.actor, input)),
  saveText: procedure.input(saveTextInput).mutation(({ ctx, input }) => saveText(ctx.actor, input)),
  preferenceOf: procedure.input(ofPerson).query(({ input }) => preferenceOf(database(), input)),
  setPreference: procedure
    .input(setPreferenceInput)
    .mutation(({ ctx, input }) => setPreference(ctx.actor, input)),
  clearPreference: procedure.input(ofPerson).mutation(({ ctx, input }) => clearPreference(ctx.actor, input)),
  envelopes: procedure.input(ofIncident).query(({ input }) => envelopesFor(database(), input.incidentId)),
  chooseEnvelope: procedure
    .input(chooseEnvelopeInput)
    .mutation(({ ctx, input }) => chooseEnvelope(ctx.actor, input)),
  addEnvelope: procedure.input(addEnvelopeInput).mutation(({ ctx, input }) => addEnvelope(ctx.actor, input)),
  slip: procedure.input(slipAsked).query(({ input }) => slipOfLetters(database(), input)),
  held: procedure.input(heldAsked).query(({ input }) => heldLetters(input)),
});
