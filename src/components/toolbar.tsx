import clsx from "clsx";
import type { ReactNode } from "react";

type ToolbarProps = {
  /** Names the group for screen readers. */
  label: string;
  children: ReactNode;
  /** Pushed to the far side, e.g. a count. */
  end?: ReactNode;
  className?: string;
};

/** Controls that belong to the list below. */
export function Toolbar({ label, children, end, className }: ToolbarProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would say "form"; these only steer the list below
    <div
      role="group"
      aria-label={label}
      className={clsx("mb-3 flex flex-wrap items-end gap-x-3 gap-y-2", className)}
    >
      {children}
      {end ? <div className="ml-auto flex items-center gap-3 text-sm text-ink-soft">{end}</div> : null}
    </div>
  );
}
