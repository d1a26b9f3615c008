import { say, sayFailure } from "./say.mjs";

/** Someone asked the command to stop: Ctrl-C, SIGTERM, a closed terminal. */
export class Interrupted extends Error {}

/**
 * Runs `work` and, however it ends, undoes what it set up, last first. `work` gets `{ onStop, interrupted }`:
 * `onStop(undo)` registers an undoing, `interrupted` rejects with `Interrupted` when someone asks to stop.
 * Asking again, a second later or more, stops waiting. Returns the exit code: what `work` returns, 1 after a
 * failure, `interruptedCode` when someone asked.
 */
export async function withShutdown(work, interruptedCode) {
  const undoings = [];
  let interrupt = () => {};
  const interrupted = new Promise((_, reject) => {
    interrupt = reject;
  });
  interrupted.catch(() => {});
  let askedAt = 0;
  const stopWatching = whenNpmIsGone(() => interrupt(new Interrupted()));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // One Ctrl-C may arrive twice, from the terminal and from npm.
      if (askedAt > 0 && Date.now() - askedAt > 1000) process.exit(130);
      askedAt ||= Date.now();
      interrupt(new Interrupted());
    });
  }
  let code;
  let interruptedHere = false;
  try {
    code = await Promise.race([work({ onStop: (undo) => undoings.push(undo), interrupted }), interrupted]);
  } catch (error) {
    code = error instanceof Interrupted ? interruptedCode : 1;
    interruptedHere = error instanceof Interrupted;
    if (interruptedHere) say("\nStopping …");
    else sayFailure(error);
  }
  stopWatching();
  for (const undo of undoings.reverse()) {
    try {
      await undo();
    } catch (error) {
      sayFailure(error);
      code = 1;
    }
  }
  if (interruptedHere) say("Stopped.");
  return code;
}

/** A SIGTERM for `npm start` ends npm's shell and never reaches us; that the parent is gone is all we see of it. */
function whenNpmIsGone(act) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, 500);
  return () => clearInterval(timer);
}
