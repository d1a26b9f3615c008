"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import { readSwitched, type Switched, writeSwitched } from "./switched";

/** What is switched, kept in the address so that a view can be handed to a colleague. */
export function useSwitched(): [Switched, (next: Switched) => void] {
  const pathname = usePathname();
  const asked = useSearchParams();
  const atFirst = useMemo(() => readSwitched(new URLSearchParams(asked)), [asked]);
  const [switched, setSwitched] = useState(atFirst);
  const change = useCallback(
    (next: Switched) => {
      setSwitched(next);
      window.history.replaceState(null, "", `${pathname}${writeSwitched(next)}`);
    },
    [pathname],
  );
  return [switched, change];
}
