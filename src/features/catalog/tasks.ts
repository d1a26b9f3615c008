import { z } from "zod";
import { defineTask } from "@/db/task";

/** Reads the files of one catalog import into rows; none of them counts before the last is read. */
export const readCatalogTask = defineTask({
  name: "read-catalog",
  payload: z.strictObject({ importId: z.uuid() }),
  maxAttempts: 5,
});

/** Deletes the rows of an import that failed, was withdrawn or replaced. Doing it twice changes nothing. */
export const discardRowsTask = defineTask({
  name: "discard-catalog-rows",
  payload: z.strictObject({ importId: z.uuid() }),
  maxAttempts: 10,
});
