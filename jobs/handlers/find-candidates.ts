import { findCandidates } from "@/features/people/find-candidates";
import { findCandidatesTask } from "@/features/people/tasks";
import { defineHandler } from "../define-handler";

export const findCandidatesHandler = defineHandler(findCandidatesTask, async (incident, work) => {
  await work.commit(() => findCandidates(work.actor, incident));
});
