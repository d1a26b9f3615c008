import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AbsenceDesk } from "./absence-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("lists");
  return { title: t("absence.title") };
}

type AbsencePageProps = { params: Promise<{ incidentId: string }> };

export default async function AbsencePage({ params }: AbsencePageProps) {
  return <AbsenceDesk incidentId={(await params).incidentId} />;
}
