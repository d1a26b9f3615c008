import { decideList } from "@/features/lists/decide-list";
import { freezeList } from "@/features/lists/freeze-list";
import { listPeople, listVersions } from "@/features/lists/queries";
import { decideListInput, freezeListInput, listPeopleAsked } from "@/features/lists/schema";
import { ofIncident } from "@/features/reports/schema";
import { procedure, router } from "../trpc";

export const lists = router({
  versions: procedure.input(ofIncident).query(({ input }) => listVersions(input.incidentId)),
  people: procedure.input(listPeopleAsked).query(({ input }) => listPeople(input)),
  freeze: procedure.input(freezeListInput).mutation(({ ctx, input }) => freezeList(ctx.actor, input)),
  decide: procedure.input(decideListInput).mutation(({ ctx, input }) => decideList(ctx.actor, input)),
});
