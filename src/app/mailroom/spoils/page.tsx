import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SpoilsDesk } from "./spoils-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("bench");
  return { title: t("spoil.title") };
}

export default function SpoilsPage() {
  return <SpoilsDesk />;
}
