import { router } from "../trpc";
import { absence } from "./absence";
import { addressTasks } from "./address-tasks";
import { bench } from "./bench";
import { callbacks } from "./callbacks";
import { catalog } from "./catalog";
import { documents } from "./documents";
import { emails } from "./emails";
import { gaiji } from "./gaiji";
import { hotline } from "./hotline";
import { incidents } from "./incidents";
import { letters } from "./letters";
import { lists } from "./lists";
import { mailStops } from "./mail-stops";
import { media } from "./media";
import { notices } from "./notices";
import { people } from "./people";
import { postings } from "./postings";
import { printRuns } from "./print-runs";
import { reports } from "./reports";
import { returnedMail } from "./returned-mail";
import { scope } from "./scope";
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
  lists,
  scope,
  absence,
  notices,
  letters,
  gaiji,
  emails,
  printRuns,
  bench,
  mailStops,
  postings,
  returnedMail,
  addressTasks,
  callbacks,
  hotline,
  reports,
});

export type AppRouter = typeof appRouter;
