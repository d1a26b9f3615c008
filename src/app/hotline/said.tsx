import clsx from "clsx";
import type { ReactNode } from "react";

/** Words to read out. */
export function Said({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <p
      className={clsx(
        "max-w-prose border-l-3 border-accent pl-3.5 text-lg leading-relaxed break-keep text-ink [word-break:auto-phrase]",
        className,
      )}
    >
      {children}
    </p>
  );
}
