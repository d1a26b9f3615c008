import Link from "next/link";
import type { ReactNode } from "react";

export type TabLink = { href: string; label: ReactNode; count?: ReactNode; current?: boolean };

/** Tabs that are pages: each has an address, the current one is marked for everyone. */
export function TabLinks({ label, links }: { label: string; links: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className="mb-5 border-b border-line">
      <ul className="flex flex-wrap gap-x-1">
        {links.map((link) => (
          <li key={link.href} className="-mb-px">
            <Link
              href={link.href}
              aria-current={link.current ? "page" : undefined}
              className="flex min-h-10 items-center gap-2 border-b-2 border-transparent px-3 text-ink-soft hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:font-bold aria-[current=page]:text-ink"
            >
              {link.label}
              {link.count === undefined ? null : (
                <span className="figures text-sm font-normal">{link.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
