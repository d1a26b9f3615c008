import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AppearanceMenu } from "../shell/appearance-menu";
import { themeCookie, themeOf } from "../theme";

/** The quiet page around both steps of signing in. */
export async function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
  const t = await getTranslations("shell");
  const theme = themeOf((await cookies()).get(themeCookie)?.value);
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-end px-4 py-2 sm:px-6">
        <AppearanceMenu theme={theme} />
      </header>
      <main className="mx-auto w-full max-w-sm px-4 pt-[8vh] pb-16">
        <p className="text-3xl font-bold">{t("product")}</p>
        <p className="mb-8 text-ink-soft">{t("product-line")}</p>
        <h1 className="mb-4 text-xl">{title}</h1>
        {children}
      </main>
    </div>
  );
}
