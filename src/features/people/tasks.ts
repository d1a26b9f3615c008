import { z } from "zod";
import { defineTask } from "@/db/task";

/** Reads a customer master into person records, all of it or nothing. */
export const readMasterTask = defineTask({
  name: "read-master",
  payload: z.strictObject({ importId: z.uuid() }),
  maxAttempts: 5,
});

/** Looks for people who may be one, for members of staff to decide on. Doing it twice changes nothing. */
export const findCandidatesTask = defineTask({
  name: "find-candidates",
  payload: z.strictObject({ incidentId: z.uuid() }),
  maxAttempts: 3,
});

/** People were made one, or two again: what was decided for one of them is to hold for the person. */
export const followMergesTask = defineTask({
  name: "follow-merges",
  payload: z.strictObject({ incidentId: z.uuid() }),
  maxAttempts: 10,
});
