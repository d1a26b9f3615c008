import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/link-button";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return { title: t("not-found.title") };
}

export default async function NotFound() {
  const t = await getTranslations("shell");
  return (
    <main className="mx-auto max-w-xl px-6 py-16">
      <h1 className="text-2xl">{t("not-found.title")}</h1>
      <p className="mt-2 mb-6 text-ink-soft">{t("not-found.body")}</p>
      <LinkButton href="/">{t("not-found.home")}</LinkButton>
    </main>
  );
}
