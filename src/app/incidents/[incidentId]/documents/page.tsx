import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DocumentsDesk } from "./documents-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("tab.documents") };
}

type DocumentsDeskPageProps = { params: Promise<{ incidentId: string }> };

export default async function DocumentsDeskPage({ params }: DocumentsDeskPageProps) {
  return <DocumentsDesk incidentId={(await params).incidentId} />;
}
