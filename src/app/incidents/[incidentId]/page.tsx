import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { River } from "./river";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("tab.overview") };
}

type RiverPageProps = { params: Promise<{ incidentId: string }> };

export default async function RiverPage({ params }: RiverPageProps) {
  return <River incidentId={(await params).incidentId} />;
}
