import { z } from "zod";
import { defineTask } from "@/db/task";

/** The messages of everybody who is owed one and has none are written, then sending is asked for. */
export const writeEmailsTask = defineTask({
  name: "write-emails",
  payload: z.strictObject({ incidentId: z.uuid() }),
  maxAttempts: 10,
});

/** Up to 100 messages of one incident and kind are handed to the mail server, as many as the minute allows. */
export const sendEmailsTask = defineTask({
  name: "send-emails",
  payload: z.strictObject({ incidentId: z.uuid(), kind: z.enum(["notice", "staff"]) }),
  maxAttempts: 10,
});
