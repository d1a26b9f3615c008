import { handlers } from "../../jobs/handlers/registry";
import { runProgram } from "../../jobs/run-program";
import { schedule } from "../../jobs/schedule";
import { testHandlers } from "./test-tasks";

await runProgram([...handlers, ...testHandlers], schedule);
