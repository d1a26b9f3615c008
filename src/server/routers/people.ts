import { z } from "zod";
import { database } from "@/db/client";
import { importInput, withdrawImportInput } from "@/features/catalog/schema";
import { ofIncidentInput, uuid } from "@/features/incidents/schema";
import { askForDerivation } from "@/features/people/ask-for-derivation";
import { keepApart } from "@/features/people/keep-apart";
import { linkParty } from "@/features/people/link-party";
import { matchingDecisions } from "@/features/people/matching-decisions";
import { matchingProgress } from "@/features/people/matching-progress";
import { mendMasterLine } from "@/features/people/mend-master-line";
import { mendsOfMaster } from "@/features/people/mends-of-master";
import { mergeIdentical } from "@/features/people/merge-identical";
import { mergePeople } from "@/features/people/merge-people";
import { partiesBeside } from "@/features/people/parties-beside";
import { personById } from "@/features/people/person-by-id";
import { affectedPeople, masterImportsOf, masterPreview, personRecordsOf } from "@/features/people/queries";
import { receivedMasterLine } from "@/features/people/received-master-line";
import { reconsiderCandidate } from "@/features/people/reconsider-candidate";
import { rereadMasterImport } from "@/features/people/reread-master-import";
import {
  affectedPeopleInput,
  candidatesInput,
  decideCandidateInput,
  decisionsInput,
  linkPartyInput,
  masterLineInput,
  mendMasterLineInput,
  mergeIdenticalInput,
  mergePeopleInput,
  personPartiesInput,
  personRecordsInput,
  previewMasterInput,
  sortFilesInput,
  startMasterImportInput,
  tryMasterLineInput,
  unlinkPartyInput,
  unmergePeopleInput,
} from "@/features/people/schema";
import { sortFiles } from "@/features/people/sort-files";
import { startMasterImport } from "@/features/people/start-master-import";
import { tryLineOfMaster } from "@/features/people/try-line-of-master";
import { unlinkParty } from "@/features/people/unlink-party";
import { unmergePeople } from "@/features/people/unmerge-people";
import { waitingCandidates } from "@/features/people/waiting-candidates";
import { withdrawMasterImport } from "@/features/people/withdraw-master-import";
import { procedure, router } from "../trpc";

export const people = router({
  sortFiles: procedure.input(sortFilesInput).query(({ input }) => sortFiles(database(), input)),
  previewMaster: procedure
    .input(previewMasterInput)
    .query(({ input }) => masterPreview(input.uploadId, input.encoding)),
  startImport: procedure
    .input(startMasterImportInput)
    .mutation(({ ctx, input }) => startMasterImport(ctx.actor, input)),
  withdrawImport: procedure
    .input(withdrawImportInput)
    .mutation(({ ctx, input }) => withdrawMasterImport(ctx.actor, input)),
  rereadImport: procedure
    .input(importInput)
    .mutation(({ ctx, input }) => rereadMasterImport(ctx.actor, input)),
  mends: procedure.input(importInput).query(({ input }) => mendsOfMaster(database(), input.importId)),
  line: procedure.input(masterLineInput).query(({ input }) => receivedMasterLine(database(), input)),
  tryLine: procedure.input(tryMasterLineInput).query(({ input }) => tryLineOfMaster(database(), input)),
  mendLine: procedure
    .input(mendMasterLineInput)
    .mutation(({ ctx, input }) => mendMasterLine(ctx.actor, input)),
  imports: procedure.input(ofIncidentInput).query(({ input }) => masterImportsOf(input.incidentId)),
  records: procedure.input(personRecordsInput).query(({ input }) => personRecordsOf(input)),
  // A name that is looked for does not come to stand in a URL: our client asks queries by POST.
  affected: procedure.input(affectedPeopleInput).query(({ input }) => affectedPeople(input)),
  get: procedure.input(z.strictObject({ id: uuid })).query(({ input }) => personById(database(), input.id)),
  derive: procedure.input(ofIncidentInput).mutation(({ ctx, input }) => askForDerivation(ctx.actor, input)),
  matching: procedure
    .input(ofIncidentInput)
    .query(({ input }) => matchingProgress(database(), input.incidentId)),
  candidates: procedure.input(candidatesInput).query(({ input }) => waitingCandidates(database(), input)),
  decisions: procedure.input(decisionsInput).query(({ input }) => matchingDecisions(database(), input)),
  merge: procedure.input(mergePeopleInput).mutation(({ ctx, input }) => mergePeople(ctx.actor, input)),
  unmerge: procedure.input(unmergePeopleInput).mutation(({ ctx, input }) => unmergePeople(ctx.actor, input)),
  mergeIdentical: procedure
    .input(mergeIdenticalInput)
    .mutation(({ ctx, input }) => mergeIdentical(ctx.actor, input)),
  keepApart: procedure.input(decideCandidateInput).mutation(({ ctx, input }) => keepApart(ctx.actor, input)),
  reconsider: procedure
    .input(decideCandidateInput)
    .mutation(({ ctx, input }) => reconsiderCandidate(ctx.actor, input)),
  parties: procedure
    .input(personPartiesInput)
    .query(({ input }) => partiesBeside(database(), input.personId)),
  linkParty: procedure.input(linkPartyInput).mutation(({ ctx, input }) => linkParty(ctx.actor, input)),
  unlinkParty: procedure.input(unlinkPartyInput).mutation(({ ctx, input }) => unlinkParty(ctx.actor, input)),
});
