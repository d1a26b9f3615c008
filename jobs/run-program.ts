import { describeError } from "@/lib/describe-error";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import type { Handler } from "./define-handler";
import { UnfitQueue } from "./queues";
import { CannotStart, runJobs } from "./run-jobs";
import type { ScheduleEntry } from "./schedule";

/**
 * The whole life of a jobs process. Ends with code 0 after SIGTERM or SIGINT, with 1 and a sentence on standard
 * error when it cannot start.
 */
export async function runProgram(
  handlers: readonly Handler[],
  entries: readonly ScheduleEntry[],
): Promise<void> {
  // Their messages may hold personal values, which Node would print.
  process.on("unhandledRejection", (error) => logger.error({ error }, "a rejection nobody handled"));
  process.on("uncaughtException", (error) => {
    logger.fatal({ error }, "an exception nobody caught");
    process.exit(1);
  });
  const asked = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
  const stop = await start(handlers, entries);
  await asked;
  logger.info("jobs are stopping");
  try {
    await stop();
  } catch (error) {
    logger.error({ error }, "jobs did not stop cleanly; leases lapse by themselves");
  }
  process.exit(0);
}

async function start(
  handlers: readonly Handler[],
  entries: readonly ScheduleEntry[],
): Promise<() => Promise<void>> {
  try {
    env();
    return await runJobs(handlers, entries);
  } catch (error) {
    process.stderr.write(`The jobs cannot start. ${sentence(error)}\n`);
    process.exit(1);
  }
}

/** Messages of our own are shown as they are; of others only names and codes. */
function sentence(error: unknown): string {
  const own = error instanceof CannotStart || error instanceof UnfitQueue;
  const settings = error instanceof Error && error.message.startsWith("Settings are missing or wrong:");
  const cause = own && error.cause ? ` (${JSON.stringify(describeError(error.cause))})` : "";
  return own || settings ? `${error.message}${cause}` : JSON.stringify(describeError(error));
}
