import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PersonFile } from "./person-file";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("incidents");
  // No name in a title: titles end up in histories and on shared screens.
  return { title: t("person.page-title") };
}

type PersonPageProps = { params: Promise<{ incidentId: string; personId: string }> };

export default async function PersonPage({ params }: PersonPageProps) {
  const { incidentId, personId } = await params;
  return <PersonFile incidentId={incidentId} personId={personId} />;
}
