import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { documentIndexRowsInput } from "@/features/documents/schema";
import { IndexLines } from "./index-lines";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("documents");
  return { title: t("lines.title") };
}

type LinesPageProps = {
  params: Promise<{ incidentId: string }>;
  searchParams: Promise<{ index?: string; outcome?: string }>;
};

export default async function LinesPage({ params, searchParams }: LinesPageProps) {
  const { incidentId } = await params;
  const { index: indexId, outcome } = await searchParams;
  const asked = documentIndexRowsInput.safeParse({ indexId, outcome });
  if (!asked.success) notFound();
  return <IndexLines incidentId={incidentId} asked={asked.data} />;
}
