import { handOverPrintRun } from "@/features/print-runs/hand-over-print-run";
import { planPrintRuns } from "@/features/print-runs/plan-print-runs";
import { benchFigures, piecesOfRun, printRunById, printRunsOf } from "@/features/print-runs/queries";
import { recordPrinted } from "@/features/print-runs/record-printed";
import { releasePrintRun } from "@/features/print-runs/release-print-run";
import { retryRendering } from "@/features/print-runs/retry-rendering";
import {
  handOverInput,
  ofPrintRun,
  piecesAsked,
  planPrintRunsInput,
  printRunsInput,
  recordPrintedInput,
} from "@/features/print-runs/schema";
import { sealPrintRuns } from "@/features/print-runs/seal-print-runs";
import { takeApartRun } from "@/features/print-runs/take-apart-run";
import { ofIncident } from "@/features/reports/schema";
import { procedure, router } from "../trpc";

export const printRuns = router({
  plan: procedure.input(planPrintRunsInput).mutation(({ ctx, input }) => planPrintRuns(ctx.actor, input)),
  list: procedure.input(ofIncident).query(({ input }) => printRunsOf(input.incidentId)),
  figures: procedure.input(ofIncident).query(({ input }) => benchFigures(input.incidentId)),
  get: procedure.input(ofPrintRun).query(({ input }) => printRunById(input.printRunId)),
  letters: procedure.input(piecesAsked).query(({ input }) => piecesOfRun(input)),
  seal: procedure.input(printRunsInput).mutation(({ ctx, input }) => sealPrintRuns(ctx.actor, input)),
  release: procedure.input(ofPrintRun).mutation(({ ctx, input }) => releasePrintRun(ctx.actor, input)),
  recordPrinted: procedure
    .input(recordPrintedInput)
    .mutation(({ ctx, input }) => recordPrinted(ctx.actor, input)),
  handOver: procedure.input(handOverInput).mutation(({ ctx, input }) => handOverPrintRun(ctx.actor, input)),
  takeApart: procedure.input(ofPrintRun).mutation(({ ctx, input }) => takeApartRun(ctx.actor, input)),
  retryRendering: procedure.input(ofPrintRun).mutation(({ ctx, input }) => retryRendering(ctx.actor, input)),
});
