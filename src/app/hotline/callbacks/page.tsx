import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Callbacks } from "./callbacks";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("hotline");
  return { title: t("tab.callbacks") };
}

export default function CallbacksPage() {
  return <Callbacks />;
}
