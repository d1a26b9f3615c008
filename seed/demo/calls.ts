import { inTransaction } from "@/db/in-transaction";
import { bookCallback } from "@/features/callbacks/book-callback";
import { nextCallTasks, openSlots } from "@/features/callbacks/queries";
import { recordAttempt } from "@/features/callbacks/record-attempt";
import type { AttemptOutcome, NextCallTask, OpenSlot } from "@/features/callbacks/schema";
import { Internal } from "@/lib/errors";
import type { Colleagues } from "./staff";

const everyClass = ["SK", "SD", "RC", "ID", "DX"];
const outcomes: readonly AttemptOutcome[] = [
  "explained",
  "explained",
  "no-answer",
  "explained",
  "asked-later",
  "no-answer",
  "explained",
  "busy",
];

/** The agents' first calls: some explained, some not reached, and promises in the next open slots. */
export async function firstCalls({ agent }: Colleagues, incidentId: string): Promise<void> {
  const tasks = await nextCallTasks(incidentId);
  const slots = await openSlots(incidentId);
  await inTransaction(() => callAndPromise(agent, incidentId, tasks, slots));
}

async function callAndPromise(
  agent: Colleagues["agent"],
  incidentId: string,
  tasks: NextCallTask[],
  slots: OpenSlot[],
): Promise<void> {
  const attempts = tasks.slice(0, 32);
  for (const [index, task] of attempts.entries()) {
    await recordAttempt(agent, {
      callTaskId: task.callTaskId,
      outcome: outcomes[index % outcomes.length] ?? "no-answer",
      explained: everyClass,
    });
  }
  for (const [index, task] of tasks.slice(32, 44).entries()) {
    const slot = slots[Math.floor(index / 2)];
    if (!slot) throw new Internal("seed.no-slot");
    await bookCallback(agent, { incidentId, personId: task.personId, startsAt: slot.startsAt, note: "" });
  }
}
