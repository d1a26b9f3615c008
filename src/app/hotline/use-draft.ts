"use client";
import { useCallback, useEffect, useState } from "react";
import type { CallOutcome, callTopics } from "@/features/hotline/schema";

export type Topic = (typeof callTopics)[number];

/** What the agent has written down of a call that is not wrapped up yet. */
export type Draft = {
  outcome: CallOutcome | null;
  topics: Topic[];
  complaint: boolean;
  explained: string[];
  note: string;
  /** A callback was booked in this call. */
  booked: boolean;
};

const empty: Draft = {
  outcome: null,
  topics: [],
  complaint: false,
  explained: [],
  note: "",
  booked: false,
};

// The session's storage and not the browser's: gone with the tab, never left on a shared computer.
const keyOf = (callId: string) => `owabi-call-${callId}`;

function read(callId: string): Draft {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(callId)) ?? "null");
    return typeof kept === "object" && kept !== null ? { ...empty, ...kept } : empty;
  } catch {
    return empty;
  }
}

/** The draft of one call. It survives a reload and a crash of the page; `clear` when the call is wrapped up. */
export function useDraft(callId: string) {
  const [draft, setDraft] = useState<Draft>(() => read(callId));
  useEffect(() => {
    sessionStorage.setItem(keyOf(callId), JSON.stringify(draft));
  }, [callId, draft]);
  const change = useCallback((part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })), []);
  const clear = useCallback(() => sessionStorage.removeItem(keyOf(callId)), [callId]);
  return { draft, change, clear };
}
