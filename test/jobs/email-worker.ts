import { sendEmailsHandler } from "../../jobs/handlers/send-emails";
import { sweepEmails, sweepEmailsHandler } from "../../jobs/handlers/sweep-emails";
import { sweepStalledTasks, sweepStalledTasksHandler } from "../../jobs/handlers/sweep-stalled-tasks";
import { writeEmailsHandler } from "../../jobs/handlers/write-emails";
import { runProgram } from "../../jobs/run-program";

await runProgram(
  [writeEmailsHandler, sendEmailsHandler, sweepEmailsHandler, sweepStalledTasksHandler],
  [
    { everySeconds: 1, task: sweepEmails },
    { everySeconds: 1, task: sweepStalledTasks },
  ],
);
