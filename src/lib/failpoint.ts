import { writeSync } from "node:fs";

/**
 * For crash tests only. `OWABI_FAILPOINT` names the point at which this process kills itself as a crash
 * would (SIGKILL): `task.claimed`, `task.claimed:3` for its third hit, `*:7` for the seventh hit of any.
 */
const spec = /^([a-z*][a-z.*-]*)(?::(\d+))?$/.exec(process.env.OWABI_FAILPOINT ?? "");

function arm(name: string, nth: number): (point: string) => void {
  let hits = 0;
  return (point) => {
    if (name !== "*" && name !== point) return;
    hits += 1;
    if (hits !== nth) return;
    writeSync(2, `killed at ${point}\n`);
    process.kill(process.pid, "SIGKILL");
  };
}

/** Marks a place between two steps where a crash must lose and double nothing. Does nothing outside tests. */
export const failpoint: (point: string) => void = spec
  ? arm(spec[1] ?? "", Number(spec[2] ?? 1))
  : () => undefined;

const fullAfterBytes = Number(process.env.OWABI_DISK_FULL_AFTER_BYTES ?? Number.POSITIVE_INFINITY);
let writtenBytes = 0;

/**
 * For fault tests only. Once this process has written `OWABI_DISK_FULL_AFTER_BYTES` to stored files, each further
 * write fails as it does on a full disk (`ENOSPC`).
 */
export function diskMustHaveRoom(bytes: number): void {
  writtenBytes += bytes;
  if (writtenBytes <= fullAfterBytes) return;
  throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
}
