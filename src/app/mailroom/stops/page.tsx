import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { StopsDesk } from "./stops-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("bench");
  return { title: t("stop.title") };
}

export default function StopsPage() {
  return <StopsDesk />;
}
