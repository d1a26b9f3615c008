import { database } from "@/db/client";
import { decideList } from "@/features/lists/decide-list";
import { freezeList } from "@/features/lists/freeze-list";
import { listDiff, listDiffPeople, listPeople, listVersions } from "@/features/lists/queries";
import {
  decideListInput,
  freezeListInput,
  listDiffAsked,
  listDiffPeopleAsked,
  listPeopleAsked,
} from "@/features/lists/schema";
import { consequencePeople } from "@/features/reports/consequence-people";
import { consequencesOf } from "@/features/reports/consequences-of";
import { consequencePeopleAsked, ofIncident, ofListInput } from "@/features/reports/schema";
import { procedure, router } from "../trpc";

export const lists = router({
  versions: procedure.input(ofIncident).query(({ input }) => listVersions(input.incidentId)),
  people: procedure.input(listPeopleAsked).query(({ input }) => listPeople(input)),
  diff: procedure.input(listDiffAsked).query(({ input }) => listDiff(input)),
  diffPeople: procedure.input(listDiffPeopleAsked).query(({ input }) => listDiffPeople(input)),
  consequences: procedure.input(ofListInput).query(({ input }) => consequencesOf(database(), input.listId)),
  consequencePeople: procedure
    .input(consequencePeopleAsked)
    .query(({ input }) => consequencePeople(database(), input)),
  freeze: procedure.input(freezeListInput).mutation(({ ctx, input }) => freezeList(ctx.actor, input)),
  decide: procedure.input(decideListInput).mutation(({ ctx, input }) => decideList(ctx.actor, input)),
});
