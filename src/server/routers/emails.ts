import { database } from "@/db/client";
import { askForEmails } from "@/features/emails/ask-for-emails";
import { decideEmailTemplate } from "@/features/emails/decide-email-template";
import { previewEmail } from "@/features/emails/preview-email";
import { emailProgress, emailsInState, emailWords, owedEmailPeople } from "@/features/emails/queries";
import { resolveEmail } from "@/features/emails/resolve-email";
import {
  decideEmailTemplateInput,
  emailsAsked,
  ofEmailTemplate,
  previewEmailAsked,
  resolveEmailInput,
  submitEmailTemplateInput,
} from "@/features/emails/schema";
import { submitEmailTemplate } from "@/features/emails/submit-email-template";
import { withdrawEmailTemplate } from "@/features/emails/withdraw-email-template";
import { ofIncident } from "@/features/reports/schema";
import { procedure, router } from "../trpc";

export const emails = router({
  words: procedure.input(ofIncident).query(({ input }) => emailWords(input.incidentId)),
  submitTemplate: procedure
    .input(submitEmailTemplateInput)
    .mutation(({ ctx, input }) => submitEmailTemplate(ctx.actor, input)),
  decideTemplate: procedure
    .input(decideEmailTemplateInput)
    .mutation(({ ctx, input }) => decideEmailTemplate(ctx.actor, input)),
  withdrawTemplate: procedure
    .input(ofEmailTemplate)
    .mutation(({ ctx, input }) => withdrawEmailTemplate(ctx.actor, input)),
  owedPeople: procedure.input(ofIncident).query(({ input }) => owedEmailPeople(input.incidentId)),
  preview: procedure.input(previewEmailAsked).query(({ input }) => previewEmail(database(), input)),
  send: procedure.input(ofIncident).mutation(({ ctx, input }) => askForEmails(ctx.actor, input)),
  progress: procedure.input(ofIncident).query(({ input }) => emailProgress(input.incidentId)),
  inState: procedure.input(emailsAsked).query(({ input }) => emailsInState(input)),
  resolve: procedure.input(resolveEmailInput).mutation(({ ctx, input }) => resolveEmail(ctx.actor, input)),
});
