export type Lock = { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
/** Optional packages a lock file names but does not hold, one line each. */
export function holesInLock(lock: Lock): string[];
