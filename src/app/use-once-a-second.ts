"use client";
import { useEffect, useRef } from "react";

const quietMs = 1_000;

/** Gives a function that does `act` a second later, once for all it was called meanwhile, and never after the page is left. */
export function useOnceASecond(act: () => void): () => void {
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  return () => {
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined;
      act();
    }, quietMs);
  };
}
