import { enqueue } from "@/db/enqueue";
import { mostEmailsTogether } from "@/features/emails/rules";
import { sendEmailsTask, writeEmailsTask } from "@/features/emails/tasks";
import { writeEmails } from "@/features/emails/write-emails";
import { defineHandler } from "../define-handler";

/** Writes share after share, each kept by itself; then sending is asked for, in the commit that ends the task. */
export const writeEmailsHandler = defineHandler(writeEmailsTask, async (incident, work) => {
  let isFirst = true;
  for (;;) {
    const { written } = await work.step(() => writeEmails(work.actor, incident, isFirst));
    isFirst = false;
    if (written < mostEmailsTogether) break;
  }
  await work.commit((tx) =>
    enqueue(tx, sendEmailsTask, incident.incidentId, [
      { dedupeKey: `written:${work.taskId}`, payload: { ...incident, kind: "notice" } },
    ]),
  );
});
