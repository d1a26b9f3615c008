import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CatalogDesk } from "./catalog-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("tab.catalog") };
}

type CatalogDeskPageProps = {
  params: Promise<{ incidentId: string }>;
  searchParams: Promise<{ file?: string }>;
};

export default async function CatalogDeskPage({ params, searchParams }: CatalogDeskPageProps) {
  return <CatalogDesk incidentId={(await params).incidentId} broughtUploadId={(await searchParams).file} />;
}
