import { procedure, router } from "../trpc";

export const session = router({
  me: procedure.query(({ ctx }) => ctx.signedIn),
});
