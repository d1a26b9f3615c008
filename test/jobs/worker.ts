import { handlers } from "../../jobs/handlers/registry";
import { runAsProcess } from "../../jobs/run-as-process";
import { schedule } from "../../jobs/schedule";
import { testHandlers } from "./test-tasks";

await runAsProcess([...handlers, ...testHandlers], schedule);
