import { describeError } from "@/lib/describe-error";
import { env } from "@/lib/env";
import { OwabiError } from "@/lib/errors";
import { logger } from "@/lib/logger";
import { type ClaimedTask, claimOverdueTask, claimTask } from "./claim-task";
import type { Handler } from "./define-handler";
import { giveUpTask, releaseTask, retryTaskLater } from "./fail-task";
import { keepLease } from "./heartbeat";
import { Lanes } from "./lanes";
import { LeaseLost } from "./lease-lost";
import { pace } from "./pace";
import type { HintReader, TaskQueue } from "./queues";

const abortPatienceMs = 2_000;
const queueClosePatienceMs = 2_000;

export type TaskWorker = { stop: () => Promise<void> };

/**
 * What becomes of a task whose handler threw: the one place where errors of verbs are mapped for jobs. What
 * the domain refuses stays refused; races, limits and faults may pass.
 */
export function verdict(error: unknown): { next: "retry" | "give-up" | "drop"; reason: string } {
  if (error instanceof LeaseLost) return { next: "drop", reason: error.reason };
  if (error instanceof OwabiError) {
    const final = ["invalid", "not-found", "forbidden", "not-allowed-now"].includes(error.kind);
    return { next: final ? "give-up" : "retry", reason: error.reason };
  }
  const { name, code } = describeError(error);
  return { next: "retry", reason: `task.fault:${code ?? name}` };
}

/** Works on tasks: those the queue hints at, and by its own look into the outbox those it should have brought. */
export function startWorker(queue: TaskQueue, handlers: readonly Handler[]): TaskWorker {
  return new Worker(queue, handlers);
}

class Worker implements TaskWorker {
  readonly #handlers: Map<string, Handler>;
  readonly #names: string[];
  readonly #lanes = new Lanes(env().JOBS_CONCURRENCY);
  readonly #working = new Map<ClaimedTask, AbortController>();
  readonly #pullTimer: NodeJS.Timeout;
  #reader: HintReader;
  #lastHintAt = performance.now();
  #stopping = false;

  constructor(
    readonly queue: TaskQueue,
    handlers: readonly Handler[],
  ) {
    this.#handlers = new Map(handlers.map((handler) => [handler.name, handler]));
    this.#names = [...this.#handlers.keys()];
    this.#reader = this.#openReader();
    this.#pullTimer = setInterval(() => void this.#pull(), pace().pullSeconds * 1000);
  }

  #openReader(): HintReader {
    return this.queue.read((taskId) => this.#followHint(taskId), env().JOBS_CONCURRENCY);
  }

  async #followHint(taskId: string): Promise<void> {
    this.#lastHintAt = performance.now();
    await this.#lanes.take();
    try {
      if (this.#stopping) return;
      const task = await claimTask(taskId, this.#names);
      if (task) await this.#work(task);
    } catch (error) {
      // The hint is lost with this; the row is not, and is hinted at again.
      logger.error({ taskId, error }, "a hint could not be followed");
    } finally {
      this.#lanes.give();
    }
  }

  /** Fills the free lanes with overdue tasks; each lane goes on until it finds none. */
  async #pull(): Promise<void> {
    let found = false;
    while (!this.#stopping && this.#lanes.tryTake()) {
      const task = await claimOverdueTask(this.#names).catch((error: unknown) => {
        logger.error({ error }, "the outbox could not be read");
        return null;
      });
      if (!task) {
        this.#lanes.give();
        break;
      }
      found = true;
      void this.#work(task)
        .catch((error: unknown) => logger.error({ taskId: task.id, error }, "a task could not be settled"))
        .finally(() => {
          this.#lanes.give();
          void this.#pull();
        });
    }
    if (found) await this.#reopenDeafReader();
  }

  /** BullMQ workers have stayed deaf after outages before (taskforcesh/bullmq#4479, #4585). */
  async #reopenDeafReader(): Promise<void> {
    const silentMs = performance.now() - this.#lastHintAt;
    if (this.#stopping || silentMs < pace().deafSeconds * 1000) return;
    const unread = await this.queue.waiting().catch(() => 0);
    if (unread === 0 || this.#stopping) return;
    logger.warn({ unread, silentMs: Math.round(silentMs) }, "the queue brings nothing; connecting anew");
    this.#lastHintAt = performance.now();
    const deaf = this.#reader;
    this.#reader = this.#openReader();
    await deaf.close().catch(() => undefined);
  }

  async #work(task: ClaimedTask): Promise<void> {
    const handler = this.#handlers.get(task.name);
    if (!handler) return releaseTask(task);
    // Every attempt so far ended with its worker: the task itself may be what kills them.
    if (task.attempts > handler.maxAttempts) return this.#giveUp(task, "task.worker-vanished");
    const abort = new AbortController();
    const letGo = keepLease(task, () => abort.abort(new LeaseLost()));
    this.#working.set(task, abort);
    const startedAt = performance.now();
    try {
      await handler.run(task, abort.signal);
      logger.debug({ taskId: task.id, task: task.name, ms: sinceMs(startedAt) }, "task done");
    } catch (error) {
      letGo();
      if (this.#stopping && abort.signal.aborted) await releaseTask(task);
      else
        await this.#settle(
          task,
          handler,
          abort.signal.aborted ? abort.signal.reason : error,
          sinceMs(startedAt),
        );
    } finally {
      letGo();
      this.#working.delete(task);
    }
  }

  async #settle(task: ClaimedTask, handler: Handler, error: unknown, ms: number): Promise<void> {
    const { next, reason } = verdict(error);
    const about = { taskId: task.id, task: task.name, attempts: task.attempts, reason, ms };
    if (next === "drop") {
      logger.info(about, "another worker has the task; nothing of it was kept here");
    } else if (next === "give-up" || task.attempts >= handler.maxAttempts) {
      logger.error({ ...about, error }, "task failed");
      await this.#giveUp(task, reason);
    } else {
      logger.warn({ ...about, error }, "task failed; it is tried again later");
      await retryTaskLater(task, reason);
    }
  }

  async #giveUp(task: ClaimedTask, reason: string): Promise<void> {
    await giveUpTask(task, reason);
    logger.error({ taskId: task.id, task: task.name, attempts: task.attempts, reason }, "task given up");
  }

  /** Takes nothing new, lets running tasks end, then aborts them and hands back what is still open. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#pullTimer);
    const closed = this.#reader.close().catch(() => undefined);
    await this.#idle(pace().stopSeconds * 1000);
    for (const abort of this.#working.values()) abort.abort(new Error("the process stops"));
    await this.#idle(abortPatienceMs);
    await Promise.all([...this.#working.keys()].map((task) => releaseTask(task)));
    await Promise.race([closed, sleep(queueClosePatienceMs)]);
  }

  async #idle(patienceMs: number): Promise<void> {
    const until = performance.now() + patienceMs;
    while (this.#working.size > 0 && performance.now() < until) await sleep(20);
  }
}

const sinceMs = (startedAt: number) => Math.round(performance.now() - startedAt);
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
