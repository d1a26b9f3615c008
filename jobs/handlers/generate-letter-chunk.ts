import { generateLetterChunk } from "@/features/letters/tasks";
import { writeLetterChunk } from "@/features/letters/write-letter-chunk";
import { defineHandler } from "../define-handler";

export const generateLetterChunkHandler = defineHandler(generateLetterChunk, async (chunk, work) => {
  await work.commit(() => writeLetterChunk(work.actor, chunk));
});
