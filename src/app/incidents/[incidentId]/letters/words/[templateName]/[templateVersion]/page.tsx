import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { WordsDesk } from "./words-desk";

type WordsPageProps = {
  params: Promise<{ incidentId: string; templateName: string; templateVersion: string }>;
};

export async function generateMetadata({ params }: WordsPageProps): Promise<Metadata> {
  const t = await getTranslations("words");
  const { templateName, templateVersion } = await params;
  return { title: t("desk.title", { name: templateName, version: templateVersion }) };
}

export default async function WordsPage({ params }: WordsPageProps) {
  return <WordsDesk {...(await params)} />;
}
