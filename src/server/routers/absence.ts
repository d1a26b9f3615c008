import { database } from "@/db/client";
import { ofIncidentInput } from "@/features/incidents/schema";
import { issueAbsenceInput, searchAbsenceInput } from "@/features/scope/absence/schema";
import { absenceCertificates } from "@/features/scope/absence-certificates";
import { issueAbsenceCertificate } from "@/features/scope/issue-absence-certificate";
import { searchAbsence } from "@/features/scope/search-absence";
import { procedure, router } from "../trpc";

export const absence = router({
  // Recorded, so a mutation; and what somebody says of themselves stands in no address.
  search: procedure.input(searchAbsenceInput).mutation(({ ctx, input }) => searchAbsence(ctx.actor, input)),
  issue: procedure
    .input(issueAbsenceInput)
    .mutation(({ ctx, input }) => issueAbsenceCertificate(ctx.actor, input)),
  certificates: procedure
    .input(ofIncidentInput)
    .query(({ input }) => absenceCertificates(database(), input.incidentId)),
});
