import { Conflict } from "@/lib/errors";

/** The task is no longer ours: what was done for it must not be committed. */
export class LeaseLost extends Conflict {
  constructor() {
    super("task.lease-lost");
  }
}
