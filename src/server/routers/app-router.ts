import { router } from "../trpc";
import { catalog } from "./catalog";
import { documents } from "./documents";
import { incidents } from "./incidents";
import { media } from "./media";
import { people } from "./people";
import { reports } from "./reports";
import { session } from "./session";
import { staff } from "./staff";
import { uploads } from "./uploads";

/** Every procedure there is, in river order. */
export const appRouter = router({
  session,
  staff,
  incidents,
  uploads,
  media,
  catalog,
  documents,
  people,
  reports,
});

export type AppRouter = typeof appRouter;
