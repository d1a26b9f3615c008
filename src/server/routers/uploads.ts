import { z } from "zod";
import { beginUpload } from "@/features/incidents/begin-upload";
import { completeUpload } from "@/features/incidents/complete-upload";
import { partsOfUpload } from "@/features/incidents/queries";
import { revokeMend } from "@/features/incidents/revoke-mend";
import { beginUploadInput, completeUploadInput, revokeMendInput, uuid } from "@/features/incidents/schema";
import { procedure, router } from "../trpc";

export const uploads = router({
  begin: procedure.input(beginUploadInput).mutation(({ ctx, input }) => beginUpload(ctx.actor, input)),
  complete: procedure
    .input(completeUploadInput)
    .mutation(({ ctx, input }) => completeUpload(ctx.actor, input)),
  revokeMend: procedure.input(revokeMendInput).mutation(({ ctx, input }) => revokeMend(ctx.actor, input)),
  parts: procedure.input(z.strictObject({ id: uuid })).query(({ input }) => partsOfUpload(input.id)),
});
