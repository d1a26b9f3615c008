import { z } from "zod";
import { defineTask } from "@/db/task";

/** Turn one share of the notices, at most 500, into letters. */
export const generateLetterChunk = defineTask({
  name: "generate-letter-chunk",
  payload: z.strictObject({ chunkId: z.uuid() }),
  maxAttempts: 10,
});

/** Look at every letter of a template before anybody approves it. */
export const preflightLettersTask = defineTask({
  name: "preflight-letters",
  payload: z.strictObject({ preflightId: z.uuid() }),
  maxAttempts: 10,
});

/** A decision about a character was taken back: letters made with it leave the runs that are not sealed. */
export const followGaijiTask = defineTask({
  name: "follow-gaiji",
  payload: z.strictObject({ gaijiDecisionId: z.uuid() }),
  maxAttempts: 10,
});
