import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ListDesk } from "./list-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("tab.list") };
}

type ListDeskPageProps = { params: Promise<{ incidentId: string }> };

export default async function ListDeskPage({ params }: ListDeskPageProps) {
  return <ListDesk incidentId={(await params).incidentId} />;
}
