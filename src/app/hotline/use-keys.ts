"use client";
import { useEffect, useRef } from "react";

/** The desk's own keys. None of them types a character, so they work inside every field. */
export const deskKeys = { search: "F2", callback: "F4", wrapUp: "F8" } as const;

export type DeskKey = (typeof deskKeys)[keyof typeof deskKeys];

/** Calls what belongs to a key, from anywhere on the page; not while an input method composes or a dialog is open. */
export function useKeys(acts: Partial<Record<DeskKey, () => void>>): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const act = latest.current[event.key as DeskKey];
      if (!act || document.activeElement?.closest("[role=dialog]")) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
