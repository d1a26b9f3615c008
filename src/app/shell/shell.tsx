import { cookies } from "next/headers";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { type Desk, desksOf } from "../desks";
import { signedInOrRedirect } from "../signed-in";
import { themeCookie, themeOf } from "../theme";
import { AccountMenu } from "./account-menu";

type ShellProps = {
  /** The desk these pages belong to; none for the account. */
  desk?: Desk;
  /** Room at the right of the bar for what the desk always shows, e.g. the open hours of the line. */
  aside?: ReactNode;
  children: ReactNode;
};

/** The frame of every desk: bar with the desks of the role, account menu; then `<main>`. Use it in a desk's layout. */
export async function Shell({ desk, aside, children }: ShellProps) {
  const { name, role } = await signedInOrRedirect(`/${desk ?? "account"}`);
  const t = await getTranslations("shell");
  const theme = themeOf((await cookies()).get(themeCookie)?.value);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-popup"
      >
        {t("skip")}
      </a>
      <header className="flex flex-wrap items-stretch gap-x-6 border-b border-line bg-surface px-4 sm:px-6">
        <Link href="/" className="flex min-h-13 items-center text-lg font-bold text-ink">
          {t("product")}
        </Link>
        <nav aria-label={t("desks")} className="flex">
          <ul className="flex flex-wrap">
            {desksOf(role).map((one) => (
              <li key={one} className="flex">
                <Link
                  href={`/${one}`}
                  aria-current={one === desk ? "page" : undefined}
                  className="-mb-px flex min-h-13 items-center border-b-2 border-transparent px-3 text-ink-soft hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:font-bold aria-[current=page]:text-ink"
                >
                  {t(`desk.${one}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="ml-auto flex items-center gap-3 text-sm">
          {aside}
          <AccountMenu name={name} role={role} theme={theme} />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="w-full flex-1 px-4 pt-6 pb-16 outline-none sm:px-6">
        {children}
      </main>
    </div>
  );
}
