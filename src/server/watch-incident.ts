import { driver } from "@/db/client";
import { incidentChannel } from "@/db/record-event";

/** Hears the id of an incident that changed, or null when anything may have: nothing was heard for a while. */
type Listener = (incidentId: string | null) => void;
const listeners = new Set<Listener>();
let listening: Promise<unknown> | undefined;

/**
 * One LISTEN a process, however many screens are open. The driver subscribes again after an outage; what changed
 * meanwhile was announced to nobody, so everybody looks again then.
 */
function listen(): Promise<unknown> {
  const tell: Listener = (incidentId) => {
    for (const listener of listeners) listener(incidentId);
  };
  listening ??= driver()
    .listen(incidentChannel, tell, () => tell(null))
    .catch((error) => {
      listening = undefined;
      throw error;
    });
  return listening;
}

const quietMs = 400;

/**
 * Yields a growing number whenever something of the incident changed, at most every 400 ms, until `signal`
 * aborts. The first one comes at once. Screens then ask their own questions again.
 */
export async function* watchIncident(incidentId: string, signal: AbortSignal): AsyncGenerator<number> {
  let changed = true;
  let wake: () => void = () => undefined;
  const listener: Listener = (id) => {
    if (id !== null && id !== incidentId) return;
    changed = true;
    wake();
  };
  const onAbort = () => wake();
  listeners.add(listener);
  signal.addEventListener("abort", onAbort);
  try {
    await listen();
    for (let tick = 1; !signal.aborted; tick += 1) {
      if (!changed)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (signal.aborted) return;
      changed = false;
      yield tick;
      await new Promise((resolve) => setTimeout(resolve, quietMs));
    }
  } finally {
    listeners.delete(listener);
    signal.removeEventListener("abort", onAbort);
  }
}
