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
