import { z } from "zod";
import { defineTask } from "@/db/task";

/** Reads the files of one catalog import into rows, all of them or none. */
export const readCatalogTask = defineTask({
  name: "read-catalog",
  payload: z.strictObject({ importId: z.uuid() }),
  maxAttempts: 5,
});
