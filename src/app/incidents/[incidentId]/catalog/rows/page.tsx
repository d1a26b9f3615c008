import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { catalogRowsInput } from "@/features/catalog/schema";
import { CatalogRows } from "./catalog-rows";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("rows.title") };
}

type RowsPageProps = {
  params: Promise<{ incidentId: string }>;
  searchParams: Promise<{ import?: string; bucket?: string; rule?: string; medium?: string; day?: string }>;
};

export default async function RowsPage({ params, searchParams }: RowsPageProps) {
  const { incidentId } = await params;
  const { import: importId, bucket, rule, medium: mediumId, day } = await searchParams;
  const asked = catalogRowsInput.safeParse({ importId, bucket, rule, mediumId, day });
  if (!asked.success) notFound();
  return <CatalogRows incidentId={incidentId} asked={asked.data} />;
}
