import { z } from "zod";
import { defineTask } from "@/db/task";
import { fileStore } from "@/lib/files";
import { logger } from "@/lib/logger";
import { defineHandler } from "../define-handler";

export const sweepUnfinishedFiles = defineTask({
  name: "sweep-unfinished-files",
  payload: z.object({}),
  maxAttempts: 3,
});

/** A writer that wrote nothing for so long is not there any more. */
const idleMinutes = 60;

/** Removes what writers that were killed left half written. */
export const sweepUnfinishedFilesHandler = defineHandler(sweepUnfinishedFiles, async (_payload, work) => {
  const removed = await fileStore().removeUnfinished(idleMinutes);
  if (removed > 0) logger.warn({ removed }, "files that were never finished are removed");
  await work.commit(async () => undefined);
});
