import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReturnedOfIncident } from "./returned-of-incident";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("returned");
  return { title: t("title") };
}

export default async function ReturnedOfIncidentPage({
  params,
}: {
  params: Promise<{ incidentId: string }>;
}) {
  const { incidentId } = await params;
  return <ReturnedOfIncident incidentId={incidentId} />;
}
