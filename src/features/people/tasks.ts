import { z } from "zod";
import { defineTask } from "@/db/task";

/** Reads a customer master into person records, all of it or nothing. */
export const readMasterTask = defineTask({
  name: "read-master",
  payload: z.strictObject({ importId: z.uuid() }),
  maxAttempts: 5,
});
