import { handlers } from "./handlers/registry";
import { runProgram } from "./run-program";
import { schedule } from "./schedule";

await runProgram(handlers, schedule);
