import { applyWishes } from "@/features/notices/apply-wishes";
import { followMergesTask } from "@/features/people/tasks";
import { defineHandler } from "../define-handler";

export const followMergesHandler = defineHandler(followMergesTask, async (incident, work) => {
  await work.commit(() => applyWishes(work.actor, incident));
});
