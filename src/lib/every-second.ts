import { logger } from "./logger";

/**
 * Calls `write` about once a second, never twice at a time, until the returned function is called; that one
 * waits for a write under way. A write that fails is logged and does no harm: it only tells of progress.
 */
export function everySecond(write: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  const timer = setInterval(() => {
    underWay ??= write()
      .catch((error: unknown) => logger.warn({ error }, "progress could not be written"))
      .finally(() => {
        underWay = null;
      });
  }, 1000);
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
