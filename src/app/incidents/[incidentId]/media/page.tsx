import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MediaDesk } from "./media-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("tab.media") };
}

type MediaDeskPageProps = { params: Promise<{ incidentId: string }> };

export default async function MediaDeskPage({ params }: MediaDeskPageProps) {
  return <MediaDesk incidentId={(await params).incidentId} />;
}
