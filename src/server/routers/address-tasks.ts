import { database } from "@/db/client";
import { ofIncidentInput } from "@/features/incidents/schema";
import { addressBatches } from "@/features/print-runs/address-batches";
import { addressHistory } from "@/features/print-runs/address-history";
import { addressTasks as waitingTasks } from "@/features/print-runs/address-tasks";
import { decideAddress } from "@/features/print-runs/decide-address";
import { decideAddressBatch } from "@/features/print-runs/decide-address-batch";
import { proposeAddress } from "@/features/print-runs/propose-address";
import { proposeAddresses } from "@/features/print-runs/propose-addresses";
import {
  addressTasksAsked,
  decideAddressInput,
  decideBatchInput,
  ofAddressTask,
  proposeAddressInput,
  proposeFileInput,
} from "@/features/print-runs/returned/schema";
import { procedure, router } from "../trpc";

export const addressTasks = router({
  list: procedure.input(addressTasksAsked).query(({ input }) => waitingTasks(database(), input)),
  batches: procedure
    .input(ofIncidentInput)
    .query(({ input }) => addressBatches(database(), input.incidentId)),
  history: procedure
    .input(ofAddressTask)
    .query(({ input }) => addressHistory(database(), input.addressTaskId)),
  propose: procedure
    .input(proposeAddressInput)
    .mutation(({ ctx, input }) => proposeAddress(ctx.actor, input)),
  proposeFile: procedure
    .input(proposeFileInput)
    .mutation(({ ctx, input }) => proposeAddresses(ctx.actor, input)),
  decide: procedure.input(decideAddressInput).mutation(({ ctx, input }) => decideAddress(ctx.actor, input)),
  decideBatch: procedure
    .input(decideBatchInput)
    .mutation(({ ctx, input }) => decideAddressBatch(ctx.actor, input)),
});
