import { z } from "zod";
import { defineTask } from "@/db/task";
import { tellStaff } from "@/features/emails/tell-staff";
import { waitingForStaff } from "@/features/reports/waiting-for-staff";
import { env } from "@/lib/env";
import { mailSettings } from "@/lib/mail-settings";
import { defineHandler } from "../define-handler";

export const sweepWaiting = defineTask({ name: "sweep-waiting", payload: z.object({}), maxAttempts: 3 });

/** Colleagues hear of what waits for them, once a subject; while e-mail is off, nobody is owed a message. */
export const sweepWaitingHandler = defineHandler(sweepWaiting, async (_payload, work) => {
  await work.commit(async (tx) => {
    if (!mailSettings()) return;
    await tellStaff(work.actor, { waiting: await waitingForStaff(tx), appUrl: env().APP_URL });
  });
});
