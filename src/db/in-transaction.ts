import { AsyncLocalStorage } from "node:async_hooks";
import { database, type Tx } from "./client";

const current = new AsyncLocalStorage<Tx>();

/**
 * Runs `work` in one READ COMMITTED transaction, or in the one that is already open around it: a verb called
 * by a job handler commits together with "this task is done". What `work` throws rolls everything back.
 */
export function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const outer = current.getStore();
  if (outer) return work(outer);
  return database().transaction((tx) => current.run(tx, () => work(tx)));
}

/** Runs `work` outside any surrounding transaction: progress that must be seen before the work commits. */
export function outsideTransaction<T>(work: () => Promise<T>): Promise<T> {
  return current.exit(work);
}

/** How work too long for one transaction is done; a job's handler gives it. */
export type InSteps = {
  /** Runs `record` in a transaction of its own that only the task's present worker can commit. */
  step: <T>(record: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Runs `record` in one transaction with "this task is done". Once, and last. */
  commit: <T>(record: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Aborted when the work is no longer ours. */
  signal?: AbortSignal;
  /** Rows a step commits, where another number is wanted than the verb's own. */
  rowsPerStep?: number;
};
