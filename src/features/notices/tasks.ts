import { z } from "zod";
import { defineTask } from "@/db/task";

/** Notices were decided: everybody who is owed a call gets their one call task. */
export const openCallTasks = defineTask({
  name: "open-call-tasks",
  payload: z.strictObject({ incidentId: z.uuid() }),
  maxAttempts: 10,
});
