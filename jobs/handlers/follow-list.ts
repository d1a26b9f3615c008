import { followListTask } from "@/features/lists/tasks";
import { followList } from "@/features/print-runs/follow-list";
import { recordConsequences } from "@/features/reports/record-consequences";
import { defineHandler } from "../define-handler";

/** A version was approved: what it means is written down first, then done, in one commit. */
export const followListHandler = defineHandler(followListTask, async (list, work) => {
  await work.commit(async () => {
    await recordConsequences(work.actor, list);
    await followList(work.actor, list);
  });
});
