import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { personRecordsInput } from "@/features/people/schema";
import { MasterLines } from "./master-lines";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("lines.title") };
}

type LinesPageProps = {
  params: Promise<{ incidentId: string }>;
  searchParams: Promise<{ import?: string; outcome?: string; warnings?: string }>;
};

export default async function LinesPage({ params, searchParams }: LinesPageProps) {
  const { incidentId } = await params;
  const { import: importId, outcome, warnings } = await searchParams;
  const asked = personRecordsInput.safeParse({
    importId,
    outcome,
    withWarnings: warnings === "1" ? true : undefined,
  });
  if (!asked.success) notFound();
  return <MasterLines incidentId={incidentId} asked={asked.data} />;
}
