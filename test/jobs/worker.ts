import { sweepFinishedTasksHandler } from "../../jobs/handlers/sweep-finished-tasks";
import { sweepStalledTasksHandler } from "../../jobs/handlers/sweep-stalled-tasks";
import { runProgram } from "../../jobs/run-program";
import { schedule } from "../../jobs/schedule";
import { testHandlers } from "./test-tasks";

await runProgram([sweepStalledTasksHandler, sweepFinishedTasksHandler, ...testHandlers], schedule);
