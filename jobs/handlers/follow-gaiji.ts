import { followGaijiTask } from "@/features/letters/tasks";
import { followGaiji } from "@/features/print-runs/follow-gaiji";
import { defineHandler } from "../define-handler";

export const followGaijiHandler = defineHandler(followGaijiTask, async (decision, work) => {
  await work.commit(() => followGaiji(work.actor, decision));
});
