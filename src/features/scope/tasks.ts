import { z } from "zod";
import { defineTask } from "@/db/task";

/**
 * Measures for "what if" who is concerned by what on every volume the catalogs know. Asked for after every
 * derivation; doing it twice changes nothing.
 */
export const measureScopeTask = defineTask({
  name: "measure-scope",
  payload: z.strictObject({ incidentId: z.uuid() }),
  maxAttempts: 5,
});
