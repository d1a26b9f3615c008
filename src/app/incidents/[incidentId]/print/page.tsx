import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PrintDesk } from "./print-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("tab.print") };
}

type PrintDeskPageProps = { params: Promise<{ incidentId: string }> };

export default async function PrintDeskPage({ params }: PrintDeskPageProps) {
  return <PrintDesk incidentId={(await params).incidentId} />;
}
