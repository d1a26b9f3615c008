import { addStaffMember } from "@/features/staff/add-staff-member";
import { changeRole } from "@/features/staff/change-role";
import { disableStaffMember } from "@/features/staff/disable-staff-member";
import { enableStaffMember } from "@/features/staff/enable-staff-member";
import { staffMembers } from "@/features/staff/queries";
import * as input from "@/features/staff/schema";
import { procedure, router } from "../trpc";

export const staff = router({
  list: procedure.query(() => staffMembers()),
  add: procedure.input(input.addStaffMember).mutation(({ ctx, input }) => addStaffMember(ctx.actor, input)),
  changeRole: procedure.input(input.changeRole).mutation(({ ctx, input }) => changeRole(ctx.actor, input)),
  disable: procedure
    .input(input.ofStaffMember)
    .mutation(({ ctx, input }) => disableStaffMember(ctx.actor, input)),
  enable: procedure
    .input(input.ofStaffMember)
    .mutation(({ ctx, input }) => enableStaffMember(ctx.actor, input)),
});
