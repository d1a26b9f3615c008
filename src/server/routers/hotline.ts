import { drawQuestions } from "@/features/hotline/draw-questions";
import { currentCall, lockedPeople, personForCaller, recentCalls } from "@/features/hotline/queries";
import {
  drawQuestionsInput,
  ofCall,
  searchInput,
  startCallInput,
  verifyInput,
  wrapUpInput,
} from "@/features/hotline/schema";
import { searchCaller } from "@/features/hotline/search-caller";
import { startCall } from "@/features/hotline/start-call";
import { verifiedCaller } from "@/features/hotline/verified-caller";
import { verifyCaller } from "@/features/hotline/verify-caller";
import { wrapUpCall } from "@/features/hotline/wrap-up-call";
import { ofIncident } from "@/features/reports/schema";
import { procedure, router } from "../trpc";

export const hotline = router({
  current: procedure.query(({ ctx }) => currentCall(ctx.signedIn.staffId)),
  startCall: procedure.input(startCallInput).mutation(({ ctx, input }) => startCall(ctx.actor, input)),
  search: procedure.input(searchInput).mutation(({ ctx, input }) => searchCaller(ctx.actor, input)),
  drawQuestions: procedure
    .input(drawQuestionsInput)
    .mutation(({ ctx, input }) => drawQuestions(ctx.actor, input)),
  verify: procedure.input(verifyInput).mutation(({ ctx, input }) => verifyCaller(ctx.actor, input)),
  /** A mutation: each answer is a reveal, recorded before it is given, and must never be fetched again by itself. */
  person: procedure
    .input(ofCall)
    .mutation(async ({ ctx, input }) => personForCaller(await verifiedCaller(ctx.actor, input))),
  wrapUp: procedure.input(wrapUpInput).mutation(({ ctx, input }) => wrapUpCall(ctx.actor, input)),
  recentCalls: procedure.query(({ ctx }) => recentCalls(ctx.signedIn.staffId)),
  locked: procedure.input(ofIncident).query(({ input }) => lockedPeople(input.incidentId)),
});
