import { z } from "zod";
import { defineTask } from "@/db/task";

/** A version was approved: what was decided and written by an earlier one, and is not printed, follows it. */
export const followListTask = defineTask({
  name: "follow-list",
  payload: z.strictObject({ listId: z.uuid() }),
  maxAttempts: 10,
});
