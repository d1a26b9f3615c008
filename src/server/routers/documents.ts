import { activatePathRules } from "@/features/documents/activate-path-rules";
import { addDocumentClass } from "@/features/documents/add-document-class";
import { discardDraft } from "@/features/documents/discard-draft";
import { draftPathRules } from "@/features/documents/draft-path-rules";
import { editDocumentClass } from "@/features/documents/edit-document-class";
import {
  classesOf,
  documentIndexesOf,
  documentIndexPreview,
  documentIndexRowsOf,
  rowsByRule,
  ruleSetsOf,
  rulesOfSet,
  tryRules,
} from "@/features/documents/queries";
import { removeDocumentClass } from "@/features/documents/remove-document-class";
import {
  addDocumentClassInput,
  documentIndexRowsInput,
  draftPathRulesInput,
  editDocumentClassInput,
  ofDraftInput,
  previewIndexInput,
  removeDocumentClassInput,
  ruleSetInput,
  startDocumentIndexInput,
  tryRulesInput,
  withdrawDocumentIndexInput,
} from "@/features/documents/schema";
import { startDocumentIndex } from "@/features/documents/start-document-index";
import { withdrawDocumentIndex } from "@/features/documents/withdraw-document-index";
import { ofIncidentInput } from "@/features/incidents/schema";
import { procedure, router } from "../trpc";

export const documents = router({
  classes: procedure.input(ofIncidentInput).query(({ input }) => classesOf(input.incidentId)),
  addClass: procedure
    .input(addDocumentClassInput)
    .mutation(({ ctx, input }) => addDocumentClass(ctx.actor, input)),
  editClass: procedure
    .input(editDocumentClassInput)
    .mutation(({ ctx, input }) => editDocumentClass(ctx.actor, input)),
  removeClass: procedure
    .input(removeDocumentClassInput)
    .mutation(({ ctx, input }) => removeDocumentClass(ctx.actor, input)),
  ruleSets: procedure.input(ofIncidentInput).query(({ input }) => ruleSetsOf(input.incidentId)),
  rulesOfSet: procedure.input(ruleSetInput).query(({ input }) => rulesOfSet(input.setId)),
  rowsByRule: procedure.input(ofIncidentInput).query(({ input }) => rowsByRule(input.incidentId)),
  tryRules: procedure.input(tryRulesInput).query(({ input }) => tryRules(input)),
  draftRules: procedure
    .input(draftPathRulesInput)
    .mutation(({ ctx, input }) => draftPathRules(ctx.actor, input)),
  discardDraft: procedure.input(ofDraftInput).mutation(({ ctx, input }) => discardDraft(ctx.actor, input)),
  activateRules: procedure
    .input(ofDraftInput)
    .mutation(({ ctx, input }) => activatePathRules(ctx.actor, input)),
  previewIndex: procedure.input(previewIndexInput).query(({ input }) => documentIndexPreview(input)),
  startIndex: procedure
    .input(startDocumentIndexInput)
    .mutation(({ ctx, input }) => startDocumentIndex(ctx.actor, input)),
  withdrawIndex: procedure
    .input(withdrawDocumentIndexInput)
    .mutation(({ ctx, input }) => withdrawDocumentIndex(ctx.actor, input)),
  indexes: procedure.input(ofIncidentInput).query(({ input }) => documentIndexesOf(input.incidentId)),
  indexRows: procedure.input(documentIndexRowsInput).query(({ input }) => documentIndexRowsOf(input)),
});
