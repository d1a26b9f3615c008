import { router } from "../trpc";
import { reports } from "./reports";
import { session } from "./session";
import { staff } from "./staff";

/** Every procedure there is, in river order. */
export const appRouter = router({
  session,
  staff,
  reports,
});

export type AppRouter = typeof appRouter;
