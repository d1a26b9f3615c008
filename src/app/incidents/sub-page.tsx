import Link from "next/link";
import type { ReactNode } from "react";

type SubPageProps = { back: { href: string; label: string }; children: ReactNode };

/** A page below a tab, with the way back to it. */
export function SubPage({ back, children }: SubPageProps) {
  return (
    <>
      <Link href={back.href} className="link text-sm">
        <span aria-hidden="true">‹ </span>
        {back.label}
      </Link>
      <div className="mt-3">{children}</div>
    </>
  );
}
