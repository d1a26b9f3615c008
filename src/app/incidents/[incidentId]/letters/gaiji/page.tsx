import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GaijiOfIncident } from "./gaiji-of-incident";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("gaiji");
  return { title: t("title") };
}

type GaijiPageProps = { params: Promise<{ incidentId: string }> };

export default async function GaijiPage({ params }: GaijiPageProps) {
  return <GaijiOfIncident incidentId={(await params).incidentId} />;
}
