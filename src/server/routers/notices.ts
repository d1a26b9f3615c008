import { z } from "zod";
import { uuid } from "@/features/incidents/schema";
import { decideNotices } from "@/features/notices/decide-notices";
import { liftSuppression } from "@/features/notices/lift-suppression";
import { noticeCounts, standingWishes, undecidedPeople, withheldNotices } from "@/features/notices/queries";
import {
  decideNoticesInput,
  liftSuppressionInput,
  suppressInput,
  withheldAsked,
} from "@/features/notices/schema";
import { suppressNotices } from "@/features/notices/suppress-notices";
import { ofIncident } from "@/features/reports/schema";
import { procedure, router } from "../trpc";

export const notices = router({
  counts: procedure.input(ofIncident).query(({ input }) => noticeCounts(input.incidentId)),
  undecided: procedure.input(ofIncident).query(({ input }) => undecidedPeople(input.incidentId)),
  withheld: procedure.input(withheldAsked).query(({ input }) => withheldNotices(input)),
  wishesOf: procedure
    .input(z.strictObject({ personId: uuid }))
    .query(({ input }) => standingWishes(input.personId)),
  decide: procedure.input(decideNoticesInput).mutation(({ ctx, input }) => decideNotices(ctx.actor, input)),
  suppress: procedure.input(suppressInput).mutation(({ ctx, input }) => suppressNotices(ctx.actor, input)),
  liftSuppression: procedure
    .input(liftSuppressionInput)
    .mutation(({ ctx, input }) => liftSuppression(ctx.actor, input)),
});
