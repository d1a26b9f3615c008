import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LettersDesk } from "./letters-desk";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  return { title: t("tab.letters") };
}

type LettersDeskPageProps = { params: Promise<{ incidentId: string }> };

export default async function LettersDeskPage({ params }: LettersDeskPageProps) {
  return <LettersDesk incidentId={(await params).incidentId} />;
}
