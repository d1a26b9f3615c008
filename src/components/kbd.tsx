import type { ReactNode } from "react";

/** A key to press. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="code inline-flex min-w-6 items-center justify-center rounded-sm border border-line-strong border-b-2 bg-surface px-1.5 text-xs leading-5 text-ink-soft">
      {children}
    </kbd>
  );
}
