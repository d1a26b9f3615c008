import { openCallTasks as open } from "@/features/callbacks/open-call-tasks";
import { openCallTasks } from "@/features/notices/tasks";
import { defineHandler } from "../define-handler";

export const openCallTasksHandler = defineHandler(openCallTasks, async (incident, work) => {
  await work.commit(() => open(work.actor, incident));
});
