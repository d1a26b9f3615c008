import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MediumFile } from "./medium-file";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("medium.page-title") };
}

type MediumPageProps = { params: Promise<{ incidentId: string; mediumId: string }> };

export default async function MediumPage({ params }: MediumPageProps) {
  const { incidentId, mediumId } = await params;
  return <MediumFile incidentId={incidentId} mediumId={mediumId} />;
}
