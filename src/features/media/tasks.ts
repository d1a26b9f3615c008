import { z } from "zod";
import { defineTask } from "@/db/task";

/**
 * Works out anew what lies on the media in scope, which documents that is and whom they concern. Asked for
 * whenever a medium changes state or an import was read; doing it twice changes nothing.
 */
export const deriveScope = defineTask({
  name: "derive-scope",
  payload: z.strictObject({ incidentId: z.uuid() }),
  maxAttempts: 5,
});
