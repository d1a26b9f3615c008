import { handlers } from "./handlers/registry";
import { runAsProcess } from "./run-as-process";
import { schedule } from "./schedule";

await runAsProcess(handlers, schedule);
