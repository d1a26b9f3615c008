import { env } from "@/lib/env";

/** Every wait of the jobs in seconds, in proportion to the lease (in brackets: at the usual 60 s). */
export function pace() {
  const lease = env().JOBS_LEASE_SECONDS;
  return {
    leaseSeconds: lease,
    /** [15] A worker says that it is still there. */
    heartbeatSeconds: lease / 4,
    /** [30] A hint that led to nothing is given again: the queue may have been emptied. */
    hintAgainSeconds: lease / 2,
    /** [5] Each worker looks into the outbox itself … */
    pullSeconds: lease / 12,
    /** [10] … for what is due this long and was not brought by the queue. */
    pullAgeSeconds: lease / 6,
    /** [5, doubling up to 900] A task that failed waits before it is tried again. */
    firstRetrySeconds: lease / 12,
    longestRetrySeconds: lease * 15,
    /** [10] A process that is to stop lets running tasks end; then it hands them back. */
    stopSeconds: Math.min(lease / 6, 10),
    /** [60] A queue that holds hints but brings none for this long is connected anew. */
    deafSeconds: lease,
  };
}
