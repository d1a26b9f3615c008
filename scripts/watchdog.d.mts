/** From now on `pid` gets `signal` (SIGTERM) when this process is gone. */
export function watch(pid: number, signal?: string): void;
/** `pid` ended, or is someone else's business now. */
export function unwatch(pid: number): void;
