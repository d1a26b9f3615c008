import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { ofIncidentInput } from "@/features/incidents/schema";
import { makePosting } from "@/features/print-runs/make-posting";
import { makePostingInput, ofPosting, ofRun, postageAsked } from "@/features/print-runs/postage/schema";
import { postageFigures } from "@/features/print-runs/postage-figures";
import { postingsWhere } from "@/features/print-runs/postings-where";
import { runBundles } from "@/features/print-runs/run-bundles";
import { runsToPost } from "@/features/print-runs/runs-to-post";
import { withdrawPosting } from "@/features/print-runs/withdraw-posting";
import { NotFound } from "@/lib/errors";
import { procedure, router } from "../trpc";

export const postings = router({
  figures: procedure.input(postageAsked).query(({ input }) => postageFigures(database(), input)),
  runsToPost: procedure.input(ofIncidentInput).query(({ input }) => runsToPost(database(), input.incidentId)),
  bundles: procedure.input(ofRun).query(({ input }) => runBundles(database(), input.printRunId)),
  list: procedure
    .input(ofIncidentInput)
    .query(({ input }) => postingsWhere(database(), sql`p.incident_id = ${input.incidentId}`)),
  get: procedure.input(ofPosting).query(async ({ input }) => {
    const [posting] = await postingsWhere(database(), sql`p.id = ${input.postingId}`);
    if (!posting) throw new NotFound("posting.unknown");
    return posting;
  }),
  make: procedure.input(makePostingInput).mutation(({ ctx, input }) => makePosting(ctx.actor, input)),
  withdraw: procedure.input(ofPosting).mutation(({ ctx, input }) => withdrawPosting(ctx.actor, input)),
});
