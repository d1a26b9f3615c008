import { say, sayFailure } from "./say.mjs";

/** Someone asked the command to stop: Ctrl-C, SIGTERM, a closed terminal. */
export class Interrupted extends Error {}

/**
 * Runs `work` and, however it ends, undoes what it set up, last first. `work` gets `{ onStop, interrupted }`:
 * `onStop(undo)` registers an undoing, `interrupted` rejects with `Interrupted` when someone asks to stop.
 * Asking a second time stops waiting. Returns what `work` returns (the exit code), or 1 after a failure.
 */
export async function withShutdown(work) {
  const undoings = [];
  let interrupt = () => {};
  const interrupted = new Promise((_, reject) => {
    interrupt = reject;
  });
  interrupted.catch(() => {});
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (asked) process.exit(130);
      asked = true;
      interrupt(new Interrupted());
    });
  }
  let code;
  try {
    code = await Promise.race([work({ onStop: (undo) => undoings.push(undo), interrupted }), interrupted]);
  } catch (error) {
    code = error instanceof Interrupted ? 0 : 1;
    if (error instanceof Interrupted) say("\nStopping …");
    else sayFailure(error);
  }
  for (const undo of undoings.reverse()) {
    try {
      await undo();
    } catch (error) {
      sayFailure(error);
      code = 1;
    }
  }
  if (asked) say("Stopped. The data stays where it is.");
  return code;
}
