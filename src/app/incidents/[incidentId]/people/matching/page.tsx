import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MatchingDesk } from "./matching-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("matching");
  return { title: t("title") };
}

type MatchingPageProps = { params: Promise<{ incidentId: string }> };

export default async function MatchingPage({ params }: MatchingPageProps) {
  return <MatchingDesk incidentId={(await params).incidentId} />;
}
