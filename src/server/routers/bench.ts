import { database } from "@/db/client";
import { confirmSpoils } from "@/features/print-runs/confirm-spoils";
import { countStage } from "@/features/print-runs/count-stage";
import { missingPieces } from "@/features/print-runs/missing-pieces";
import { previewMachineFile } from "@/features/print-runs/preview-machine-file";
import { reconcileRuns } from "@/features/print-runs/reconcile-runs";
import { recordMachineFile } from "@/features/print-runs/record-machine-file";
import { reportSpoil } from "@/features/print-runs/report-spoil";
import { scanPiece } from "@/features/print-runs/scan-piece";
import {
  confirmSpoilsInput,
  countStageInput,
  machineFileInput,
  missingPiecesAsked,
  reconciliationAsked,
  reportSpoilInput,
  scanInput,
} from "@/features/print-runs/schema";
import { spoilsOfIncident } from "@/features/print-runs/spoils-of-incident";
import { ofIncident } from "@/features/reports/schema";
import { procedure, router } from "../trpc";

export const bench = router({
  scan: procedure.input(scanInput).mutation(({ ctx, input }) => scanPiece(ctx.actor, input)),
  countStage: procedure.input(countStageInput).mutation(({ ctx, input }) => countStage(ctx.actor, input)),
  recordMachineFile: procedure
    .input(machineFileInput)
    .mutation(({ ctx, input }) => recordMachineFile(ctx.actor, input)),
  previewMachineFile: procedure
    .input(machineFileInput)
    .query(({ input }) => previewMachineFile(database(), input)),
  missingPieces: procedure.input(missingPiecesAsked).query(({ input }) => missingPieces(database(), input)),
  reconciliation: procedure.input(reconciliationAsked).query(({ input }) => reconcileRuns(database(), input)),
  reportSpoil: procedure.input(reportSpoilInput).mutation(({ ctx, input }) => reportSpoil(ctx.actor, input)),
  confirmSpoils: procedure
    .input(confirmSpoilsInput)
    .mutation(({ ctx, input }) => confirmSpoils(ctx.actor, input)),
  spoils: procedure.input(ofIncident).query(({ input }) => spoilsOfIncident(database(), input.incidentId)),
});
