import type { z } from "zod";
import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/in-transaction";
import type { TaskDefinition } from "@/db/task";
import type { Actor } from "@/features/staff/rules";
import { Internal, Invalid } from "@/lib/errors";
import { failpoint } from "@/lib/failpoint";
import type { ClaimedTask } from "./claim-task";
import { finishTask } from "./finish-task";
import { mustBeOurs, ownTask } from "./own-task";

/** What a handler is given besides its payload. */
export type Work = {
  /** Acts as our own system, under the task's name. */
  actor: Actor;
  taskId: string;
  /** Grows with each claim; makes the names of temporary files unlike those of a worker that went stale. */
  fence: number;
  /** Aborted when the task is no longer ours or the process stops: leave off, the work is done elsewhere. */
  signal: AbortSignal;
  /**
   * Runs `record` in a transaction of its own, before the task is done: work that is kept when the process dies, so
   * the next worker must find out from the database where it was. Throws `LeaseLost` and rolls back like `commit`.
   */
  step: <T>(record: (tx: Tx) => Promise<T>) => Promise<T>;
  /**
   * Runs `record` and "this task is done" in one transaction, exactly once; verbs called inside join it. Throws
   * `LeaseLost` and rolls back when another worker has the task by now.
   */
  commit: <T>(record: (tx: Tx) => Promise<T>) => Promise<T>;
};

export type Handler = {
  name: string;
  maxAttempts: number;
  /** Does one claimed task. Throws when it failed, also when it returned without having committed. */
  run: (task: ClaimedTask, signal: AbortSignal) => Promise<void>;
};

/**
 * Says how a kind of task is done. `run` acts on the world first, if at all (files, mail: one attempt, with a
 * time-out, safe to repeat), and then calls `work.commit` once to record it.
 */
export function defineHandler<P extends z.ZodType<Record<string, string | number>>>(
  definition: TaskDefinition<P>,
  run: (payload: z.infer<P>, work: Work) => Promise<void>,
): Handler {
  return {
    name: definition.name,
    maxAttempts: definition.maxAttempts,
    run: async (task, signal) => {
      const payload = definition.payload.safeParse(task.payload);
      if (!payload.success) throw new Invalid("task.payload-refused");
      let committed = false;
      const commit: Work["commit"] = async (record) => {
        if (committed) throw new Internal("task.committed-twice");
        const result = await inTransaction(async (tx) => {
          await ownTask(tx, task);
          const recorded = await record(tx);
          failpoint("task.recorded");
          await finishTask(tx, task);
          failpoint("task.finished");
          return recorded;
        });
        committed = true;
        failpoint("task.committed");
        return result;
      };
      const step: Work["step"] = async (record) => {
        const result = await inTransaction(async (tx) => {
          await ownTask(tx, task);
          const recorded = await record(tx);
          failpoint("task.step-recorded");
          await mustBeOurs(tx, task);
          return recorded;
        });
        failpoint("task.step-committed");
        return result;
      };
      const actor: Actor = { kind: "system", name: definition.name };
      await run(payload.data, { actor, taskId: task.id, fence: task.fence, signal, step, commit });
      if (!committed) throw new Internal("task.returned-without-commit");
    },
  };
}
