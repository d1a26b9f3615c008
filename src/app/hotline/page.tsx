import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Console } from "./console";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("hotline");
  return { title: t("title") };
}

export default function HotlinePage() {
  return <Console />;
}
