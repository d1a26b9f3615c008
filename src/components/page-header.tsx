import Link from "next/link";
import type { ReactNode } from "react";

type PageHeaderProps = {
  title: ReactNode;
  /** The page above this one. */
  back?: { href: string; label: string };
  /** One line of where and when under the title. */
  lead?: ReactNode;
  /** State of the whole, beside the title. */
  badge?: ReactNode;
  /** The page's own buttons; the main one first. */
  actions?: ReactNode;
};

/** The head of a page; holds its only `<h1>`. */
export function PageHeader({ title, back, lead, badge, actions }: PageHeaderProps) {
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {back ? (
          <Link href={back.href} className="link text-sm">
            <span aria-hidden="true">‹ </span>
            {back.label}
          </Link>
        ) : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-2xl">{title}</h1>
          {badge}
        </div>
        {lead ? <div className="mt-0.5 max-w-prose text-ink-soft">{lead}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
