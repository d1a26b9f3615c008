"use client";
import { useEffect, useState } from "react";

type Seen = { at: number; done: number };
type Pace = { ratePerSecond: number | null; secondsLeft: number | null };

const windowMs = 30_000;
const leastMs = 1_500;
const unknown: Pace = { ratePerSecond: null, secondsLeft: null };

/** How fast `done` grows and when it reaches `total`, measured over the last half minute while this page is open. */
export function usePace(done: number, total: number | null, isRunning: boolean): Pace {
  const [seen, setSeen] = useState<readonly Seen[]>([]);
  useEffect(() => {
    if (!isRunning) return setSeen([]);
    setSeen((before) => {
      const now = Date.now();
      const restarted = done < (before.at(-1)?.done ?? 0);
      const kept = restarted ? [] : before.filter((one) => now - one.at < windowMs);
      return [...kept, { at: now, done }];
    });
  }, [done, isRunning]);
  const first = seen[0];
  const last = seen.at(-1);
  if (!first || !last || last.at - first.at < leastMs || last.done <= first.done) return unknown;
  const ratePerSecond = ((last.done - first.done) * 1000) / (last.at - first.at);
  return { ratePerSecond, secondsLeft: total === null ? null : (total - done) / ratePerSecond };
}
