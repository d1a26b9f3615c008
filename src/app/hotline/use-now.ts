"use client";
import { useEffect, useState } from "react";

/**
 * The time, moving on every `everyMs`. `aheadMs` is how far the server's clock is ahead of this computer's, so
 * that what is left of a deadline does not depend on how well the agent's clock is set.
 */
export function useNow(everyMs: number, aheadMs = 0): Date {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    setNow(Date.now());
    return () => clearInterval(timer);
  }, [everyMs]);
  return new Date(now + aheadMs);
}
