import clsx from "clsx";
import { type ReactNode, useId } from "react";

type SectionProps = {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A titled part of a page. */
export function Section({ title, lead, actions, children, className }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={clsx("mt-8 first:mt-0", className)}>
      <div className="mb-2.5 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 id={id} className="text-lg">
            {title}
          </h2>
          {lead ? <div className="max-w-prose text-sm text-ink-soft">{lead}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}
