import { z } from "zod";
import { defineTask } from "@/db/task";

/** Turn one share of the notices, at most 500, into letters. */
export const generateLetterChunk = defineTask({
  name: "generate-letter-chunk",
  payload: z.strictObject({ chunkId: z.uuid() }),
  maxAttempts: 10,
});
