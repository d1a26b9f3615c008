import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { contenders } from "./contenders";

/** What one batch of letters cost. CPU and memory count the programs that were started for it. */
export type Measured = {
  cpuMsALetter: number;
  wallMsALetter: number;
  bytesALetter: number;
  peakMb: number;
  /** CPU-ms of starting, taken off above; 0 where fonts and templates were open already. */
  startCpuMs: number;
  /** The longest the process did nothing else, in ms. */
  longestStallMs: number;
};

const ticksASecond = 100;
const pageBytes = 4096;

type Seen = { pid: number; parent: number; cpuMs: number; pages: number };

/** Every process there is (Linux: /proc; elsewhere none). */
function processes(): Seen[] {
  let names: string[] = [];
  try {
    names = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    try {
      const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      const ticks = Number(fields[11]) + Number(fields[12]);
      const cpuMs = (ticks * 1000) / ticksASecond;
      return [{ pid: Number(name), parent: Number(fields[1]), cpuMs, pages: Number(fields[21]) }];
    } catch {
      return []; // It ended while we looked.
    }
  });
}

/** Those below this process, by their parents. */
function descendants(): Seen[] {
  const all = processes();
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid) ?? 0;
    return parent === process.pid || (parent > 1 && isBelow(parent));
  };
  return all.filter(({ pid }) => isBelow(pid));
}

/** CPU of what was started, in ms: what was waited for, or what was seen where somebody did not wait for theirs. */
const seenCpu = new Map<number, number>();
function childrenCpuMs(): number {
  for (const { pid, cpuMs } of descendants()) seenCpu.set(pid, cpuMs);
  const seen = [...seenCpu.values()].reduce((sum, cpu) => sum + cpu, 0);
  try {
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
    return Math.max(seen, ((Number(fields[13]) + Number(fields[14])) * 1000) / ticksASecond);
  } catch {
    return seen;
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + childrenCpuMs();
}

/** Resident MB of this process and everything below it. */
function residentMb(): number {
  childrenCpuMs();
  const below = descendants().reduce((sum, { pages }) => sum + pages * pageBytes, 0);
  return (process.memoryUsage.rss() + below) / 1e6;
}

async function main([name = "", letters = "500"]: string[]): Promise<void> {
  const contender = contenders[name];
  if (!contender) throw new Error(`unknown contender ${name}`);
  const folder = mkdtempSync(path.join(tmpdir(), "bench-letters-"));
  try {
    const count = Number(letters);
    const setLetters = await contender.prepare();
    // A service is warm, a program that is started anew is not: the one is shown the work first, the other's start is measured.
    await setLetters(contender.batch ? 1 : Math.min(count, 200), folder);
    const coldFrom = cpuMs();
    const coldWall = performance.now();
    const start = watch();
    if (contender.batch) await setLetters(1, folder);
    start.stop();
    const startCpu = contender.batch ? cpuMs() - coldFrom : 0;
    const startWall = contender.batch ? performance.now() - coldWall : 0;
    const seen = watch();
    const from = cpuMs();
    const begun = performance.now();
    const { bytes } = await setLetters(count, folder);
    const wall = performance.now() - begun - startWall;
    const cpu = cpuMs() - from - startCpu;
    const measured: Measured = {
      cpuMsALetter: cpu / count,
      wallMsALetter: wall / count,
      bytesALetter: bytes / count,
      startCpuMs: startCpu,
      ...seen.stop(),
    };
    process.stdout.write(`${JSON.stringify(measured)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function watch(): { stop: () => { peakMb: number; longestStallMs: number } } {
  let peakMb = residentMb();
  let longestStallMs = 0;
  let last = performance.now();
  let ticks = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longestStallMs = Math.max(longestStallMs, now - last - 20);
    ticks += 1;
    // Looking at every process costs milliseconds, which would be counted as the contender's.
    if (ticks % 25 === 0) peakMb = Math.max(peakMb, residentMb());
    last = performance.now();
  }, 20);
  return {
    stop: () => {
      clearInterval(timer);
      const stall = Math.max(longestStallMs, performance.now() - last - 20);
      return { peakMb: Math.max(peakMb, residentMb()), longestStallMs: stall };
    },
  };
}

await main(process.argv.slice(2));
