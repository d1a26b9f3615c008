import clsx from "clsx";
import type { ReactNode } from "react";

type EmptyStateProps = {
  title: ReactNode;
  /** Why there is nothing and what would change that. */
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
};

/** Nothing here yet, and what to do about it. */
export function EmptyState({ title, children, action, className }: EmptyStateProps) {
  return (
    <div className={clsx("rounded-lg border border-dashed border-line-strong px-6 py-8", className)}>
      <p className="text-lg font-bold">{title}</p>
      {children ? <div className="mt-1 max-w-prose text-ink-soft">{children}</div> : null}
      {action ? <div className="mt-4 flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
