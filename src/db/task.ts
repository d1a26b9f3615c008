import type { z } from "zod";

/** A kind of background work: its name and the shape of its payload (ids and numbers only). */
export type TaskDefinition<P extends z.ZodType<Record<string, string | number>>> = {
  name: string;
  payload: P;
  /** How often a task that failed is tried before it is `dead` and shown to an operator. */
  maxAttempts: number;
};

/** Declares a kind of background work in a feature's `tasks.ts`. */
export function defineTask<P extends z.ZodType<Record<string, string | number>>>(
  task: TaskDefinition<P>,
): TaskDefinition<P> {
  return task;
}
