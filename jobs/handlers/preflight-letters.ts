import { preflightLetters } from "@/features/letters/preflight-letters";
import { preflightLettersTask } from "@/features/letters/tasks";
import { defineHandler } from "../define-handler";

export const preflightLettersHandler = defineHandler(preflightLettersTask, async (preflight, work) => {
  await preflightLetters(work.actor, preflight, work);
});
