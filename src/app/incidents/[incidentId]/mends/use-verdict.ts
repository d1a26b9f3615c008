"use client";
import { useEffect, useState } from "react";
import type { LineVerdict } from "@/lib/line-verdict";

const pauseMs = 350;

/** What the server says of a text once one has stopped typing for a moment; null while it is being asked. */
export function useVerdict(
  text: string,
  tryLine: (text: string) => Promise<LineVerdict>,
): LineVerdict | null {
  const [told, setTold] = useState<{ text: string; verdict: LineVerdict } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      tryLine(text)
        .catch(() => unknown)
        .then((verdict) => isCurrent && setTold({ text, verdict }));
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, tryLine]);
  return told?.text === text ? told.verdict : null;
}

const unknown: LineVerdict = { verdict: "cannot-tell", reason: null, column: null, codePoint: null };
