import { CSPProvider } from "@base-ui/react/csp-provider";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { HydratedMarker } from "@/components/hydrated-marker";
import { ToastProvider } from "@/components/toast";
import "./globals.css";
import { themeCookie, themeOf } from "./theme";
import { ServerProvider } from "./trpc-provider";

/** Every page is personal: nothing is rendered ahead of time, nothing is kept. */
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return {
    title: { default: t("product"), template: `%s – ${t("product")}` },
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, email: false, address: false, date: false },
  };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale();
  const theme = themeOf((await cookies()).get(themeCookie)?.value);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang={locale} data-theme={theme} suppressHydrationWarning>
      <body>
        <CSPProvider nonce={nonce}>
          <NextIntlClientProvider>
            <ServerProvider>
              <ToastProvider>{children}</ToastProvider>
            </ServerProvider>
          </NextIntlClientProvider>
        </CSPProvider>
        <HydratedMarker />
      </body>
    </html>
  );
}
