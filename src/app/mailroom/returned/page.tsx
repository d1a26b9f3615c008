import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReturnedDesk } from "./returned-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("returned");
  return { title: t("title") };
}

export default function ReturnedPage() {
  return <ReturnedDesk />;
}
